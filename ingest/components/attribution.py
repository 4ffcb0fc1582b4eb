"""Who is quoted, by rule: the name, pronoun or title beside a verb of saying next to the quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

SAYING = re.compile(
    r"\b(?:said|says|say|tells?|told|add(?:s|ed)|stat(?:es|ed)|not(?:es|ed)|expla(?:ins|ined)|declar(?:es|ed)|"
    r"announc(?:es|ed)|warn(?:s|ed)|wr(?:ote|ites)|tweet(?:s|ed)|post(?:s|ed)|argu(?:es|ed)|insist(?:s|ed)|"
    r"remark(?:s|ed)|comment(?:s|ed)|claim(?:s|ed)|continu(?:es|ed)|conclud(?:es|ed)|repl(?:ies|ied)|ask(?:s|ed)|"
    r"call(?:s|ed)|describ(?:es|ed)|stress(?:es|ed)|emphasi[sz](?:es|ed)|under(?:scor|lin)(?:es|ed)|"
    r"reiterat(?:es|ed)|point(?:s|ed)[ ]out|highlight(?:s|ed)|acknowledg(?:es|ed)|admit(?:s|ted)|confirm(?:s|ed)|"
    r"observ(?:es|ed)|recall(?:s|ed)|urg(?:es|ed)|vow(?:s|ed)|pledg(?:es|ed)|quip(?:s|ped)|exclaim(?:s|ed)|"
    r"testif(?:ies|ied)|read(?:s)?|saying|stating|adding|noting|telling|warning|writing|thinks?|thought|"
    r"respond(?:s|ed)|affirm(?:s|ed)|assert(?:s|ed)|agree(?:s|d)|predict(?:s|ed)|clarif(?:ies|ied))\b",
)
_ACCORDING = re.compile(r"\b[Aa]ccording[ ]to[ ]|\b[Ii]n[ ]the[ ]words[ ]of[ ]")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b")
_OFFICE = re.compile(
    r"\b(?:[Tt]he|[Aa]n?)[ ](?:[a-z-]+[ ]){0,3}(?:minister|president|official|spokes(?:man|woman|person)|ambassador|"
    r"secretary|senator|chairman|chairwoman|chair|director|governor|mayor|leader|premier|chancellor|lawmaker|diplomat|"
    r"commissioner|commander|general|executive|economist|analyst|statement|ministry|company|agency|group|report)\b"
)
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*[a-z][\w-]*(?:[ ](?:[A-Z]\.|[A-Z][\w’'-]*\w|al|bin|bint|de|del|da|van|von|der|el|ibn|la)){0,5}"
)
_NOT_NAMES = frozenset({
    "The", "This", "That", "These", "Those", "In", "On", "At", "As", "But", "And", "He", "She", "They", "It",
    "We", "I", "If", "When", "While", "After", "Before", "For", "From", "With", "Mr", "Mrs", "Monday",
    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "However", "Meanwhile", "Earlier",
    "Later", "Also", "Yet", "So", "To", "By", "Of", "His", "Her", "Their", "There", "Here", "Speaking", "Asked",
    "According", "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December", "An", "A", "Its", "Our", "My", "Your",
})  # fmt: skip
_RANK = {"PERSON": 0, "pronoun": 1, "TITLE": 2, "office": 2, "name": 2, "ORG": 3, "NORP": 4, "GPE": 4}
_PHRASE_ENDS = re.compile(r"[,;:.\n(]|[ ](?:in|on|at|to|during|that|after|as|while|when|before|about|with|for|of)[ ]")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|Ms|St|Lt|Jr|Sr))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col))[.!?][”\"’]?(?=\s)|\n"
)
_PREPOSITION = re.compile(
    r"\b(?:of|in|to|with|on|by|from|for|at|against|about|via|between|over|near|under|into|than|as)[ ]"
    r"(?:(?:the|an?|its|his|her|their)[ ])?\Z",
    re.IGNORECASE,
)
_REACH = 240  # characters each side of a quotation that may say whose it is


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may name a speaker, as characters; `kind` is an entity's label, "pronoun", "office" or "name"."""

    start: int
    end: int
    kind: str


class Speakers:
    """Finds the speakers in one text.

    Args:
        text: the whole text.
        entities: the entities that may speak, in order; without any, capitalised words serve.
    """

    def __init__(self, text: str, entities: list[Candidate]) -> None:
        self.text = text
        self.entities = entities
        self._starts = [entity.start for entity in entities]

    def speaker(self, start: int, end: int, *, after: int, before: int) -> Candidate | None:
        """Return who says what stands between `start` and `end` (the marks included), None if unsure.

        Args:
            start: the opening mark.
            end: one past the closing mark.
            after: end of the quotation before this one; nothing before it is looked at.
            before: start of the next quotation.
        """
        lead = self._lead(start, after)
        tail = self._tail(end, before)
        if self.text[lead:start].rstrip().endswith((":", ",")) or SAYING.search(
            self.text, max(lead, start - 16), start
        ):
            return self._in_lead(lead, start) or self._in_tail(end, tail)
        return self._in_tail(end, tail) or self._in_lead(lead, start)

    def candidates(self, start: int, end: int) -> list[Candidate]:
        """Return what may name a speaker between two characters, by place."""
        first = bisect_left(self._starts, start)
        found = [entity for entity in self.entities[first : first + 12] if entity.end <= end]
        found += [Candidate(*match.span(), "pronoun") for match in _PRONOUN.finditer(self.text, start, end)]
        found += [Candidate(*match.span(), "office") for match in _OFFICE.finditer(self.text, start, end)]
        if not self.entities:
            names = _NAME.finditer(self.text, start, end)
            found += [Candidate(*match.span(), "name") for match in names if match[0].split()[0] not in _NOT_NAMES]
        return sorted(found, key=lambda candidate: candidate.start)

    def _subjects(self, start: int, end: int) -> list[Candidate]:
        """Return the candidates that neither hang on a preposition nor own something."""
        return [candidate for candidate in self.candidates(start, end) if not self._is_object(candidate)]

    def _is_object(self, candidate: Candidate) -> bool:
        before = self.text[max(0, candidate.start - 24) : candidate.start]
        shown = self.text[candidate.start : candidate.end]
        owner = shown.endswith(("'s", "’s")) or self.text.startswith(("'s", "’s"), candidate.end)
        return owner or bool(_PREPOSITION.search(before))

    def _lead(self, start: int, after: int) -> int:
        begin = max(after, start - _REACH)
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text, begin, max(begin, start - 2))]
        return ends[-1] if ends else begin

    def _tail(self, end: int, before: int) -> int:
        limit = max(end, min(before, end + _REACH))
        stop = _SENTENCE_END.search(self.text, end, limit)
        return stop.start() if stop else limit

    def _in_tail(self, start: int, end: int) -> Candidate | None:
        if according := _ACCORDING.search(self.text, start, end):
            return _best(self._phrase(according.end(), end), last=False)
        verb = SAYING.search(self.text, start, end)
        if verb is None or verb.start() - start > 120:
            return None
        subject = _best(self._subjects(start, verb.start()), last=True)
        return subject or _best(self._phrase(verb.end(), end), last=False)

    def _in_lead(self, start: int, end: int) -> Candidate | None:
        if according := _ACCORDING.search(self.text, start, end):
            return _best(self._phrase(according.end(), end), last=False)
        verbs = list(SAYING.finditer(self.text, start, end))
        if not verbs:
            return self._before_colon(start, end)
        subject = _best(self._subjects(start, verbs[-1].start()), last=True)
        return subject or _best(self._phrase(verbs[-1].end(), end), last=False)

    def _before_colon(self, start: int, end: int) -> Candidate | None:
        if not self.text[start:end].rstrip().endswith(":"):
            return None
        return _best(self.candidates(start, end), last=False)

    def _phrase(self, start: int, end: int) -> list[Candidate]:
        stop = _PHRASE_ENDS.search(self.text, start + 1, end)
        return self.candidates(start, stop.start() if stop else end)


def _best(candidates: list[Candidate], *, last: bool) -> Candidate | None:
    if not candidates:
        return None
    rank = min(_RANK[candidate.kind] for candidate in candidates)
    equal = [candidate for candidate in candidates if _RANK[candidate.kind] == rank]
    return equal[-1 if last else 0]
