"""Records as rows of the SQLite store's tables, and rows as records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.names import comparable, fold
from graph.periods import days_of
from graph.sqlite_schema import bound
from graph.vocabulary import (
    SCHEMA,
    ArticleRecord,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    FactType,
    FieldKind,
    Mention,
    entities_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from graph.vocabulary import Value

Filled = dict[str, list[tuple[str, Entity]]]
"""Field name -> the entities that fill it, each after the id it had when it was read."""

_READING = (
    "source", "article_id", "name", "title", "published", "language", "outlet", "author", "url",
    "fingerprint", "model", "words", "text",
)  # fmt: skip
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_MANY = {
    (type_, field.name) for type_, fields in SCHEMA.items() for field in fields if field.kind is FieldKind.ENTITIES
}


def spaced(words: str) -> str:
    """Return folded words as the `words` columns hold them."""
    return f" {words} "


def insert_record(connection: sqlite3.Connection, record: ArticleRecord) -> None:
    """Write one record whose source is not stored."""
    key = _insert_reading(connection, record)
    facts = _merged(record.facts)
    entities = _entities(record, facts)
    ids = {entity: entity.id for entity in entities}
    _insert_entities(connection, key, entities, ids)
    mentions = [(key, n, m.start, m.end, ids[m.entity]) for n, m in enumerate(record.mentions)]
    connection.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?)", mentions)
    _insert_facts(connection, key, facts, ids)


def select_records(connection: sqlite3.Connection) -> Iterator[ArticleRecord]:
    """Yield every record, ordered by article id and source."""
    columns = ", ".join(_READING)
    readings = f"SELECT key, {columns} FROM reading ORDER BY article_id, reading.source"  # noqa: S608 - constants
    for key, source, article_id, *rest in connection.execute(readings):
        entities = _select_entities(connection, key)
        yield ArticleRecord(
            id=article_id,
            source=source,
            **dict(zip(_READING[2:], rest, strict=True)),
            facts=tuple(_select_facts(connection, key, entities)),
            mentions=tuple(_select_mentions(connection, key, entities)),
        )


def values_of(type_: FactType, attributes: str, as_read: str | None, filled: Filled) -> dict[str, Value]:
    """Put a fact's values together from its attributes and entities, these in the order of the article."""
    values: dict[str, Value] = {k: () if v == [] else v for k, v in json.loads(attributes).items()}
    order = json.loads(as_read) if as_read else {}
    for field, found in filled.items():
        by_id = dict(found)
        entities = [by_id[i] for i in order[field]] if field in order else [entity for _, entity in found]
        values[field] = tuple(entities) if (type_, field) in _MANY else entities[0]
    return {field.name: values[field.name] for field in SCHEMA[type_] if field.name in values}


def select_evidence(connection: sqlite3.Connection, key: int, fact: str) -> tuple[Evidence, ...]:
    """Return the sentences of a reading that state a fact."""
    asked = 'SELECT start, "end", text FROM evidence WHERE reading_key = ? AND fact_id = ? ORDER BY position'
    return tuple(Evidence(*row) for row in connection.execute(asked, (key, fact)))


def entity_from(kind: str, name: str, scope: str, aliases: tuple[str, ...] = ()) -> Entity:
    """Return the entity that a row holds."""
    return Entity(EntityKind(kind), name, tuple(json.loads(scope)), aliases)


def packed(content: Any) -> str | bytes | None:
    """Return a JSON text as SQLite can take it."""
    return bound(_ENCODER.encode(content))


def _insert_reading(connection: sqlite3.Connection, record: ArticleRecord) -> int | None:
    values = [record.source, record.id, *(getattr(record, column) for column in _READING[2:])]
    values = [bound(value) if isinstance(value, str) else value for value in values]
    first, last = days_of(record.published) or (None, None)
    columns, marks = ", ".join(_READING), ", ".join("?" * len(_READING))
    insert = f"INSERT INTO reading ({columns}, first_day, last_day) VALUES ({marks}, ?, ?)"  # noqa: S608 - constants
    return connection.execute(insert, (*values, first, last)).lastrowid


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


def _entities(record: ArticleRecord, facts: dict[str, Fact]) -> dict[Entity, set[str]]:
    """Return the entities a record names, with all that it calls them."""
    named: dict[Entity, set[str]] = {}
    in_facts = [entity for fact in facts.values() for entity in fact.entities()]
    for entity in [*in_facts, *(mention.entity for mention in record.mentions)]:
        named.setdefault(entity, {entity.name}).update(entity.aliases)
    return named


def _insert_entities(
    connection: sqlite3.Connection, key: int | None, entities: dict[Entity, set[str]], ids: dict[Entity, str]
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO entity (id, kind, name, scope, unified_id) VALUES (?1, ?2, ?3, ?4, ?1)",
        [(ids[e], e.kind.value, bound(e.name), packed(e.scope)) for e in entities],
    )
    connection.executemany(
        "INSERT INTO entity_name VALUES (?, ?, ?, ?)",
        [
            (ids[entity], key, bound(name), bound(spaced(comparable(name))))
            for entity, names in entities.items()
            for name in names
        ],
    )


def _insert_facts(
    connection: sqlite3.Connection, key: int | None, facts: dict[str, Fact], ids: dict[Entity, str]
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_fact_row(fact_id, fact) for fact_id, fact in facts.items()],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fact_entity VALUES (?, ?, ?, ?)",
        [
            (fact_id, field, position, ids[entity])
            for fact_id, fact in facts.items()
            for field, value in fact.values.items()
            for position, entity in enumerate(_in_order(value))
        ],
    )
    connection.executemany(
        "INSERT INTO claim VALUES (?, ?, ?, ?, ?)",
        [(key, i, n, f.confidence, _as_read(f, ids)) for n, (i, f) in enumerate(facts.items())],
    )
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, fact_id, position, sentence.start, sentence.end, bound(sentence.text))
            for fact_id, fact in facts.items()
            for position, sentence in enumerate(fact.evidence)
        ],
    )


def _fact_row(fact_id: str, fact: Fact) -> tuple[Any, ...]:
    held = {spec.name: _attribute(fact, spec.name) for spec in SCHEMA[fact.type]}
    attributes = {name: value for name, value in held.items() if value is not None}
    texts = [attributes.get(spec.name) for spec in SCHEMA[fact.type] if spec.kind is FieldKind.TEXT]
    date = _first(fact, FieldKind.DATE, attributes)
    days = days_of(date if isinstance(date, str) else None) or (None, None)
    return (
        fact_id,
        fact.type.value,
        bound(_first(fact, FieldKind.STATUS, attributes)),
        bound(date),
        *days,
        _first(fact, FieldKind.NUMBER, attributes),
        packed(attributes),
        spaced(" ".join(fold(text) for text in texts if text)),
    )


def _attribute(fact: Fact, name: str) -> Any:
    """Return a field's value for the JSON column: numbers as floats, entities left to their own table."""
    value = fact.values.get(name)
    if isinstance(value, Entity) or (isinstance(value, tuple) and value):
        if isinstance(value, Entity) == ((fact.type, name) in _MANY):
            raise StoreError(f"{fact.type} has one entity where several are due, or several where one is: {name}")
        return None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _first(fact: Fact, kind: FieldKind, attributes: dict[str, Any]) -> Any:
    return next((attributes.get(spec.name) for spec in SCHEMA[fact.type] if spec.kind is kind), None)


def _in_order(value: Value) -> list[Entity]:
    return sorted(entities_of(value))


def _as_read(fact: Fact, ids: dict[Entity, str]) -> str | bytes | None:
    """Return the article's own order of entities where it is not the alphabetical one of the fact."""
    orders = {field: entities_of(value) for field, value in fact.values.items()}
    own = {f: [ids[e] for e in order] for f, order in orders.items() if list(order) != sorted(order)}
    return packed(own) if own else None


def _select_entities(connection: sqlite3.Connection, key: int) -> dict[str, Entity]:
    names: dict[str, list[str]] = {}
    rows: dict[str, tuple[str, str, str]] = {}
    asked = """
        SELECT e.id, e.kind, e.name, e.scope, n.name
        FROM entity_name n JOIN entity e ON e.id = n.entity_id WHERE n.reading_key = ?
    """
    for entity_id, kind, name, scope, called in connection.execute(asked, (key,)):
        rows[entity_id] = (kind, name, scope)
        names.setdefault(entity_id, []).append(called)
    return {i: entity_from(*row, tuple(sorted({*names[i]} - {row[1]}))) for i, row in rows.items()}


def _select_mentions(connection: sqlite3.Connection, key: int, entities: dict[str, Entity]) -> Iterator[Mention]:
    asked = 'SELECT start, "end", entity_id FROM mention WHERE reading_key = ? ORDER BY position'
    for start, end, entity_id in connection.execute(asked, (key,)):
        yield Mention(start, end, entities[entity_id])


def _select_facts(connection: sqlite3.Connection, key: int, entities: dict[str, Entity]) -> Iterator[Fact]:
    asked = """
        SELECT f.id, f.type, f.attributes, c.as_read, c.confidence
        FROM claim c JOIN fact f ON f.id = c.fact_id WHERE c.reading_key = ? ORDER BY c.position
    """
    filling = "SELECT field, entity_id FROM fact_entity WHERE fact_id = ? ORDER BY field, position"
    for fact_id, type_, attributes, as_read, confidence in connection.execute(asked, (key,)):
        filled: Filled = {}
        for field, entity_id in connection.execute(filling, (fact_id,)):
            filled.setdefault(field, []).append((entity_id, entities[entity_id]))
        values = values_of(FactType(type_), attributes, as_read, filled)
        yield Fact(FactType(type_), values, select_evidence(connection, key, fact_id), confidence)
