"""Records in the flat form that both stores write: facts with plain attributes, entities by id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.names import fold
from graph.periods import days_of
from graph.vocabulary import SCHEMA, ArticleRecord, Entity, Fact, FactType, FieldKind, entities_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.vocabulary import Evidence, Value

Filled = dict[str, list[tuple[str, Entity]]]
"""Field name -> the entities that fill it, each after the id it had when it was read."""

_MANY = {
    (type_, field.name) for type_, fields in SCHEMA.items() for field in fields if field.kind is FieldKind.ENTITIES
}


@dataclass(frozen=True, slots=True)
class FlatFact:
    """A fact of one record.

    Attributes:
        id: the fact's id.
        type: what it states.
        status, date, value: its first field of that kind (`value`: its first number).
        days: first and last day of `date`, None for none.
        attributes: field name -> value of every field that holds no entity; numbers as floats; `()` for a list
            of entities that is empty.
        words: its texts, folded, with a space before and after each word.
        roles: field name, position and entity, in the alphabetical order that all articles share.
        as_read: field name -> ids of entities in the article's own order, where that differs.
        evidence: the sentences.
        confidence: 0 to 1.
    """

    id: str
    type: FactType
    status: str | None
    date: str | None
    value: float | None
    days: tuple[str | None, str | None]
    attributes: dict[str, Any]
    words: str
    roles: tuple[tuple[str, int, Entity], ...]
    as_read: dict[str, list[str]]
    evidence: tuple[Evidence, ...]
    confidence: float


class FlatRecord:
    """A record with everything that is computed once for writing it.

    Raises:
        StoreError: a fact has one entity where several are due, or several where one is.
    """

    def __init__(self, record: ArticleRecord) -> None:
        self.record = record
        merged = _merged(record.facts)
        self.named = _named(record, merged)
        self.ids = {entity: entity.id for entity in self.named}
        self.facts = [_flat(fact_id, fact, self.ids) for fact_id, fact in merged.items()]

    @cached_property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day of the published date, None for none."""
        return days_of(self.record.published) or (None, None)


def values_of(
    type_: FactType, attributes: Mapping[str, Any], as_read: Mapping[str, list[str]], filled: Filled
) -> dict[str, Value]:
    """Put a fact's values together from its attributes and entities, these in the order of the article."""
    values: dict[str, Value] = {k: () if v in ([], ()) else v for k, v in attributes.items()}
    for field, found in filled.items():
        by_id = dict(found)
        entities = [by_id[i] for i in as_read[field]] if field in as_read else [entity for _, entity in found]
        values[field] = tuple(entities) if (type_, field) in _MANY else entities[0]
    return {field.name: values[field.name] for field in SCHEMA[type_] if field.name in values}


def without_repetition(values: dict[str, Value]) -> dict[str, Value]:
    """Return values in which entities that have become one fill a field once."""
    return {k: tuple(dict.fromkeys(v)) if isinstance(v, tuple) else v for k, v in values.items()}


def spaced(words: str) -> str:
    """Return folded words with a space before and after, so that whole words can be searched for."""
    return f" {words} "


def _merged(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    """Return the facts by id; one that the record holds twice keeps the sentences of both."""
    merged: dict[str, Fact] = {}
    for fact in facts:
        same = merged.setdefault(fact.id, fact)
        if same is not fact:
            evidence = tuple(dict.fromkeys(same.evidence + fact.evidence))
            confidence = max(same.confidence, fact.confidence)
            merged[fact.id] = Fact(same.type, same.values, evidence, confidence)
    return merged


def _named(record: ArticleRecord, facts: dict[str, Fact]) -> dict[Entity, set[str]]:
    """Return the entities a record names, with all that it calls them."""
    named: dict[Entity, set[str]] = {}
    in_facts = [entity for fact in facts.values() for entity in fact.entities()]
    for entity in [*in_facts, *(mention.entity for mention in record.mentions)]:
        named.setdefault(entity, {entity.name}).update(entity.aliases)
    return named


def _flat(fact_id: str, fact: Fact, ids: dict[Entity, str]) -> FlatFact:
    held = {spec.name: _attribute(fact, spec.name) for spec in SCHEMA[fact.type]}
    attributes = {name: value for name, value in held.items() if value is not None}
    texts = [attributes.get(spec.name) for spec in SCHEMA[fact.type] if spec.kind is FieldKind.TEXT]
    date = _first(fact, FieldKind.DATE, attributes)
    return FlatFact(
        id=fact_id,
        type=fact.type,
        status=_first(fact, FieldKind.STATUS, attributes),
        date=date,
        value=_first(fact, FieldKind.NUMBER, attributes),
        days=days_of(date) or (None, None),
        attributes=attributes,
        words=spaced(" ".join(fold(text) for text in texts if text)),
        roles=tuple(
            (field, position, entity)
            for field, value in fact.values.items()
            for position, entity in enumerate(sorted(entities_of(value)))
        ),
        as_read=_as_read(fact, ids),
        evidence=fact.evidence,
        confidence=fact.confidence,
    )


def _attribute(fact: Fact, name: str) -> Any:
    """Return a field's value where it holds no entity."""
    value = fact.values.get(name)
    if isinstance(value, Entity) or (isinstance(value, tuple) and value):
        if isinstance(value, Entity) == ((fact.type, name) in _MANY):
            raise StoreError(f"{fact.type} has one entity where several are due, or several where one is: {name}")
        return None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _first(fact: Fact, kind: FieldKind, attributes: dict[str, Any]) -> Any:
    return next((attributes.get(spec.name) for spec in SCHEMA[fact.type] if spec.kind is kind), None)


def _as_read(fact: Fact, ids: dict[Entity, str]) -> dict[str, list[str]]:
    """Return the article's own order of entities where it is not the alphabetical one of the fact."""
    orders = {field: entities_of(value) for field, value in fact.values.items()}
    return {f: [ids[e] for e in order] for f, order in orders.items() if list(order) != sorted(order)}
