"""Who holds which office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.vocabulary import Entity, Fact, FactType
from ingest.facts.reading import strip_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from ingest.components.encoder import Frame
    from ingest.facts.reading import Reading

_FORMER = re.compile(r"^(?:former|ex-|ex |then-|then |late |outgoing )\s*", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:president|prime minister|foreign minister|chancellor|premier|king|queen|minister)\b", re.IGNORECASE
)


_JOINED = 1  # token between two titles of one person: "president and chairman X"


def positions(reading: Reading) -> Iterator[Fact]:
    """Yield HOLDS_POSITION facts, and let the references know who holds which office."""
    for frame in reading.frames(FactType.HOLDS_POSITION):
        title = strip_phrase(reading.named(frame.anchor, "TITLE").text)
        former = frame.status == "former" or bool(_FORMER.match(title))
        title = _FORMER.sub("", title)
        for person in _holders(reading, frame, title):
            of = _institution(reading, frame, title)
            if not former:
                reading.references.note_office(frame.anchor.start, title, person, of)
            yield reading.fact(
                FactType.HOLDS_POSITION,
                frame,
                {"person": person, "title": title, "of": of, "former": former},
                reading.confidence(frame, "person"),
            )


def _holders(reading: Reading, frame: Frame, title: str) -> list[Entity]:
    """Return who holds the office: the likeliest one, unless the title is in the plural."""
    scores = frame.role_scores.get("person", [])
    ranked = sorted(zip(scores, frame.roles.get("person", []), strict=True), key=lambda x: (-x[0], x[1].start))
    own = [span for _, span in ranked if not _under_another_title(reading, frame, span)]
    people = [e for span in own for e in reading.references.people(span)]
    return list(dict.fromkeys(people)) if title.endswith("s") else people[:1]


def _under_another_title(reading: Reading, frame: Frame, person: Span) -> bool:
    """Whether another title stands right before a name: "President Xi" is not the prime minister named before."""
    for other in reading.frames(FactType.HOLDS_POSITION):
        if other.anchor.end == person.start and other.anchor.start != frame.anchor.start:
            return not 0 <= other.anchor.start - frame.anchor.end <= _JOINED
    return False


def _institution(reading: Reading, frame: Frame, title: str) -> Entity | None:
    """Return the institution: by "President (X) of Peru", by what the encoder says, by "Peru's President"."""
    behind = _behind(reading, frame)
    if behind is not None:
        return behind
    found = reading.countries(frame, "of")
    if found:
        return found[0]
    text = reading.phrase(frame, "of")
    if text is None or not text[:1].isupper() or _NATIONAL.fullmatch(title):
        return reading.references.ending_at(frame.anchor.start)
    return next(iter(reading.references.places(frame.roles["of"][0])), None)


def _behind(reading: Reading, frame: Frame) -> Entity | None:
    doc, anchor = reading.doc, frame.anchor
    for end in (anchor.end, *(span.end for span in reading.spans(frame, "person") if span.start == anchor.end)):
        if end < len(doc) and doc[end].lower_ == "of":
            return reading.references.beginning_at(end + 1)
    return None
