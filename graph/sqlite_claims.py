"""The SQLite store's claims: a query as SQL, with every value as a parameter, and its rows as claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph.flat_records import without_repetition
from graph.names import fold
from graph.sqlite_rows import entity_from, select_evidence, unpacked
from graph.sqlite_schema import bound
from graph.store import Claim
from graph.vocabulary import FactType, entities_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from graph.flat_records import Filled
    from graph.store import FactQuery
    from graph.vocabulary import Entity

Condition = tuple[str, tuple[Any, ...]]

_CLAIMS = """
    SELECT c.reading_key, f.id, f.type, f.attributes, c.as_read, c.confidence,
           r.name, r.article_id, r.title, r.published, r.source
    FROM claim c
    JOIN fact f ON f.id = c.fact_id
    JOIN reading r ON r.key = c.reading_key AND r.shown
    LEFT JOIN evidence v ON v.reading_key = c.reading_key AND v.fact_id = c.fact_id AND v.position = 0
    WHERE {conditions}
    ORDER BY r.published, r.name, r.article_id, v.start, v."end", f.type, f.id
"""
_ENTITIES = """
    SELECT p.field, p.entity_id, u.id, u.kind, u.name, u.scope
    FROM fact_entity p JOIN entity e ON e.id = p.entity_id JOIN entity u ON u.id = e.unified_id
    WHERE p.fact_id = ? ORDER BY p.field, p.position
"""
_ROLE = """
    f.id IN (SELECT p.fact_id FROM entity e JOIN fact_entity p ON p.entity_id = e.id
             WHERE e.unified_id IN (SELECT value FROM json_each(?)) AND ? IN ('*', p.field))
"""
_WORD = """
    (instr(f.words, ?) OR f.id IN (
        SELECT p.fact_id FROM entity e JOIN fact_entity p ON p.entity_id = e.id
        WHERE e.unified_id IN (
            SELECT m.unified_id FROM entity_name n JOIN entity m ON m.id = n.entity_id
            WHERE instr(n.words, ?))))
"""


def conditions_of(query: FactQuery) -> list[Condition]:
    """Return a query as conditions of SQL, each with its parameters.

    Raises:
        StoreError: a bound is no date.
    """
    conditions: list[Condition] = [("c.confidence >= ?", (query.min_confidence,))]
    if query.types:
        conditions.append(("f.type IN (SELECT value FROM json_each(?))", (_list(query.types),)))
    if query.statuses:
        conditions.append(("f.status IN (SELECT value FROM json_each(?))", (_list(query.statuses),)))
    conditions += [(_ROLE, (_list(ids), bound(field))) for field, ids in query.roles.items()]
    conditions += [(_WORD, (f" {word}",) * 2) for word in map(fold, query.words) if word]
    if query.article is not None:
        named = "r.article_id IN (SELECT article_id FROM reading WHERE name = ? OR article_id = ?)"
        conditions.append((named, (bound(query.article),) * 2))
    return [*conditions, *_bounds(query)]


def select_claims(connection: sqlite3.Connection, conditions: list[Condition]) -> Iterator[Claim]:
    """Yield the claims for which all conditions hold, in the order of the store protocol."""
    asked = _CLAIMS.format(conditions=" AND ".join(sql for sql, _ in conditions))
    parameters = [value for _, values in conditions for value in values]
    for key, fact, type_, attributes, as_read, confidence, *article in connection.execute(asked, parameters):
        filled, ids = _filled(connection, fact)
        values = without_repetition(unpacked(FactType(type_), attributes, as_read, filled))
        name, article_id, title, published, source = article
        yield Claim(
            fact=fact,
            type=FactType(type_),
            values=values,
            entities={k: tuple(ids[e] for e in found) for k, v in values.items() if (found := entities_of(v))},
            article=name,
            article_id=article_id,
            title=title,
            published=published,
            source=source,
            evidence=select_evidence(connection, key, fact),
            confidence=confidence,
        )


def _filled(connection: sqlite3.Connection, fact: str) -> tuple[Filled, dict[Entity, str]]:
    """Return the unified entities that fill a fact's fields, and their ids."""
    filled: Filled = {}
    ids: dict[Entity, str] = {}
    for field, as_read, unified_id, *unified in connection.execute(_ENTITIES, (fact,)):
        entity = entity_from(*unified)
        ids[entity] = unified_id
        filled.setdefault(field, []).append((as_read, entity))
    return filled, ids


def _bounds(query: FactQuery) -> Iterator[Condition]:
    if query.first_day is not None:
        yield "coalesce(f.last_day, r.last_day) >= ?", (query.first_day,)
    if query.last_day is not None:
        yield "coalesce(f.first_day, r.first_day) <= ?", (query.last_day,)


def _list(values: Collection[str]) -> str:
    return json.dumps(sorted(values))
