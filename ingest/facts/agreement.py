"""Agreements: which there are, between whom, and how far they have come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.vocabulary import AGREEMENT_STATUSES, Entity, EntityKind, Fact, FactType, Value
from ingest.facts.countries import countries_within, country_entity
from ingest.facts.reading import strip_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span

    from ingest.components.encoder import Frame
    from ingest.facts.reading import Reading

_KIND = re.compile(
    r"strategic partnership|free trade agreement|trade agreement|trade deal|memorandum of understanding|partnership|"
    r"(?:agreement|treaty|pact|accord|convention|protocol|memorandum|framework|deal|declaration|charter)(?=s?\b)",
    re.IGNORECASE,
)
_IN_PASSING = 0.6  # confidence that a name which the encoder took for an agreement's is one
_FARTHEST_NOUN = 5  # words
_NOTHING_TELLING = frozenset(
    (
        "a", "an", "the", "this", "that", "these", "those", "both", "new", "its", "their", "final", "first", "landmark",
        "historic", "agreement", "agreements", "deal", "deals", "pact", "pacts", "accord", "accords", "treaty",
        "document", "documents",
    )
)  # fmt: skip


class Agreements:
    """The agreements of one document: what is named, and which of them common words ("the pact") mean."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._at: list[tuple[int, Entity]] = []
        self._frames: dict[str, list[Frame]] = {}
        self._entities: dict[str, Entity] = {}
        self.final: dict[Entity, Entity] = {}
        for frame in reading.frames(FactType.AGREEMENT):
            entity = self._entity(frame.anchor)
            self._frames.setdefault(entity.id, []).append(frame)
            self._entities[entity.id] = entity
            self._at.append((frame.anchor.start, entity))

    def _entity(self, anchor: Span) -> Entity:
        """Return the agreement an anchor names: a known name, or one already named whose words hold all of its."""
        named = self.reading.references.agreements(anchor)
        if named:
            return named[0]
        name = strip_phrase(_whole_name(anchor).text)
        words = _telling(name)
        called = [e for e in self.reading.references.agreements_named() if len(words) > 1 and words <= _telling(e.name)]
        if len(called) == 1:
            return called[0]
        for entity in self._entities.values():
            theirs = _telling(entity.name)
            if words and (words <= theirs or theirs <= words) and theirs:
                return entity
        return Entity(EntityKind.AGREEMENT, name)

    def meant_by(self, span: Span) -> Entity | None:
        """Return the agreement that words name or refer to: the nearest before them that fits, else after them."""
        named = self.reading.references.agreements(span)
        if named:
            return named[0]
        name = strip_phrase(span.text)
        if _KIND.search(name) is None:
            return None
        words = _telling(name)
        before = [e for at, e in self._at if at <= span.start]
        fitting = [e for e in before if words & _telling(e.name)] or ([] if words else before)
        after = [e for at, e in self._at if at > span.start]
        for choice in (fitting[::-1], before[::-1], after):
            if choice:
                return choice[0]
        return Entity(EntityKind.AGREEMENT, name) if words else None

    def nearest(self, anchor: Span) -> Entity | None:
        """Return the agreement named nearest to an act whose object has no words of its own."""
        inside = [e for at, e in self._at if anchor.sent.start <= at < anchor.sent.end]
        return inside[0] if inside else None

    def facts(self, signers: dict[str, list[Entity]]) -> Iterator[Fact]:
        """Yield one AGREEMENT fact for each agreement.

        Args:
            signers: agreement id -> countries and organizations that signed it; they are its parties.
        """
        for key, frames in self._frames.items():
            stated = [p for f in frames for p in self.reading.countries(f, "parties")]
            named = [country_entity(c) for c in countries_within(self._entities[key].name)]
            parties = tuple(p for p in dict.fromkeys([*stated, *named, *signers.get(key, [])]) if _can_be_party(p))
            entity = self._final(self._entities[key], frames, parties)
            best = max(frames, key=lambda f: f.score)
            spans = [s for f in frames for s in (f.anchor, *self.reading.elsewhere(f))]
            yield Fact(
                FactType.AGREEMENT,
                {
                    "name": entity,
                    "kind": _kind(entity),
                    "parties": parties or None,
                    "status": _latest(frames),
                    "date": next((d for f in frames if (d := self.reading.date(f))), None),
                    "place": next((p for f in frames if (p := self.reading.place(f))), None),
                },
                self.reading.evidence(best.anchor, spans),
                self.reading.confidence(best),
            )

    def named_in_passing(self) -> Iterator[Fact]:
        """Yield the agreements that stand in the text by their proper name and nothing more is said of."""
        described = set(self._entities.values())
        for entity, span in self.reading.references.first_mentions(EntityKind.AGREEMENT):
            if entity in described or not _is_proper(entity.name) or _KIND.search(entity.name) is None:
                continue
            parties = tuple(country_entity(c) for c in countries_within(entity.name))
            values: dict[str, Value] = {"name": entity, "kind": _kind(entity), "parties": parties or None}
            yield Fact(FactType.AGREEMENT, values, self.reading.evidence(span), _IN_PASSING)

    def _final(self, entity: Entity, frames: list[Frame], parties: tuple[Entity, ...]) -> Entity:
        """Return the agreement under its fullest name; one without a proper name is told apart by its parties."""
        names = {entity.name, *entity.aliases, *(strip_phrase(_whole_name(f.anchor).text) for f in frames)}
        name = max(names, key=lambda n: (_is_proper(n), len(n.split()), n))
        scope = () if _is_proper(name) else tuple(sorted(p.name for p in parties))
        final = Entity(EntityKind.AGREEMENT, name, scope, tuple(sorted(names - {name})))
        self.final[entity] = final
        return final


def _can_be_party(entity: Entity) -> bool:
    return entity.kind in (EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.PLACE)


def _telling(name: str) -> set[str]:
    """Return the words of a name that tell it from other agreements."""
    return set(name.lower().replace("-", " ").split()) - _NOTHING_TELLING


def _is_proper(name: str) -> bool:
    """Whether an agreement's name is its own ("Paris Agreement", "USMCA") and not a common one ("trade deal")."""
    capitals = sum(w[:1].isupper() for w in name.replace("-", " ").split())
    return any(w.isupper() and len(w) > 2 for w in name.split()) or (
        capitals > 1 and _KIND.search(name) is not None and name.rsplit(maxsplit=1)[-1][:1].isupper()
    )


def _whole_name(anchor: Span) -> Span:
    """Return the anchor with the words up to its noun: "comprehensive" of a "comprehensive strategic partnership"."""
    doc = anchor.doc
    if _KIND.search(anchor.text):
        return anchor
    for end in range(anchor.end, min(anchor.end + _FARTHEST_NOUN, len(doc))):
        if not (doc[end].is_alpha or doc[end].text == "-"):
            break
        if _KIND.fullmatch(doc[end].text.removesuffix("s")):
            return doc[anchor.start : end + 1]
    return anchor


def _kind(entity: Entity) -> str:
    for name in (entity.name, *entity.aliases):
        match = _KIND.search(name)
        if match:
            return match[0].lower()
    return "agreement"


def _latest(frames: list[Frame]) -> str | None:
    """Return the status that most of what is said of the agreement speaks for, by probability."""
    weight: dict[str, float] = {}
    for frame in frames:
        if frame.status in AGREEMENT_STATUSES:
            weight[frame.status] = weight.get(frame.status, 0.0) + frame.status_score
    return max(weight, key=lambda s: (weight[s], s), default=None)
