"""The rows of a batch as anybody would write them: one `UNWIND ... MERGE` or `CREATE` per label and type.

Nothing is looked up or counted, nobody is waited for; what several articles share is merged, the rest created.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph import neo4j_statements as cypher
from graph.neo4j_rows import entity_row, fact_row, name_row, role_rows
from graph.shape import FACT_LABELS, direct_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.flat_records import FlatFact
    from graph.neo4j_rows import GraphRows, Row

    Statements = list[tuple[str, list[Row]]]

_ENTITIES = "UNWIND $rows AS row MERGE (e:Entity {{id: row.id}}) ON CREATE SET e = row, e:{}"
_NAMES = """
    UNWIND $rows AS row MATCH (e:Entity {id: row.entity})
    MERGE (n:Name {id: row.name.id}) ON CREATE SET n = row.name
    MERGE (e)-[:KNOWN_AS]->(n)
"""
_FACTS = "UNWIND $rows AS row MERGE (f:Fact {{id: row.id}}) ON CREATE SET f = row, f:{}"
_ROLES = """
    UNWIND $rows AS row MATCH (f:Fact {{id: row.fact}}) MATCH (e:Entity {{id: row.entity}})
    MERGE {}-[p:{} {{field: row.role.field, position: row.role.position}}]->{} ON CREATE SET p = row.role
"""
_DIRECT = """
    UNWIND $rows AS row MATCH (a:Entity {{id: row.start}}) MATCH (b:Entity {{id: row.end}})
    MERGE (a)-[d:{} {{key: row.key}}]->(b) ON CREATE SET d += row.properties
"""


def statements(rows: GraphRows) -> Statements:
    """Return the statements that write rows, with their parameters."""
    listed = [
        (cypher.CREATE_READINGS, rows.readings),
        *_grouped(
            (_ENTITIES.format(entity.kind.value), entity_row(id_, entity, 0)) for id_, entity in rows.entities.items()
        ),
        (_NAMES, [{"entity": entity, "name": name_row(entity, name, 0)} for entity, name in rows.called]),
        *_grouped((_FACTS.format(FACT_LABELS[fact.type]), fact_row(fact)) for fact in rows.facts.values()),
        *_grouped(row for fact in rows.facts.values() for row in _filled(fact)),
        *_grouped(row for fact in rows.facts.values() for row in _direct(fact)),
        (cypher.CREATE_CLAIMS, rows.claims),
        (cypher.CREATE_SENTENCES, rows.contained),
        (cypher.CREATE_EVIDENCE, rows.stated),
        (cypher.CREATE_MENTIONS, rows.mentioned),
        (cypher.CREATE_SENTENCE_MENTIONS, [{**row, "as_read": row["entity"]} for row in rows.mentioned_in_sentences]),
    ]
    return [(statement, parameters) for statement, parameters in listed if parameters]


def _grouped(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    by_statement: dict[str, list[Row]] = defaultdict(list)
    for statement, row in rows:
        by_statement[statement].append(row)
    return iter(by_statement.items())


def _filled(fact: FlatFact) -> Iterator[tuple[str, Row]]:
    for spec, entity, role in role_rows(fact):
        ends = ("(f)", "(e)") if spec.outgoing else ("(e)", "(f)")
        statement = _ROLES.format(ends[0], spec.relationship, ends[1])
        yield statement, {"fact": fact.id, "entity": entity, "role": role}


def _direct(fact: FlatFact) -> Iterator[tuple[str, Row]]:
    filling: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, _, entity in fact.roles:
        filling[name].append((entity.id, entity.name))
    for row in direct_rows(fact.type, fact.attributes, filling):
        properties = {"start": row.start, "end": row.end, "key": row.key, "properties": row.properties}
        yield _DIRECT.format(row.type), properties
