"""Records as rows of the SQLite store's tables, and rows as records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.flat_records import FlatRecord, spaced, values_of
from graph.names import comparable
from graph.sqlite_schema import bound
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType, Mention

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from graph.flat_records import Filled, FlatFact
    from graph.vocabulary import Value

_READING = (
    "source", "article_id", "name", "title", "published", "language", "outlet", "author", "url",
    "fingerprint", "model", "words", "text",
)  # fmt: skip
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def insert_record(connection: sqlite3.Connection, record: ArticleRecord) -> None:
    """Write one record whose source is not stored."""
    flat = FlatRecord(record)
    key = _insert_reading(connection, flat)
    _insert_entities(connection, key, flat)
    mentions = [(key, n, m.start, m.end, flat.ids[m.entity]) for n, m in enumerate(record.mentions)]
    connection.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?)", mentions)
    _insert_facts(connection, key, flat)


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


def unpacked(type_: FactType, attributes: str, as_read: str | None, filled: Filled) -> dict[str, Value]:
    """Return a fact's values from its JSON columns and its entities."""
    return values_of(type_, json.loads(attributes), json.loads(as_read) if as_read else {}, filled)


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


def _insert_reading(connection: sqlite3.Connection, flat: FlatRecord) -> int | None:
    record = flat.record
    values = [record.source, record.id, *(getattr(record, column) for column in _READING[2:])]
    values = [bound(value) if isinstance(value, str) else value for value in values]
    columns, marks = ", ".join(_READING), ", ".join("?" * len(_READING))
    insert = f"INSERT INTO reading ({columns}, first_day, last_day) VALUES ({marks}, ?, ?)"  # noqa: S608 - constants
    return connection.execute(insert, (*values, *flat.days)).lastrowid


def _insert_entities(connection: sqlite3.Connection, key: int | None, flat: FlatRecord) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO entity (id, kind, name, scope, unified_id) VALUES (?1, ?2, ?3, ?4, ?1)",
        [(flat.ids[e], e.kind.value, bound(e.name), packed(e.scope)) for e in flat.named],
    )
    connection.executemany(
        "INSERT INTO entity_name VALUES (?, ?, ?, ?)",
        [
            (flat.ids[entity], key, bound(name), bound(spaced(comparable(name))))
            for entity, names in flat.named.items()
            for name in names
        ],
    )


def _insert_facts(connection: sqlite3.Connection, key: int | None, flat: FlatRecord) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_fact_row(fact) for fact in flat.facts]
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fact_entity VALUES (?, ?, ?, ?)",
        [(fact.id, field, n, flat.ids[entity]) for fact in flat.facts for field, n, entity in fact.roles],
    )
    connection.executemany(
        "INSERT INTO claim VALUES (?, ?, ?, ?, ?)",
        [
            (key, fact.id, n, fact.confidence, packed(fact.as_read) if fact.as_read else None)
            for n, fact in enumerate(flat.facts)
        ],
    )
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, fact.id, position, sentence.start, sentence.end, bound(sentence.text))
            for fact in flat.facts
            for position, sentence in enumerate(fact.evidence)
        ],
    )


def _fact_row(fact: FlatFact) -> tuple[Any, ...]:
    return (
        fact.id,
        fact.type.value,
        bound(fact.status),
        bound(fact.date),
        *fact.days,
        fact.value,
        packed(fact.attributes),
        fact.words,
    )


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
        values = unpacked(FactType(type_), attributes, as_read, filled)
        yield Fact(FactType(type_), values, select_evidence(connection, key, fact_id), confidence)
