"""The Neo4j store's claims: a query as Cypher, with every value as a parameter, and its rows as claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.flat_records import values_of, without_repetition
from graph.names import fold
from graph.neo4j_rows import attributes_of, entity_from, order_of
from graph.neo4j_schema import bound, unbound
from graph.store import Claim
from graph.vocabulary import Evidence, FactType, entities_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

    from graph.flat_records import Filled
    from graph.store import FactQuery
    from graph.vocabulary import Entity

# All that is returned is computed before it is put in order, so that it is of the moment it was asked.
_CLAIMS = """
    {facts}
    MATCH (f)<-[c:STATES]-(r:Article)
    WHERE {conditions}
    CALL (f) {{
        MATCH (f)-[p]-(e:Entity)
        WITH p, e ORDER BY p.field, p.position
        RETURN collect([p.field, p.as_read, properties(e)]) AS filled
    }}
    CALL (f, r) {{
        MATCH (f)-[v:STATED_IN]->(s:Sentence)<-[:CONTAINS]-(r)
        WITH v, s ORDER BY v.position
        RETURN collect([s.start, s.end, s.text]) AS evidence
    }}
    WITH properties(f) AS fact, filled, evidence, c.as_read AS as_read, c.confidence AS confidence,
         [r.name, r.id, r.title, r.published, r.source] AS article
    RETURN fact, filled, evidence, as_read, confidence, article
    ORDER BY coalesce(article[3], ""), article[0], article[1],
             coalesce(evidence[0][0], -1), coalesce(evidence[0][1], -1), fact.type, fact.id
"""
_FILLED = """
    MATCH (e:Entity)-[p]-(f:Fact) WHERE e.id IN $ids0 AND $field0 IN ["*", p.field] WITH DISTINCT f
"""
_ROLE = 'EXISTS {{ MATCH (f)-[p]-(e:Entity) WHERE e.id IN $ids{n} AND $field{n} IN ["*", p.field] }}'
_WORD = "(f.words CONTAINS $word{n} OR EXISTS {{ MATCH (f)--(e:Entity) WHERE e.id IN $named{n} }})"
_ARTICLE = "r.id IN COLLECT { MATCH (n:Reading) WHERE $article IN [n.name, n.id] RETURN n.id }"
_NAMED = """
    MATCH (n:Name) WHERE n.words CONTAINS $words RETURN n
    UNION
    MATCH (n:LongName) WHERE n.long_words CONTAINS $words RETURN n
"""
_IDS_NAMED = f"""
    CALL () {{ {_NAMED} }}
    MATCH (n)<-[:KNOWN_AS]-(e:Entity) OPTIONAL MATCH (e)-[:SAME_AS]->(u)
    RETURN DISTINCT coalesce(u.id, e.id) AS id
"""


def select_claims(transaction: neo4j.Transaction, query: FactQuery) -> Iterator[Claim]:
    """Yield the claims for which all of a query holds, in the order of the store protocol.

    Raises:
        StoreError: a bound is no date.
    """
    asked, parameters = _cypher(transaction, query)
    for row in transaction.run(asked, parameters):
        yield _claim(unbound(dict(row)))


def _cypher(transaction: neo4j.Transaction, query: FactQuery) -> tuple[str, dict[str, Any]]:
    conditions = ["c.confidence >= $min_confidence"]
    parameters: dict[str, Any] = {"min_confidence": query.min_confidence}
    if query.types:
        conditions.append("f.type IN $types")
        parameters["types"] = sorted(query.types)
    if query.statuses:
        conditions.append("f.status IN $statuses")
        parameters["statuses"] = sorted(str(bound(status)) for status in query.statuses)
    for n, (field, ids) in enumerate(query.roles.items()):
        conditions += [_ROLE.format(n=n)] if n else []
        parameters |= {f"field{n}": bound(field), f"ids{n}": sorted(ids)}
    for n, word in enumerate(filter(None, map(fold, query.words))):
        conditions.append(_WORD.format(n=n))
        parameters |= {f"word{n}": f" {word}", f"named{n}": ids_named(transaction, f" {word}")}
    if query.article is not None:
        conditions.append(
            "r.id IN COLLECT { MATCH (named:Reading) WHERE $article IN [named.name, named.id] RETURN named.id }"
        )
        parameters["article"] = bound(query.article)
    if query.first_day is not None:
        conditions.append("coalesce(f.last_day, r.last_day) >= $first_day")
        parameters["first_day"] = query.first_day
    if query.last_day is not None:
        conditions.append("coalesce(f.first_day, r.first_day) <= $last_day")
        parameters["last_day"] = query.last_day
    facts = _FILLED if query.roles else "MATCH (f:Fact)"
    return _CLAIMS.format(facts=facts, conditions=" AND ".join(conditions)), parameters


def ids_named(transaction: neo4j.Transaction, words: str) -> list[str]:
    """Return the ids of the unified entities one of whose names contains words, spaced as names hold them."""
    return [row[0] for row in transaction.run(_IDS_NAMED, words=words)]


def _claim(row: dict[str, Any]) -> Claim:
    filled: Filled = {}
    ids: dict[Entity, str] = {}
    for field, as_read, properties in row["filled"]:
        entity = entity_from(properties)
        ids[entity] = properties["id"]
        filled.setdefault(field, []).append((as_read, entity))
    fact = row["fact"]
    type_ = FactType(fact["type"])
    values = without_repetition(values_of(type_, attributes_of(type_, fact), order_of(row["as_read"]), filled))
    name, article_id, title, published, source = row["article"]
    return Claim(
        fact=fact["id"],
        type=type_,
        values=values,
        entities={k: tuple(ids[e] for e in found) for k, v in values.items() if (found := entities_of(v))},
        article=name,
        article_id=article_id,
        title=title,
        published=published,
        source=source,
        evidence=tuple(Evidence(*sentence) for sentence in row["evidence"]),
        confidence=row["confidence"],
    )
