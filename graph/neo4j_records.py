"""The Neo4j store's records, as they were put."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graph.flat_records import values_of
from graph.neo4j_rows import READING, attributes_of, entity_from, order_of
from graph.neo4j_schema import unbound
from graph.vocabulary import ArticleRecord, Entity, Evidence, Fact, FactType, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

    from graph.flat_records import Filled

BATCH = 100
KEYS = "MATCH (r:Reading) RETURN r.key ORDER BY r.id, r.source"
_RECORDS = """
    UNWIND $keys AS key MATCH (r:Reading {key: key})
    CALL (r) {
        MATCH (r)-[m:MENTIONS]->() MATCH (e:Entity {id: m.as_read})
        RETURN collect([properties(e), properties(m)]) AS mentioned
    }
    CALL (r) {
        MATCH (r)-[c:STATES]->(f:Fact)
        CALL (f) {
            MATCH (f)-[p]-(:Entity)
            WITH p ORDER BY p.field, p.position
            RETURN collect([p.field, p.as_read]) AS filled
        }
        CALL (f, r) {
            MATCH (f)-[v:STATED_IN]->(s:Sentence)<-[:CONTAINS]-(r)
            WITH v, s ORDER BY v.position
            RETURN collect([s.start, s.end, s.text]) AS evidence
        }
        WITH c, f, filled, evidence ORDER BY c.position
        RETURN collect({
            fact: properties(f), confidence: c.confidence, as_read: c.as_read, filled: filled, evidence: evidence
        }) AS facts
    }
    RETURN properties(r) AS reading, mentioned, facts
"""


def select_records(transaction: neo4j.ManagedTransaction, keys: list[str]) -> list[ArticleRecord]:
    """Return the records of readings, in the order of their keys; those that are gone are left out."""
    rows = [unbound(dict(row)) for row in transaction.run(_RECORDS, keys=keys)]
    found = {row["reading"]["key"]: _record(**row) for row in rows}
    return [found[key] for key in keys if key in found]


def _record(reading: dict[str, Any], mentioned: list[Any], facts: list[Any]) -> ArticleRecord:
    entities: dict[str, Entity] = {}
    mentions: list[tuple[int, Mention]] = []
    for properties, mention in mentioned:
        aliases = tuple(sorted({*mention["names"]} - {properties["name"]}))
        entity = entities[properties["id"]] = entity_from(properties, aliases)
        places = zip(*(mention.get(key) or () for key in ("positions", "starts", "ends")), strict=True)
        mentions += [(position, Mention(start, end, entity)) for position, start, end in places]
    mentions.sort(key=itemgetter(0))
    fields: dict[str, Any] = {name: reading.get(name) for name in READING}
    return ArticleRecord(
        **fields,
        facts=tuple(_fact(row, entities) for row in facts),
        mentions=tuple(mention for _, mention in mentions),
    )


def _fact(row: dict[str, Any], entities: dict[str, Entity]) -> Fact:
    filled: Filled = {}
    for field, entity in row["filled"]:
        filled.setdefault(field, []).append((entity, entities[entity]))
    type_ = FactType(row["fact"]["type"])
    values = values_of(type_, attributes_of(type_, row["fact"]), order_of(row["as_read"]), filled)
    return Fact(type_, values, tuple(Evidence(*sentence) for sentence in row["evidence"]), row["confidence"])


def batches(keys: list[str]) -> Iterator[list[str]]:
    """Yield keys in batches."""
    rest = iter(keys)
    while batch := list(islice(rest, BATCH)):
        yield batch
