"""What every fact type needs of a document: its references, dates, sentences, and how sure the encoder was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from graph.vocabulary import Entity, Evidence, Fact, FactType, Value
from ingest.components.dates import date_at
from ingest.components.quantities import quantity_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from ingest.components.encoder import Frame
    from ingest.components.quantities import Quantity
    from ingest.facts.references import References

_DANGLING = frozenset({"of", "to", "in", "for", "from", "with", "and", "the", "a", "worth", "on", "by", ",", "-", "s"})
_DAY = len("2025-09-18")
_WORTH = 0.6  # of the likeliest span's probability
_UNFILLED = 0.85  # what a role that no words fill makes of the confidence; not calibrated


@dataclass(frozen=True)
class Reading:
    """A document with its references: what the modules of the fact types read from."""

    doc: Doc
    references: References

    def frames(self, type_: FactType) -> Iterator[Frame]:
        """Yield the frames of a type, in the order of the text."""
        for frame in sorted(self.doc._.frames, key=lambda f: f.anchor.start):
            if frame.type == type_.value:
                yield frame

    def evidence(self, anchor: Span, roles: Iterable[Span] = ()) -> tuple[Evidence, ...]:
        """Return the anchor's sentence, then those of the roles, each once."""
        sentences = dict.fromkeys((span.sent.start, span.sent.end) for span in (anchor, *roles))
        return tuple(self._sentence(start, end) for start, end in sentences)

    def _sentence(self, start: int, end: int) -> Evidence:
        while end > start + 1 and self.doc[end - 1].is_space:
            end -= 1
        while start < end - 1 and self.doc[start].is_space:
            start += 1
        begin, finish = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
        return Evidence(begin, finish, self._text[begin:finish])

    def date(self, frame: Frame, role: str = "date") -> str | None:
        """Return the ISO date that a role names, None if it names none that can be told."""
        for span in self.spans(frame, role):
            found = date_at(self.doc, span.start, span.end)
            if found is not None and found.calendar_value:
                return found.calendar_value
        return None

    def day(self, frame: Frame) -> str | None:
        """Return the date that a role names, else the only day that the anchor's sentence names."""
        stated = self.date(frame)
        if stated is not None:
            return stated
        sentence = frame.anchor.sent
        found = [d for d in self.doc._.dates if sentence.start <= d.start < sentence.end and d.calendar_value]
        return found[0].calendar_value if len(found) == 1 and len(found[0].calendar_value) == _DAY else None

    def place(self, frame: Frame) -> Entity | None:
        """Return the place that the frame names, the first if it names several."""
        found = [e for span in self.spans(frame, "place") for e in self.references.places(span)]
        return found[0] if found else None

    def quantity(self, span: Span) -> Quantity | None:
        """Return the amount that words state."""
        return quantity_at(self.doc, span.start, span.end)

    def spans(self, frame: Frame, role: str) -> list[Span]:
        """Return the words that fill a role, without those that the encoder holds much less likely than the best."""
        spans, scores = frame.roles.get(role, []), frame.role_scores.get(role, [])
        best = max(scores, default=0.0)
        return [span for span, score in zip(spans, scores, strict=True) if score >= _WORTH * best]

    def named(self, anchor: Span, label: str) -> Span:
        """Return the entity of a label that holds the anchor's first word if it is longer, else the anchor."""
        ent = self._entity_at.get(anchor.start)
        return ent if ent is not None and ent.label_ == label and len(ent) > len(anchor) else anchor

    @cached_property
    def _text(self) -> str:
        """The whole text, which spaCy puts together anew at each access."""
        return self.doc.text

    @cached_property
    def _entity_at(self) -> dict[int, Span]:
        """Each token of an entity -> the entity. `doc.ents` is made anew at each access."""
        return {i: ent for ent in self.doc.ents for i in range(ent.start, ent.end)}

    def phrase(self, frame: Frame, role: str) -> str | None:
        """Return the words of a role as they stand, several joined by commas."""
        spans = self.spans(frame, role)
        words = [strip_phrase(span.text) for span in spans]
        return ", ".join(dict.fromkeys(w for w in words if w)) or None

    def joined_phrase(self, frame: Frame, role: str) -> str | None:
        """Return the words of a role, neighbours in one phrase, several phrases joined by commas."""
        phrases: list[tuple[int, int]] = []
        for span in self.spans(frame, role):
            if phrases and span.start - phrases[-1][1] <= 1:
                phrases[-1] = (phrases[-1][0], span.end)
            else:
                phrases.append((span.start, span.end))
        words = [strip_phrase(self._without_dangling(start, end).text) for start, end in phrases]
        return ", ".join(dict.fromkeys(w for w in words if w)) or None

    def _without_dangling(self, start: int, end: int) -> Span:
        while end > start + 1 and self.doc[end - 1].lower_ in _DANGLING:
            end -= 1
        while start < end - 1 and self.doc[start].lower_ in _DANGLING:
            start += 1
        return self.doc[start:end]

    def actors(self, frame: Frame, role: str) -> tuple[Entity, ...]:
        """Return who fills a role."""
        return tuple(dict.fromkeys(e for s in self.spans(frame, role) for e in self.references.actors(s)))

    def countries(self, frame: Frame, role: str) -> tuple[Entity, ...]:
        """Return who fills a role, a country's leader standing for the country."""
        return tuple(dict.fromkeys(e for s in self.spans(frame, role) for e in self.references.countries(s)))

    def confidence(self, frame: Frame, *roles: str) -> float:
        """Return how sure the encoder is of the anchor and of the given roles: the product of their probabilities."""
        sure = frame.score
        for role in roles:
            sure *= max(frame.role_scores.get(role, ()), default=_UNFILLED)
        return round(sure, 4)

    def fact(self, type_: FactType, frame: Frame, values: dict[str, Value], confidence: float) -> Fact:
        """Return a fact with its anchor's sentence as evidence, and those of roles that only others fill."""
        return Fact(type_, values, self.evidence(frame.anchor, self.elsewhere(frame)), confidence)

    def elsewhere(self, frame: Frame) -> list[Span]:
        """Return the spans of roles that no words of the anchor's sentence fill."""
        sentence = frame.anchor.sent
        found: list[Span] = []
        for role in frame.roles:
            spans = self.spans(frame, role)
            if not any(sentence.start <= span.start < sentence.end for span in spans):
                found += spans
        return found


def strip_phrase(text: str) -> str:
    """Return a phrase on one line, without outer punctuation, quotation marks, article and possessive."""
    text = " ".join(text.split()).strip(" ,;:.“”\"'‘’()[]—–-")
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        text = text.removeprefix(article)
    for ending in ("’s", "'s"):
        text = text.removesuffix(ending)
    return text
