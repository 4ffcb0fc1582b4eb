"""The spaCy component `quotations`: what stands between quotation marks, and who says it where that is plain.

doc = nlp("“We will,” she said, “sign it.”")
[(found.text, found.continues) for found in doc._.quotations]  # [("We will,", False), ("sign it.", True)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.alignment import TokenMap
from ingest.components.attribution import SAYING, Candidate, Speakers
from ingest.components.quotation_marks import Quoted, quoted

_SPEAKING_LABELS = frozenset({"PERSON", "ORG", "TITLE", "NORP", "GPE"})
_LONGEST_ATTRIBUTION = 15  # words between the parts of one quotation
_LONGEST_ATTRIBUTION_CHARS = 160
_NAME_ONLY = re.compile(r"[\s,—–-]*(?:[A-Z][\w’'.-]*\s?){1,4}[\s,—–.-]*")
_INNER_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Ms|St))(?<!\bMrs)[.!?]\s+\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between a pair of quotation marks.

    Attributes:
        start: index of the first token inside the marks.
        end: one past the last token inside them.
        text: the characters between the marks, as they stand in `doc.text`.
        speaker: token range (end exclusive) of the name, pronoun or title that says it, None if unsure.
        words: how many words it has; scare quotes have few.
        depth: 0, or how many quotations it stands inside of.
        continues: it goes on with the quotation before it, which only an attribution interrupts.
    """

    start: int
    end: int
    text: str
    speaker: tuple[int, int] | None
    words: int
    depth: int = 0
    continues: bool = False


class QuotationReader:
    """Sets `doc._.quotations`, a list of `Quotation` by where they begin.

    Speakers are looked for among `doc.ents` if there are any, else among capitalised words.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Read the quotations of a document."""
        text = doc.text
        found = quoted(text)
        doc._.quotations = _quotations(doc, text, found) if found else []
        return doc


@Language.factory("quotations", assigns=["doc._.quotations"])
def make_quotations(nlp: Language, name: str) -> QuotationReader:  # noqa: ARG001 - spaCy's signature
    """Make the component; registers `Doc._.quotations`.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
    """
    Doc.set_extension("quotations", default=[], force=True)
    return QuotationReader()


def _quotations(doc: Doc, text: str, found: list[Quoted]) -> list[Quotation]:
    tokens = TokenMap(doc)
    speakers = Speakers(text, _speaking(doc))
    outer = [piece for piece in found if piece.depth == 0]
    said = _outer(text, tokens, speakers, outer)
    inner = [_quotation(text, tokens, piece, None, continues=False) for piece in found if piece.depth]
    return sorted([*said, *inner], key=lambda quotation: (quotation.start, quotation.depth))


def _speaking(doc: Doc) -> list[Candidate]:
    return [
        Candidate(entity.start_char, entity.end_char, entity.label_)
        for entity in doc.ents
        if entity.label_ in _SPEAKING_LABELS
    ]


def _outer(text: str, tokens: TokenMap, speakers: Speakers, outer: list[Quoted]) -> list[Quotation]:
    said: list[Quotation] = []
    for place, piece in enumerate(outer):
        before = outer[place - 1] if place else None
        next_start = outer[place + 1].start - 1 if place + 1 < len(outer) else len(text)
        continues = before is not None and _is_interrupted(text, before.end, piece.start)
        after = before.end + 1 if before else 0
        speaker = speakers.speaker(piece.start - 1, piece.end + 1, after=after, before=next_start)
        where = tokens.tokens(speaker.start, speaker.end) if speaker else None
        if continues and said[-1].speaker is not None:
            where = said[-1].speaker
        said.append(_quotation(text, tokens, piece, where, continues=continues))
    return said


def _quotation(
    text: str, tokens: TokenMap, piece: Quoted, speaker: tuple[int, int] | None, *, continues: bool
) -> Quotation:
    start, end = tokens.tokens(piece.start, piece.end)
    shown = text[piece.start : piece.end]
    return Quotation(start, end, shown, speaker, len(shown.split()), piece.depth, continues)


def _is_interrupted(text: str, end: int, start: int) -> bool:
    """Tell whether no more than an attribution stands between two quotations of one paragraph."""
    if start - end > _LONGEST_ATTRIBUTION_CHARS:
        return False
    gap = text[end + 1 : start - 1]
    if "\n" in gap.strip(" ") or len(gap.split()) > _LONGEST_ATTRIBUTION or _INNER_END.search(gap):
        return False
    return not gap.strip() or bool(_NAME_ONLY.fullmatch(gap)) or bool(SAYING.search(gap))
