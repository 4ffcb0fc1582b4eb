"""The vocabulary of facts: what kinds of entities and facts there are, and which fields a fact has.

Everything else is derived from the tables here: the JSON output, the stores' columns and labels, the
documentation. The types and fields are those of the annotation guidelines in `docs/facts.md`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class EntityKind(StrEnum):
    """What an entity is; the value is its label in the graph."""

    PERSON = "Person"
    COUNTRY = "Country"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    AGREEMENT = "Agreement"
    GROUP = "Group"


class FactType(StrEnum):
    """What a fact states."""

    HOLDS_POSITION = "HOLDS_POSITION"
    AGREEMENT = "AGREEMENT"
    SIGNED = "SIGNED"
    TARIFF = "TARIFF"
    SANCTION = "SANCTION"
    FIGURE = "FIGURE"
    SAID = "SAID"
    MET = "MET"
    VISITED = "VISITED"


class FieldKind(StrEnum):
    """What a field of a fact holds."""

    ENTITY = "entity"
    ENTITIES = "entities"
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    STATUS = "status"


AGREEMENT_STATUSES = (
    "proposed", "negotiating", "agreed", "signed", "ratified", "in force",
    "under review", "suspended", "terminated", "rejected",
)  # fmt: skip
MEASURE_STATUSES = (
    "threatened", "proposed", "announced", "imposed", "raised", "lowered",
    "delayed", "suspended", "removed", "investigating",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a fact type.

    Attributes:
        name: as in the JSON output.
        kind: what it holds.
        relationship: for entities, the relationship type that leads to them in the graph.
        outgoing: whether that relationship leads from the fact to the entity (else from the entity to the fact).
    """

    name: str
    kind: FieldKind
    relationship: str | None = None
    outgoing: bool = True


def _entity(name: str, relationship: str, *, outgoing: bool = True, many: bool = False) -> FieldSpec:
    return FieldSpec(name, FieldKind.ENTITIES if many else FieldKind.ENTITY, relationship, outgoing)


_DATE = FieldSpec("date", FieldKind.DATE)
_STATUS = FieldSpec("status", FieldKind.STATUS)
_PLACE = _entity("place", "AT")

SCHEMA: dict[FactType, tuple[FieldSpec, ...]] = {
    FactType.HOLDS_POSITION: (
        _entity("person", "HOLDS", outgoing=False),
        FieldSpec("title", FieldKind.TEXT),
        _entity("of", "OF"),
        FieldSpec("former", FieldKind.FLAG),
    ),
    FactType.AGREEMENT: (
        _entity("name", "DESCRIBES"),
        FieldSpec("kind", FieldKind.TEXT),
        _entity("parties", "NAMES_PARTY", many=True),
        _STATUS,
        _DATE,
        _PLACE,
    ),
    FactType.SIGNED: (
        _entity("who", "BY"),
        _entity("agreement", "OF"),
        _DATE,
        _PLACE,
    ),
    FactType.TARIFF: (
        _entity("by", "IMPOSED", outgoing=False),
        _entity("on", "ON", many=True),
        FieldSpec("goods", FieldKind.TEXT),
        FieldSpec("rate", FieldKind.NUMBER),
        FieldSpec("rate_max", FieldKind.NUMBER),
        _STATUS,
        _DATE,
        FieldSpec("exempts", FieldKind.TEXT),
    ),
    FactType.SANCTION: (
        _entity("by", "IMPOSED", outgoing=False),
        _entity("on", "ON", many=True),
        FieldSpec("kind", FieldKind.TEXT),
        _STATUS,
        _DATE,
    ),
    FactType.FIGURE: (
        FieldSpec("value", FieldKind.NUMBER),
        FieldSpec("value_max", FieldKind.NUMBER),
        FieldSpec("unit", FieldKind.TEXT),
        FieldSpec("of", FieldKind.TEXT),
        FieldSpec("period", FieldKind.DATE),
        _entity("about", "ABOUT", many=True),
    ),
    FactType.SAID: (
        _entity("who", "SAID", outgoing=False),
        FieldSpec("quote", FieldKind.TEXT),
    ),
    FactType.MET: (
        _entity("who", "BETWEEN", many=True),
        _DATE,
        _PLACE,
    ),
    FactType.VISITED: (
        _entity("who", "BY"),
        _entity("place", "TO"),
        _DATE,
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """An entity as one article reads: its kind, and its canonical name within that article.

    Attributes:
        kind: what it is.
        name: the fullest name that the article gives it ("Mark Carney"), countries by common name.
        scope: what tells it from others of the same name: the parties of an agreement that has only a
            common name ("strategic partnership"), the article's id for a bare surname. Sorted names.
        aliases: the other names the article uses for it ("USMCA", "Carney"), sorted; they are no part of the id.
    """

    kind: EntityKind
    name: str
    scope: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """Hash of kind, name and scope."""
        return _digest([self.kind.value, self.name, *self.scope])


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence that states a fact: characters `start` to `end` of the article's text, and the words."""

    start: int
    end: int
    text: str


Value = Entity | tuple[Entity, ...] | str | float | bool | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one article.

    Attributes:
        type: what it states.
        values: field name -> value, for the fields of `SCHEMA[type]`; a missing field is None.
        evidence: the sentences that state it, the one with its anchor first.
        confidence: probability that it is right, 0 to 1.
    """

    type: FactType
    values: dict[str, Value]
    evidence: tuple[Evidence, ...]
    confidence: float

    def __post_init__(self) -> None:
        """Refuse fields that the schema does not know.

        Raises:
            ValueError: naming the fields.
        """
        unknown = set(self.values) - {f.name for f in SCHEMA[self.type]}
        if unknown:
            raise ValueError(f"{self.type} has no field {', '.join(sorted(unknown))}")

    @property
    def id(self) -> str:
        """Hash of type and values: the same content has the same id in whichever article it stands."""
        content = {f.name: _hashable(self.values.get(f.name)) for f in SCHEMA[self.type]}
        return _digest([self.type.value, {k: v for k, v in content.items() if v is not None}])

    def entities(self) -> list[Entity]:
        """Return the entities that fill its fields, in the schema's order."""
        found: list[Entity] = []
        for spec in SCHEMA[self.type]:
            found += entities_of(self.values.get(spec.name))
        return found


def entities_of(value: Value) -> tuple[Entity, ...]:
    """Return the entities a field's value holds, none for a value of another kind."""
    if isinstance(value, Entity):
        return (value,)
    return value if isinstance(value, tuple) else ()


def _hashable(value: Value) -> Any:
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, tuple):
        return sorted(e.id for e in value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _digest(content: Any) -> str:
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(packed.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Characters `start` to `end` of an article's text that stand for an entity."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """An article and all that was read in it: what a store takes and gives back.

    Attributes:
        id: hash of the normalised text.
        fingerprint: hash of everything the facts depend on (text, published date, model version); an article
            whose fingerprint stands in the store under the same source need not be read again.
        model: version of the model that read it.
        words: number of words read.
        facts: in the order of their first evidence.
        mentions: in the order of the text.
        Other fields as in `ingest.article.Article`.
    """

    id: str
    fingerprint: str
    model: str
    words: int
    name: str
    source: str
    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    facts: tuple[Fact, ...] = ()
    mentions: tuple[Mention, ...] = ()
