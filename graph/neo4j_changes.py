"""What one transaction of the Neo4j store changes, and what it leaves without support.

Every transaction begins by locking the store's mark: writers wait for one another, so that what is found
missing can be created without looking twice, nothing comes into being double, and no two transactions lock
nodes in different orders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import neo4j_statements as cypher
from graph.neo4j_rows import attributes_of, entity_row, fact_row, graph_rows, name_id, name_row, role_rows
from graph.neo4j_schema import bound, unbound
from graph.shape import direct_rows
from graph.vocabulary import EntityKind, FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import neo4j

    from graph.flat_records import FlatRecord
    from graph.neo4j_rows import GraphRows, Row
    from graph.shape import DirectRow, Filling


class _Unified(NamedTuple):
    """What an entity as read stands for."""

    id: str
    name: str


class Changes:
    """Readings withdrawn and added; `settle` ends them, so that what is put anew keeps its place."""

    def __init__(self, transaction: neo4j.ManagedTransaction, step: int = 1) -> None:
        """Wait for other writers, count the store's revision up by `step`, and begin with no changes."""
        self._transaction = transaction
        self.revision: int = transaction.run(cypher.LOCK, step=step).single(strict=True)[0]
        self._articles: set[str] = set()
        self._facts: set[str] = set()
        self._entities: set[str] = set()
        self._names: set[str] = set()

    def withdraw(self, keys: Collection[str]) -> None:
        """Withdraw the readings of these keys; keys that are not stored are left out."""
        found = dict(self._run(cypher.FIND_READINGS, sorted(keys)))
        self._articles.update(found.values())
        named, called = self._named_in(found)
        self._count(cypher.COUNT_ENTITIES, named, -1)
        self._count(cypher.COUNT_NAMES, called, -1)
        self._entities.update(named)
        self._names.update(called)
        self._facts.update(self._column(cypher.FACTS_OF_READINGS, found))
        self._run(cypher.DELETE_SENTENCES, found)
        self._run(cypher.DELETE_READINGS, found)

    def add(self, records: Sequence[FlatRecord]) -> None:
        """Write records whose sources are not stored, each source once."""
        rows = graph_rows(records)
        self._articles.update(row["id"] for row in rows.readings)
        unified = self._add_entities(rows)
        self._add_names(rows)
        self._run(cypher.CREATE_READINGS, rows.readings)
        self._add_facts(rows, unified)
        self._run(cypher.CREATE_CLAIMS, rows.claims)
        self._run(cypher.CREATE_SENTENCES, rows.contained)
        self._run(cypher.CREATE_EVIDENCE, rows.stated)
        self._run(cypher.CREATE_MENTIONS, _standing(rows.mentioned, unified))
        self._run(cypher.CREATE_SENTENCE_MENTIONS, _standing(rows.mentioned_in_sentences, unified))

    def settle(self) -> None:
        """Remove facts, names and entities without support, and show of each article its first reading."""
        unstated = self._column(cypher.UNSTATED_FACTS, sorted(self._facts))
        self._add_direct(cypher.REMOVE_DIRECT, self._implied(unstated))
        self._run(cypher.DELETE_FACTS, unstated)
        self._run(cypher.DELETE_NAMES, sorted(self._names))
        unnamed = self._column(cypher.UNNAMED_ENTITIES, sorted(self._entities))
        self.move({member: member for member in self._column(cypher.MEMBERS, unnamed)})
        self._run(cypher.DELETE_ENTITIES, unnamed)
        self._run(cypher.SHOW_FIRST_READINGS, sorted(self._articles))

    def move(self, unified: Mapping[str, str]) -> None:
        """Let entities as read stand for others than before, with all that the articles say of them.

        Args:
            unified: id of an entity as read -> id of the one it stands for from now on, maybe itself.
        """
        found = self._run(cypher.FIND_ENTITIES, sorted(unified))
        rows = [{"entity": entity, "old": old, "new": unified[entity]} for entity, old, _ in found]
        rows = [row for row in rows if row["old"] != row["new"]]
        facts = sorted(set(self._column(cypher.FACTS_OF_ENTITIES, rows)))
        self._add_direct(cypher.REMOVE_DIRECT, self._implied(facts))
        self._label(rows)
        for statement in cypher.MOVE_RELATIONSHIPS:
            self._run(statement, rows)
        self._add_direct(cypher.ADD_DIRECT, self._implied(facts))

    def run(self, statement: str, **parameters: Any) -> list[list[Any]]:
        """Return the rows of a statement."""
        return self._transaction.run(statement, parameters).values()

    def _run(self, statement: str, rows: Iterable[Any]) -> list[list[Any]]:
        listed = list(rows)
        return self._transaction.run(statement, rows=listed).values() if listed else []

    def _column(self, statement: str, rows: Iterable[Any]) -> list[str]:
        return [row[0] for row in self._run(statement, rows)]

    def _count(self, statement: str, counts: Mapping[str, int], sign: int = 1) -> None:
        self._run(statement, [{"id": one, "n": sign * n} for one, n in sorted(counts.items())])

    def _named_in(self, keys: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
        """Return ids of entities and of names, each with the number of these readings that use it."""
        named: Counter[str] = Counter()
        called: Counter[str] = Counter()
        for entity, names in self._run(cypher.ENTITIES_OF_READINGS, keys):
            named[entity] += 1
            called.update(name_id(entity, str(unbound(name))) for name in names)
        return named, called

    def _add_entities(self, rows: GraphRows) -> dict[str, _Unified]:
        """Add entities as read; return what each of them stands for."""
        found = self._run(cypher.FIND_ENTITIES, sorted(rows.entities))
        unified = {entity: _Unified(stands_for, str(unbound(name))) for entity, stands_for, name in found}
        self._count(cypher.COUNT_ENTITIES, {entity: rows.named[entity] for entity in unified})
        new: dict[EntityKind, list[Row]] = defaultdict(list)
        for entity_id in sorted(rows.entities.keys() - unified.keys()):
            entity = rows.entities[entity_id]
            new[entity.kind].append(entity_row(entity_id, entity, rows.named[entity_id]))
            unified[entity_id] = _Unified(entity_id, entity.name)
        for kind, created in new.items():
            self._run(cypher.CREATE_ENTITIES[kind], created)
        return unified

    def _add_names(self, rows: GraphRows) -> None:
        called = {name_id(*name): (name, n) for name, n in rows.called.items()}
        found = self._column(cypher.FIND_NAMES, sorted(called))
        self._count(cypher.COUNT_NAMES, {name: called[name][1] for name in found})
        unused = [called[name] for name in sorted(called.keys() - set(found))]
        names = [(entity, name_row(entity, name, n)) for (entity, name), n in unused]
        self._run(cypher.CREATE_NAMES, [{"entity": entity, "name": name} for entity, name in names])
        self._run(cypher.LABEL_LONG_NAMES, [name["id"] for _, name in names if "long_words" in name])

    def _add_facts(self, rows: GraphRows, unified: Mapping[str, _Unified]) -> None:
        known = set(self._column(cypher.FIND_FACTS, sorted(rows.facts)))
        facts: dict[FactType, list[Row]] = defaultdict(list)
        roles: dict[tuple[str, bool], list[Row]] = defaultdict(list)
        implied: list[DirectRow] = []
        for fact in (rows.facts[fact_id] for fact_id in sorted(rows.facts.keys() - known)):
            facts[fact.type].append(fact_row(fact))
            filling: Filling = defaultdict(list)
            for spec, entity, role in role_rows(fact):
                stands_for = unified[entity]
                filling[spec.name].append(stands_for)
                row = {"fact": fact.id, "entity": stands_for.id, "role": role}
                roles[spec.relationship or "", spec.outgoing].append(row)
            implied += direct_rows(fact.type, fact.attributes, filling)
        for type_, created in facts.items():
            self._run(cypher.CREATE_FACTS[type_], created)
        for relationship, filled in roles.items():
            self._run(cypher.CREATE_ROLES[relationship], filled)
        self._add_direct(cypher.ADD_DIRECT, implied)

    def _implied(self, facts: Iterable[str]) -> Iterator[DirectRow]:
        """Yield the direct relationships that stored facts imply."""
        for properties, filled in self._run(cypher.FILLED_FACTS, facts):
            filling: Filling = defaultdict(list)
            for name, entity, called in filled:
                filling[name].append((entity, str(unbound(called))))
            type_ = FactType(properties["type"])
            attributes = attributes_of(type_, {key: unbound(value) for key, value in properties.items()})
            yield from direct_rows(type_, attributes, filling)

    def _add_direct(self, statements: Mapping[str, str], implied: Iterable[DirectRow]) -> None:
        counted: Counter[tuple[str, str, str, str]] = Counter()
        properties: dict[str, Row] = {}
        for row in implied:
            counted[row.type, row.start, row.end, row.key] += 1
            properties[row.key] = {k: bound(v) if isinstance(v, str) else v for k, v in row.properties.items()}
        by_type: dict[str, list[Row]] = defaultdict(list)
        for (type_, start, end, key), n in sorted(counted.items()):
            by_type[type_].append({"start": start, "end": end, "key": key, "n": n, "properties": properties[key]})
        for type_, rows in by_type.items():
            self._run(statements[type_], rows)

    def _label(self, rows: Sequence[Row]) -> None:
        """Make those that stand for another its aliases; only those that stand for themselves carry their kind."""
        themselves = [row for row in rows if row["entity"] == row["new"]]
        others = [row for row in rows if row["entity"] != row["new"]]
        self._run(cypher.STAND_FOR_ITSELF, themselves)
        self._run(cypher.STAND_FOR_ANOTHER, others)
        for statements, changed in ((cypher.ADD_KIND, themselves), (cypher.REMOVE_KIND, others)):
            kinds = dict(self._run(cypher.KINDS, [row["entity"] for row in changed]))
            for kind in EntityKind:
                self._run(statements[kind], [row for row in changed if kinds[row["entity"]] == kind.value])


def _standing(rows: Iterable[Row], unified: Mapping[str, _Unified]) -> Iterator[Row]:
    """Yield rows that lead to what their entity stands for."""
    for row in rows:
        yield {**row, "entity": unified[row["entity"]].id, "as_read": row["entity"]}
