"""The graph as people see it in Neo4j: labels of facts, direct relationships, captions.

Every fact is a node of its own, linked to the entities in its fields (`FieldSpec.relationship`) and to the
sentences that state it. Direct relationships between entities lead past the fact node, so that a person can
click from a leader to a country; they are derived from the facts and count how many facts say so.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FACT_LABELS = {
    FactType.HOLDS_POSITION: "Position",
    FactType.AGREEMENT: "AgreementStatus",
    FactType.SIGNED: "Signing",
    FactType.TARIFF: "Tariff",
    FactType.SANCTION: "Sanction",
    FactType.FIGURE: "Figure",
    FactType.SAID: "Quote",
    FactType.MET: "Meeting",
    FactType.VISITED: "Visit",
}
_CAPTION_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct relationship between entities that a fact of some type implies.

    Attributes:
        type: the relationship type.
        start, end: fields of the fact whose entities it joins; the same field twice joins each pair once.
        properties: fields of the fact that it carries; entities by name.
    """

    type: str
    start: str
    end: str
    properties: tuple[str, ...] = ()


DIRECT = {
    FactType.HOLDS_POSITION: Direct("HOLDS_POSITION", "person", "of", ("title", "former")),
    FactType.AGREEMENT: Direct("PARTY_TO", "parties", "name"),
    FactType.SIGNED: Direct("SIGNED", "who", "agreement", ("date", "place")),
    FactType.MET: Direct("MET", "who", "who", ("date", "place")),
    FactType.VISITED: Direct("VISITED", "who", "place", ("date",)),
}

Filling = dict[str, list[tuple[str, str]]]
"""Field name -> id and name of the unified entities that fill it."""


@dataclass(frozen=True, slots=True)
class DirectRow:
    """One direct relationship that a fact implies.

    Attributes:
        type: the relationship type.
        start, end: ids of the unified entities.
        key: hash of the properties: facts that agree in all of them share a relationship.
        properties: what it carries.
    """

    type: str
    start: str
    end: str
    key: str
    properties: dict[str, Any]


def direct_rows(type_: FactType, attributes: Mapping[str, Any], filling: Filling) -> Iterator[DirectRow]:
    """Yield the direct relationships that a fact implies; none from an entity to itself."""
    direct = DIRECT.get(type_)
    if direct is None:
        return
    properties = {name: _plain(name, attributes, filling) for name in direct.properties}
    properties = {name: value for name, value in properties.items() if value is not None}
    key = hashlib.blake2b(json.dumps(properties, sort_keys=True).encode(), digest_size=8).hexdigest()
    for start, end in sorted(_pairs(direct, filling)):
        yield DirectRow(direct.type, start, end, key, properties)


def caption(type_: FactType, attributes: Mapping[str, Any]) -> str:
    """Return a few words that tell a fact's node from others in a picture of the graph."""
    held = {name: _written(value) for name, value in attributes.items() if value not in (None, (), False)}
    words = " ".join(held[name] for name in _CAPTIONS[type_] if name in held) or FACT_LABELS[type_].lower()
    return words if len(words) <= _CAPTION_LENGTH else words[: _CAPTION_LENGTH - 1] + "…"


_CAPTIONS: dict[FactType, Sequence[str]] = {
    FactType.HOLDS_POSITION: ("title",),
    FactType.AGREEMENT: ("status", "kind"),
    FactType.SIGNED: ("date",),
    FactType.TARIFF: ("rate", "goods", "status"),
    FactType.SANCTION: ("kind", "status"),
    FactType.FIGURE: ("value", "unit", "of"),
    FactType.SAID: ("quote",),
    FactType.MET: ("date",),
    FactType.VISITED: ("date",),
}


def _plain(name: str, attributes: Mapping[str, Any], filling: Filling) -> Any:
    entities = filling.get(name)
    return entities[0][1] if entities else attributes.get(name)


def _pairs(direct: Direct, filling: Filling) -> set[tuple[str, str]]:
    starts, ends = ({entity for entity, _ in filling.get(field, ())} for field in (direct.start, direct.end))
    if direct.start == direct.end:
        return {(one, other) for one in starts for other in ends if one < other}
    return {(one, other) for one in starts for other in ends if one != other}


def _written(value: Any) -> str:
    return f"{value:,.10g}" if isinstance(value, float) else str(value)
