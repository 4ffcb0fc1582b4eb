"""The Neo4j store's entities: found by name or id, and read for the identity step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.flat_records import spaced
from graph.identity import EntityRead, Office
from graph.names import fold
from graph.neo4j_rows import words_key
from graph.neo4j_schema import bound, unbound
from graph.store import UnifiedEntity
from graph.vocabulary import EntityKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

_BY_KEY = """
    MATCH (n:Name {key: $key})<-[:KNOWN_AS]-(e:Entity) OPTIONAL MATCH (e)-[:SAME_AS]->(u)
    RETURN DISTINCT coalesce(u.id, e.id)
"""
_BY_WORDS = """
    CALL () {{
        MATCH (n:Name) WHERE {words} RETURN n
        UNION
        MATCH (n:LongName) WHERE {long_words} RETURN n
    }}
    MATCH (n)<-[:KNOWN_AS]-(e:Entity) OPTIONAL MATCH (e)-[:SAME_AS]->(u)
    RETURN DISTINCT coalesce(u.id, e.id)
"""
_ENTITY = """
    MATCH (e:Entity {id: $id}) OPTIONAL MATCH (e)-[:SAME_AS]->(u) WITH coalesce(u, e) AS u
    RETURN u.id, u.kind, u.name,
           COLLECT { MATCH (n:Name)<-[:KNOWN_AS]-(m)-[:SAME_AS*0..1]->(u) RETURN DISTINCT n.name },
           COUNT { MATCH (u)<-[:MENTIONS]-(r:Reading) RETURN DISTINCT r.id }
"""
_ENTITIES = """
    MATCH (e:Entity) OPTIONAL MATCH (e)-[:SAME_AS]->(u)
    RETURN e.id, e.kind, e.name, e.scope, coalesce(u.id, e.id),
           COLLECT { MATCH (e)-[:KNOWN_AS]->(n) WHERE n.name <> e.name RETURN n.name }
"""
_ARTICLES = "MATCH (r:Reading)-[m:MENTIONS]->() RETURN m.as_read, count(DISTINCT r.id)"
_OFFICES = """
    MATCH (person:Entity)-[p:HOLDS]->(f:Position)-[o:OF]->(of:Entity)
    RETURN p.as_read, f.title, o.as_read
"""


def ids_by_name(transaction: neo4j.ManagedTransaction, name: str) -> list[str]:
    """Return the ids of unified entities of exactly a name, case and accents folded."""
    return [row[0] for row in transaction.run(_BY_KEY, key=words_key(name))]


def ids_by_words(transaction: neo4j.ManagedTransaction, name: str) -> list[str]:
    """Return the ids of unified entities one of whose names contains all the words of a name."""
    words = {f"word{n}": bound(spaced(word)) for n, word in enumerate(fold(name).split())}
    if not words:
        return []
    held = {p: " AND ".join(f"n.{p} CONTAINS ${word}" for word in words) for p in ("words", "long_words")}
    return [row[0] for row in transaction.run(_BY_WORDS.format(**held), words)]


def select_entity(transaction: neo4j.ManagedTransaction, entity_id: str) -> UnifiedEntity | None:
    """Return the unified entity of an id, or that which the entity as read of this id stands for."""
    row = transaction.run(_ENTITY, id=bound(entity_id)).single()
    if row is None:
        return None
    unified_id, kind, name, names, articles = map(unbound, row.values())
    return UnifiedEntity(unified_id, EntityKind(kind), name, tuple(sorted({*names} - {name})), articles)


def entities_read(transaction: neo4j.ManagedTransaction) -> Iterator[tuple[EntityRead, str]]:
    """Yield all entities as read, with all that readings say of them, and the id of what they stand for now."""
    articles = dict(transaction.run(_ARTICLES).values())
    for row in transaction.run(_ENTITIES):
        entity, kind, name, scope, stands_for, aliases = map(unbound, row.values())
        called = tuple(sorted(aliases))
        yield (
            EntityRead(entity, EntityKind(kind), name, tuple(scope or ()), called, articles.get(entity, 0)),
            stands_for,
        )


def offices_read(transaction: neo4j.ManagedTransaction) -> Iterator[Office]:
    """Yield every position that a fact gives a person at an institution."""
    for person, title, of in transaction.run(_OFFICES).values():
        if title:
            yield Office(person, str(unbound(title)), of)
