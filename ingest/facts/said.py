"""Who said what, in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.vocabulary import Entity, Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from ingest.components.encoder import Frame
    from ingest.components.quotations import Quotation
    from ingest.facts.reading import Reading

_FEWEST_WORDS = 4
_LONG = 8  # words of a quotation that is no mere phrase
_GUESSED = 0.5  # a speaker who is only named beside it
_UNSURE = 0.6  # a speaker found by rule or carried over from the quotation before


def quotes(reading: Reading) -> Iterator[Fact]:
    """Yield SAID facts: every quotation of four words or more whose speaker can be told."""
    frames = list(reading.frames(FactType.SAID))
    speaker: Entity | None = None
    last: Quotation | None = None
    for parts in _whole(reading.doc._.quotations):
        who, sure, frame = _speaker(reading, parts, frames, speaker)
        if who is None and last is not None and _follows(reading, last, parts[0]):
            who, sure = speaker, _UNSURE
        if sum(p.words for p in parts) < _FEWEST_WORDS:
            continue
        speaker, last = who or speaker, parts[-1]
        if who is not None:
            yield _fact(reading, parts, who, sure, frame)


def _whole(quotations: list[Quotation]) -> Iterator[list[Quotation]]:
    """Yield the outer quotations, those that an attribution interrupts as one."""
    parts: list[Quotation] = []
    for quotation in quotations:
        if quotation.depth:
            continue
        if parts and not quotation.continues:
            yield parts
            parts = []
        parts.append(quotation)
    if parts:
        yield parts


def _speaker(
    reading: Reading, parts: list[Quotation], frames: list[Frame], before: Entity | None
) -> tuple[Entity | None, float, Frame | None]:
    """Return the speaker by the nearest verb of saying in the quotation's sentences, else by rule."""
    doc = reading.doc
    begin, end = doc[parts[0].start].sent.start, doc[parts[-1].end - 1].sent.end
    near = [f for f in frames if begin <= f.anchor.start < end and not _inside(f, parts)]
    near.sort(key=lambda f: min(abs(f.anchor.start - p) for q in parts for p in (q.start, q.end)))
    for frame in near:
        for span in reading.spans(frame, "who"):
            found = _who(reading, span, before)
            if found is not None:
                return found, reading.confidence(frame, "who"), frame
    for part in parts:
        if part.speaker is not None:
            people = reading.references.people(doc[part.speaker[0] : part.speaker[1]])
            if people:
                return people[0], _UNSURE, None
    alone = _only_person(reading, parts)
    return (alone, _GUESSED, None) if alone is not None else (None, 0.0, None)


def _only_person(reading: Reading, parts: list[Quotation]) -> Entity | None:
    """Return the only person whom the words before a long quotation in its sentence name."""
    start = parts[0].start
    people = reading.references.named_people(reading.doc[reading.doc[start].sent.start : start])
    return people[0] if len(people) == 1 and parts[0].words >= _LONG else None


def _who(reading: Reading, span: Span, before: Entity | None) -> Entity | None:
    """Return who speaks; "he added" is the speaker before him."""
    if before is not None and reading.references.is_pronoun(span):
        return before
    return next(iter(reading.references.people(span) or reading.references.actors(span)), None)


def _inside(frame: Frame, parts: list[Quotation]) -> bool:
    return any(p.start <= frame.anchor.start < p.end for p in parts)


def _follows(reading: Reading, last: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation stands right behind another with nothing said between them."""
    between = reading.doc[last.end : quotation.start]
    return sum(1 for t in between if t.is_alpha) <= 2


def _fact(reading: Reading, parts: list[Quotation], who: Entity, sure: float, frame: Frame | None) -> Fact:
    doc = reading.doc
    anchor = frame.anchor if frame else doc[parts[0].start : parts[0].start + 1]
    spans = [doc[p.start : p.start + 1] for p in parts] + [doc[p.end - 1 : p.end] for p in parts]
    quote = " ".join(" ".join(p.text.split()) for p in parts)
    return Fact(FactType.SAID, {"who": who, "quote": quote}, reading.evidence(anchor, spans), sure)
