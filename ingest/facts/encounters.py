"""Who met whom, and who visited which place."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from graph.vocabulary import Entity, EntityKind, Fact, FactType
from ingest.facts.countries import country_of_capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.components.encoder import Frame
    from ingest.facts.reading import Reading

_MOST = 4  # of a larger summit the guests are not paired


def meetings(reading: Reading) -> Iterator[Fact]:
    """Yield MET facts, one for each pair of those who met."""
    for frame in reading.frames(FactType.MET):
        who = _people_first(reading, frame, "who")
        if len(who) > _MOST:
            continue
        for pair in combinations(who, 2):
            if _same_side(reading, *pair):
                continue
            yield reading.fact(
                FactType.MET,
                frame,
                {"who": pair, "date": reading.day(frame), "place": reading.place(frame)},
                reading.confidence(frame, "who"),
            )


def visits(reading: Reading) -> Iterator[Fact]:
    """Yield VISITED facts."""
    for frame in reading.frames(FactType.VISITED):
        places = [e for s in reading.spans(frame, "place") for e in reading.references.places(s)]
        for who in _people_first(reading, frame, "who"):
            for place in dict.fromkeys(places):
                if _at_home(reading, who, place):
                    continue
                yield reading.fact(
                    FactType.VISITED,
                    frame,
                    {"who": who, "place": place, "date": reading.day(frame)},
                    reading.confidence(frame, "who", "place"),
                )


def _same_side(reading: Reading, one: Entity, other: Entity) -> bool:
    """Whether two office holders of one country stand side by side, as guests or hosts of a third."""
    homes = [reading.references.homes.get(e, e if e.kind is EntityKind.COUNTRY else None) for e in (one, other)]
    return homes[0] is not None and homes[0] == homes[1]


def _at_home(reading: Reading, who: Entity, place: Entity) -> bool:
    home = reading.references.homes.get(who)
    return home is not None and home.name in (place.name, country_of_capital(place.name))


def _people_first(reading: Reading, frame: Frame, role: str) -> list[Entity]:
    """Return the persons of each span of a role, else the countries or organizations that it names."""
    found: list[Entity] = []
    for span in reading.spans(frame, role):
        found += reading.references.people(span) or reading.references.actors(span)
    return [e for e in dict.fromkeys(found) if e.kind is not EntityKind.AGREEMENT]
