"""The SQLite store's entities: found by name or id, and read for the identity step."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from graph.flat_records import spaced
from graph.identity import EntityRead, Office
from graph.names import comparable, fold
from graph.sqlite_schema import bound
from graph.store import UnifiedEntity
from graph.vocabulary import EntityKind, FactType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_NAMED = "SELECT DISTINCT e.unified_id FROM entity_name n JOIN entity e ON e.id = n.entity_id WHERE "
_MEMBERS = """
    FROM entity e JOIN entity_name n ON n.entity_id = e.id JOIN reading r ON r.key = n.reading_key
    WHERE e.unified_id = ?
"""


def ids_by_name(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the ids of unified entities of exactly a name, case and accents folded."""
    found = connection.execute(f"{_NAMED} n.words = ?", (bound(spaced(comparable(name))),))
    return [row[0] for row in found]


def ids_by_words(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the ids of unified entities one of whose names contains all the words of a name."""
    words = [spaced(word) for word in fold(name).split()]
    if not words:
        return []
    every = " AND ".join(["instr(n.words, ?)"] * len(words))
    return [row[0] for row in connection.execute(f"{_NAMED} {every}", words)]


def select_entity(connection: sqlite3.Connection, entity_id: str) -> UnifiedEntity | None:
    """Return the unified entity of an id, or that which the entity as read of this id stands for."""
    asked = "SELECT u.id, u.kind, u.name FROM entity e JOIN entity u ON u.id = e.unified_id WHERE e.id = ?"
    row = connection.execute(asked, (bound(entity_id),)).fetchone()
    if row is None:
        return None
    unified_id, kind, name = row
    names = {row[0] for row in connection.execute(f"SELECT DISTINCT n.name {_MEMBERS}", (unified_id,))}
    articles = connection.execute(f"SELECT count(DISTINCT r.article_id) {_MEMBERS}", (unified_id,)).fetchone()[0]
    return UnifiedEntity(unified_id, EntityKind(kind), name, tuple(sorted(names - {name})), articles)


def entities_read(connection: sqlite3.Connection) -> Iterator[EntityRead]:
    """Yield all entities as read, with the aliases and the number of articles that all readings give."""
    aliases: dict[str, list[str]] = defaultdict(list)
    asked = """
        SELECT DISTINCT n.entity_id, n.name FROM entity_name n JOIN entity e ON e.id = n.entity_id
        WHERE n.name <> e.name ORDER BY n.entity_id, n.name
    """
    for entity_id, alias in connection.execute(asked):
        aliases[entity_id].append(alias)
    asked = """
        SELECT e.id, e.kind, e.name, e.scope, count(DISTINCT r.article_id)
        FROM entity e JOIN entity_name n ON n.entity_id = e.id JOIN reading r ON r.key = n.reading_key
        GROUP BY e.id
    """
    for entity_id, kind, name, scope, articles in connection.execute(asked):
        called = tuple(aliases.get(entity_id, ()))
        yield EntityRead(entity_id, EntityKind(kind), name, tuple(json.loads(scope)), called, articles)


def offices_read(connection: sqlite3.Connection) -> Iterator[Office]:
    """Yield every position that a fact gives a person at an institution."""
    asked = """
        SELECT person.entity_id, f.attributes, institution.entity_id
        FROM fact f
        JOIN fact_entity person ON person.fact_id = f.id AND person.field = 'person'
        JOIN fact_entity institution ON institution.fact_id = f.id AND institution.field = 'of'
        WHERE f.type = ?
    """
    for person, attributes, institution in connection.execute(asked, (FactType.HOLDS_POSITION.value,)):
        if title := json.loads(attributes).get("title"):
            yield Office(person, title, institution)
