"""The spaCy component `dates`: every time expression of a text as an ISO date.

    doc = nlp.make_doc("They met on Thursday.")
    doc.user_data["published"] = "2025-09-19"
    nlp(doc)._.dates[0].value  # "2025-09-18"

Nothing is invented: the value is as granular as the words, and None where the words and the published date
do not settle it. How open years and weeks are settled: `time_resolution`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.alignment import TokenMap, overlap
from ingest.components.time_grammar import Moment, moments
from ingest.components.time_resolution import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_JOIN = re.compile(r"[ ]?[-–—][ ]?|,?[ ](?P<word>to|through|until|till|and)[ ]")
_FROM = re.compile(r"\b(?P<word>from|between)[ ]\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][”\"’)]?\s+(?=[A-Z“\"‘])|\n")
_FUTURE = re.compile(
    r"(?P<future>\b(?:will|shall|due|set[ ]to|scheduled|slated|going[ ]to|expected[ ]to|plans?[ ]to|planned|upcoming|"
    r"to[ ](?:be|meet|hold|visit|begin|start|take|sign|travel)|won['’]t|is[ ]to|are[ ]to|intends?[ ]to)\b|['’]ll\b"
    r"|\b(?:by|until|effective|starting|beginning)[ ](?:the[ ])?\Z)"
    r"|(?<!\bbe[ ])\b(?:said|says|told|announced|reported|since|was|were|had|wrote|tweeted|stated|added|signed|met|"
    r"arrived|held|imposed|made)\b"
)
_LOOKBACK = 240  # characters of the sentence searched for words of the future


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time named in a document.

    Attributes:
        start: index of its first token; "early", "the end of", "last" belong to it, "in" and "on" do not.
        end: one past its last token.
        value: ISO 8601 at the granularity of the words: "2025", "2025-09", "2025-09-18", week "2025-W38"; also
            "2025-Q3" and "2025-H1". The first day, month or year of a range. None if it cannot be told.
        end_value: the last one of a range, in the same form.
        kind: "date", "range", or "fuzzy" ("early September", "the end of 2026": the value is the whole).
        text: the characters read, as they stand in `doc.text`.
        fiscal: the year is a fiscal year.
    """

    start: int
    end: int
    value: str | None
    end_value: str | None
    kind: str
    text: str
    fiscal: bool = False

    @property
    def calendar_value(self) -> str | None:
        """The value without ISO weeks: the month of a week, its year where it lies in two months."""
        if self.value is None or "W" not in self.value:
            return self.value
        first, last = date.fromisoformat(self.value + "-1"), date.fromisoformat(self.value + "-7")
        if first.month == last.month:
            return f"{first:%Y-%m}"
        return f"{first:%Y}" if first.year == last.year else None


class DateReader:
    """Sets `doc._.dates`, a list of `TimeExpression` from left to right.

    Reads `doc.user_data["published"]`: "2025-09-19", "2025-09", "2025" or nothing.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Read the time expressions of a document."""
        text = doc.text
        tokens = TokenMap(doc)
        calendar = Calendar.from_iso(doc.user_data.get("published"))
        found = [_expression(text, tokens, stretch, calendar) for stretch in _stretches(text, moments(text))]
        people = [(entity.start, entity.end) for entity in doc.ents if entity.label_ == "PERSON"]
        doc._.dates = [expression for expression in found if not _inside(people, expression)] if people else found
        return doc


@Language.factory("dates", assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> DateReader:  # noqa: ARG001 - spaCy's signature
    """Make the component; registers `Doc._.dates`.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
    """
    Doc.set_extension("dates", default=[], force=True)
    return DateReader()


def date_at(doc: Doc, start: int, end: int) -> TimeExpression | None:
    """Return the time expression that shares most tokens with a range, the first of equals, None if none does.

    Args:
        doc: a document that the component has read.
        start: first token.
        end: one past the last token.
    """
    expressions: list[TimeExpression] = doc._.dates
    shared = [overlap(start, end, other_start=found.start, other_end=found.end) for found in expressions]
    most = max(shared, default=0)
    return expressions[shared.index(most)] if most else None


def _inside(people: list[tuple[int, int]], expression: TimeExpression) -> bool:
    return any(start <= expression.start and expression.end <= end for start, end in people)


def _stretches(text: str, found: Iterable[Moment]) -> Iterator[tuple[Moment, Moment | None]]:
    """Pair the two ends of ranges ("from March 20 to April 19"); what is no range comes alone."""
    waiting: Moment | None = None
    for moment in found:
        if waiting is not None and _is_range(text, waiting, moment):
            yield waiting, moment
            waiting = None
            continue
        if waiting is not None:
            yield waiting, None
        waiting = moment
    if waiting is not None:
        yield waiting, None


def _is_range(text: str, first: Moment, second: Moment) -> bool:
    gap = text[first.end : second.start]
    match = _JOIN.fullmatch(gap) if len(gap) < 10 else None
    if match is None or first.to or second.to or first.unit != second.unit or not first.unit:
        return False
    before = _FROM.search(text[max(0, first.start - 12) : first.start])
    if match["word"] is None or (match["word"] != "and" and first.unit in {"day", "month"} and first.offset is None):
        return True
    return bool(before) and (match["word"] == "and") == (before is not None and before["word"].lower() == "between")


def _expression(
    text: str, tokens: TokenMap, stretch: tuple[Moment, Moment | None], calendar: Calendar
) -> TimeExpression:
    first, second = stretch
    last = second or first
    future = _is_open(first) and _is_future(text, first.start)
    if second is None:
        value, end_value = calendar.resolve(first, future=future)
    else:
        end_value, _ = calendar.resolve(_with_year_after(first, second), future=future)
        value, _ = calendar.resolve(_with_year_before(first, second, end_value), future=future)
        value, end_value = (value, end_value) if value and end_value and value < end_value else (None, None)
    kind = "range" if second or end_value else "fuzzy" if first.fuzzy or first.unit == "season" else "date"
    start, end = tokens.tokens(first.start, last.end)
    return TimeExpression(start, end, value, end_value, kind, text[first.start : last.end], first.fiscal or last.fiscal)


def _is_open(moment: Moment) -> bool:
    """Tell whether a moment leaves open in which week or year it lies."""
    return moment.year is None and moment.offset is None and moment.year_offset is None


def _with_year_before(first: Moment, second: Moment, end_value: str | None) -> Moment:
    if end_value is None or first.year is not None or first.month is None or first.year_offset is not None:
        return first
    return replace(first, year=int(end_value[:4]) - ((second.month or 0) < first.month))


def _with_year_after(first: Moment, second: Moment) -> Moment:
    if first.year is None or second.year is not None or second.month is None:
        return second
    return replace(second, year=first.year + (second.month < (first.month or 0)))


def _is_future(text: str, start: int) -> bool:
    """Tell whether the last verb or preposition of time before an expression in its sentence is one of the future."""
    before = text[max(0, start - _LOOKBACK) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    cues = list(_FUTURE.finditer(before, ends[-1] if ends else 0))
    return bool(cues) and bool(cues[-1]["future"])
