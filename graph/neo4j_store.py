"""The store in a Neo4j database, in the shape that a person meets in the Neo4j Browser (`docs/neo4j.md`).

Each `put` is one transaction, sent again where the server says that this may help. Writers wait for one
another (`graph.neo4j_changes`), readers for none: they see what has been committed when they ask.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

import neo4j

from graph.errors import StoreError
from graph.flat_records import FlatRecord
from graph.identity import unify
from graph.neo4j_changes import Changes
from graph.neo4j_claims import select_claims
from graph.neo4j_connection import connect, explained
from graph.neo4j_entities import entities_read, ids_by_name, ids_by_words, offices_read, select_entity
from graph.neo4j_records import KEYS, batches, select_records
from graph.neo4j_rows import key_of
from graph.neo4j_schema import bound, open_database, unbound
from graph.neo4j_statements import REVISION
from graph.store import Counts, Store
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from graph.identity import EntityRead, Office
    from graph.neo4j_connection import Server
    from graph.store import Claim, FactQuery, UnifiedEntity
    from graph.vocabulary import ArticleRecord, EntityKind

T = TypeVar("T")

MOVED_AT_ONCE = 1000
_FINGERPRINTS = "UNWIND $rows AS key MATCH (r:Reading {key: key}) RETURN r.source, r.fingerprint"
_KEYS_OF_ARTICLE = """
    MATCH (r:Reading) WHERE $article IN [r.name, r.id, r.source] WITH DISTINCT r.id AS id
    MATCH (all:Reading {id: id}) USING INDEX all:Reading(id) RETURN all.key, id
"""
_COUNTS = """
    RETURN COUNT { (:Article) }, COUNT { (:Entity) }, COUNT { (:Entity)-[:SAME_AS]->() }
"""
_CLAIMS = "MATCH (:Article)-[:STATES]->(f:Fact) RETURN f.type, count(*)"


class Neo4jStore(Store):
    """A store in a Neo4j database; an empty one becomes a store.

    Beyond the protocol, `entity` also takes the id of an entity as read and returns what it stands for.

    Args:
        server: the database.
        read_only: refuse to write, and to open a store that does not exist.

    Raises:
        StoreError: read only, and there is no store.
        StoreUnreachable: the server does not answer or refuses us.
        NotAStore: the database holds something else.
        SchemaVersionError: the store has another schema version.
    """

    def __init__(self, server: Server, *, read_only: bool = False) -> None:
        """Open the database."""
        self.server = server
        self._read_only = read_only
        self._driver = connect(server)
        try:
            with explained(server):
                open_database(self._driver, server, read_only=read_only)
        except BaseException:
            self._driver.close()
            raise

    def fingerprints(self, sources: Collection[str]) -> dict[str, str]:
        """Return source -> fingerprint for those of the sources that are stored."""
        keys = [key_of(source) for source in sources]
        found = self._read(lambda transaction: transaction.run(_FINGERPRINTS, rows=keys).values())
        return {str(unbound(source)): str(unbound(fingerprint)) for source, fingerprint in found}

    def put(self, records: Sequence[ArticleRecord]) -> None:
        """Store records, all or none of them."""
        flat = list({record.source: FlatRecord(record) for record in records}.values())

        def work(changes: Changes) -> None:
            changes.withdraw([key_of(one.record.source) for one in flat])
            changes.add(flat)
            changes.settle()

        if flat:
            self._write(work)

    def forget(self, article: str) -> int:
        """Withdraw every article of that name, id or source, from whichever sources; return how many."""

        def work(changes: Changes) -> int:
            found = dict(changes.run(_KEYS_OF_ARTICLE, article=bound(article)))
            changes.withdraw(found)
            changes.settle()
            return len({*found.values()})

        return self._write(work)

    def unify(self) -> None:
        """Decide anew which entities are the same, over all that is stored.

        They are moved in several transactions, so that their number does not matter. Where articles were
        written meanwhile, the decision is taken again.
        """
        while not self._unified():
            pass

    def records(self) -> Iterator[ArticleRecord]:
        """Yield every record as it was put, ordered by article id and source."""
        keys = self._read(lambda transaction: [row[0] for row in transaction.run(KEYS)])
        for batch in batches(keys):
            yield from self._read(partial(select_records, keys=batch))

    def claims(self, query: FactQuery) -> Iterator[Claim]:
        """Yield the claims asked for, ordered by (published, article, first evidence, type, fact id).

        Raises:
            StoreError: a bound of the query is no date.
        """
        _ = query.first_day, query.last_day  # refused here, not when the first claim is taken
        return self._claims(query)

    def find_entities(self, name: str, kinds: Collection[EntityKind] = ()) -> list[UnifiedEntity]:
        """Return the entities that go by a name: exactly, else with all its words; most mentioned first."""

        def work(transaction: neo4j.ManagedTransaction) -> list[UnifiedEntity]:
            for search in (ids_by_name, ids_by_words):
                entities = [select_entity(transaction, found) for found in search(transaction, name)]
                if wanted := [e for e in entities if e and (not kinds or e.kind in kinds)]:
                    return sorted(wanted, key=lambda e: (-e.articles, e.name, e.id))
            return []

        return self._read(work)

    def entity(self, entity_id: str) -> UnifiedEntity | None:
        """Return a unified entity by id."""
        return self._read(lambda transaction: select_entity(transaction, entity_id))

    def counts(self) -> Counts:
        """Return how much is stored."""

        def work(transaction: neo4j.ManagedTransaction) -> Counts:
            articles, entities, aliases = transaction.run(_COUNTS).single(strict=True)
            found = dict(transaction.run(_CLAIMS).values())
            return Counts(articles, entities, entities - aliases, {t: found.get(t.value, 0) for t in FactType})

        return self._read(work)

    def close(self) -> None:
        """Close the connection."""
        self._driver.close()

    def _claims(self, query: FactQuery) -> Iterator[Claim]:
        with self._session() as session, session.begin_transaction() as transaction:
            yield from select_claims(transaction, query)

    def _unified(self) -> bool:
        """Move entities to what they stand for; say whether nobody wrote meanwhile."""
        revision, entities, offices = self._read(_all_entities)
        unified = unify((entity for entity, _ in entities), offices)
        changed = {e.id: unified[e.id] for e, stands_for in entities if unified[e.id] != stands_for}

        def work(changes: Changes, batch: dict[str, str]) -> bool:
            if changes.revision == revision:
                changes.move(batch)
            return changes.revision == revision

        return all(self._write(partial(work, batch=batch), step=0) for batch in _families(changed))

    def _read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        with self._session() as session:
            return session.execute_read(work)

    def _write(self, work: Callable[[Changes], T], step: int = 1) -> T:
        """Change the store in one transaction that no other writer disturbs; the revision grows by `step`."""
        if self._read_only:
            raise StoreError(f"{self.server}: the store was opened for reading only")
        with self._session() as session:
            return session.execute_write(lambda transaction: work(Changes(transaction, step)))

    @contextmanager
    def _session(self) -> Iterator[neo4j.Session]:
        with (
            explained(self.server),
            self._driver.session(database=self.server.database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            yield session


def _all_entities(transaction: neo4j.ManagedTransaction) -> tuple[int, list[tuple[EntityRead, str]], list[Office]]:
    """Return the store's revision, and what decides which entities are the same."""
    revision = transaction.run(REVISION).single(strict=True)[0]
    return revision, list(entities_read(transaction)), list(offices_read(transaction))


def _families(unified: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield batches of entities; those that will stand for the same are in one of them."""
    batch: dict[str, str] = {}
    for _, family in groupby(sorted(unified.items(), key=itemgetter(1, 0)), key=itemgetter(1)):
        batch.update(family)
        if len(batch) >= MOVED_AT_ONCE:
            yield batch
            batch = {}
    if batch:
        yield batch
