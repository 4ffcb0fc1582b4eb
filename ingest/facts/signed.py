"""Who signed which agreement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.vocabulary import Entity, EntityKind, Fact, FactType, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.components.encoder import Frame
    from ingest.facts.agreement import Agreements
    from ingest.facts.reading import Reading


_FOR_COUNTRY = 0.9


def signatures(reading: Reading, agreements: Agreements) -> Iterator[Fact]:
    """Yield SIGNED facts, one for each signatory; day and place are shared by all who signed the same agreement."""
    facts = [fact for frame in reading.frames(FactType.SIGNED) for fact in _of_frame(reading, agreements, frame)]
    for key in ("date", "place"):
        facts = _share(facts, key)
    yield from facts


def signed_for(reading: Reading, signed: list[Fact], parties: dict[Entity, tuple[Entity, ...]]) -> Iterator[Fact]:
    """Yield the signatures of countries for which an office holder of theirs signed.

    Args:
        reading: the document.
        signed: the signatures that the text states.
        parties: agreement -> its parties; a leader signs for a country that is one of them.
    """
    for fact in signed:
        who = fact.values["who"]
        home = reading.references.homes.get(who) if isinstance(who, Entity) else None
        if home is not None and home in parties.get(_agreement(fact), ()):
            yield replace(fact, values=fact.values | {"who": home}, confidence=round(fact.confidence * _FOR_COUNTRY, 4))


def _of_frame(reading: Reading, agreements: Agreements, frame: Frame) -> Iterator[Fact]:
    signed = {a.id: a for s in reading.spans(frame, "agreement") if (a := agreements.meant_by(s))}
    nearest = agreements.nearest(frame.anchor) if not signed else None
    objects = list(signed.values()) or ([nearest] if nearest else [])
    for who in reading.actors(frame, "who"):
        for agreement in objects:
            if who.kind is EntityKind.PLACE:
                continue
            yield reading.fact(
                FactType.SIGNED,
                frame,
                {"who": who, "agreement": agreement, "date": reading.date(frame), "place": reading.place(frame)},
                reading.confidence(frame, "who", "agreement"),
            )


def _share(facts: list[Fact], key: str) -> list[Fact]:
    """Fill a field where it is unstated from the other signatures of the same agreement, if they agree."""
    stated: dict[Entity, set[Value]] = {}
    for fact in facts:
        if fact.values[key] is not None:
            stated.setdefault(_agreement(fact), set()).add(fact.values[key])
    out = []
    for fact in facts:
        known = stated.get(_agreement(fact), set())
        if fact.values[key] is None and len(known) == 1:
            (value,) = known
            fact = replace(fact, values=fact.values | {key: value})  # noqa: PLW2901
        out.append(fact)
    return out


def _agreement(fact: Fact) -> Entity:
    agreement = fact.values["agreement"]
    if not isinstance(agreement, Entity):
        raise TypeError(f"SIGNED without an agreement: {fact}")
    return agreement
