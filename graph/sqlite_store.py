"""The store in one SQLite file: embedded, without a server, readable in Datasette.

Readers do not wait for writers (write-ahead log); writers wait for one another. Each `put` is one transaction,
so that a process killed at any moment leaves the store as it was before or after it. Texts with lone
surrogates, for which UTF-8 has no bytes, are kept as BLOBs and come back as they were.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph.identity import unify
from graph.sqlite_changes import Changes
from graph.sqlite_claims import conditions_of, select_claims
from graph.sqlite_entities import entities_read, ids_by_name, ids_by_words, offices_read, select_entity
from graph.sqlite_rows import select_records
from graph.sqlite_schema import bound, connect, explained, open_file
from graph.store import Counts, Store
from graph.vocabulary import FactType

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from os import PathLike

    from graph.sqlite_claims import Condition
    from graph.store import Claim, FactQuery, UnifiedEntity
    from graph.vocabulary import ArticleRecord, EntityKind


class SqliteStore(Store):
    """A store in a SQLite file, which comes into being if it is missing or empty.

    Beyond the protocol, `entity` also takes the id of an entity as read and returns what it stands for.
    An entity that `unify` has not seen yet stands for itself.

    Args:
        path: the file.
        read_only: refuse to write, and to open a store that does not exist.

    Raises:
        StoreError: read only, and there is no store.
        StoreUnreachable: the file or its folder cannot be used.
        NotAStore: the file holds something else.
        SchemaVersionError: the store has another schema version.
    """

    def __init__(self, path: str | PathLike[str], *, read_only: bool = False) -> None:
        """Open the file."""
        self.path = Path(path)
        open_file(self.path, read_only=read_only)
        with explained(self.path):
            self._connection = connect(self.path, read_only=read_only)

    def fingerprints(self, sources: Collection[str]) -> dict[str, str]:
        """Return source -> fingerprint for those of the sources that are stored."""
        asked = "SELECT fingerprint FROM reading WHERE source = ?"
        with explained(self.path):
            found = {s: self._connection.execute(asked, (bound(s),)).fetchone() for s in dict.fromkeys(sources)}
        return {source: row[0] for source, row in found.items() if row}

    def put(self, records: Sequence[ArticleRecord]) -> None:
        """Store records, all or none of them."""
        with self._transaction() as connection:
            changes = Changes(connection)
            for record in records:
                changes.replace(record)
            changes.settle()

    def forget(self, article: str) -> int:
        """Withdraw every article of that name, id or source, from whichever sources; return how many."""
        asked = "SELECT DISTINCT article_id FROM reading WHERE ?1 IN (name, article_id, source)"
        with self._transaction() as connection:
            changes = Changes(connection)
            ids = [row[0] for row in connection.execute(asked, (bound(article),))]
            forgotten = sum(changes.forget(article_id) for article_id in ids)
            changes.settle()
        return forgotten

    def unify(self) -> None:
        """Decide anew which entities are the same, over all that is stored."""
        with self._transaction() as connection:
            unified = unify(entities_read(connection), offices_read(connection))
            before = connection.execute("SELECT id, unified_id FROM entity").fetchall()
            changed = [(unified[entity], entity) for entity, was in before if unified[entity] != was]
            connection.executemany("UPDATE entity SET unified_id = ? WHERE id = ?", changed)

    def records(self) -> Iterator[ArticleRecord]:
        """Yield every record as it was put, ordered by article id and source."""
        with self._snapshot() as connection:
            yield from select_records(connection)

    def claims(self, query: FactQuery) -> Iterator[Claim]:
        """Yield the claims asked for, ordered by (published, article, first evidence, type, fact id).

        Raises:
            StoreError: a bound of the query is no date.
        """
        return self._claims(conditions_of(query))

    def find_entities(self, name: str, kinds: Collection[EntityKind] = ()) -> list[UnifiedEntity]:
        """Return the entities that go by a name: exactly, else with all its words; most mentioned first."""
        with self._snapshot() as connection:
            for search in (ids_by_name, ids_by_words):
                entities = [select_entity(connection, found) for found in search(connection, name)]
                if wanted := [e for e in entities if e and (not kinds or e.kind in kinds)]:
                    return sorted(wanted, key=lambda e: (-e.articles, e.name, e.id))
        return []

    def entity(self, entity_id: str) -> UnifiedEntity | None:
        """Return a unified entity by id."""
        with self._snapshot() as connection:
            return select_entity(connection, entity_id)

    def counts(self) -> Counts:
        """Return how much is stored."""
        with self._snapshot() as connection:
            articles, entities, unified = connection.execute("""
                SELECT (SELECT count(DISTINCT article_id) FROM reading),
                       (SELECT count(*) FROM entity), (SELECT count(DISTINCT unified_id) FROM entity)
            """).fetchone()
            claims = connection.execute("""
                SELECT f.type, count(*) FROM claim c JOIN fact f ON f.id = c.fact_id
                JOIN reading r ON r.key = c.reading_key WHERE r.shown GROUP BY f.type
            """)
            found = dict(claims)
        return Counts(articles, entities, unified, {type_: found.get(type_.value, 0) for type_ in FactType})

    def close(self) -> None:
        """Close the file."""
        with explained(self.path):
            self._connection.close()

    def _claims(self, conditions: list[Condition]) -> Iterator[Claim]:
        with self._snapshot() as connection:
            yield from select_claims(connection, conditions)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing."""
        connection = self._connection
        with explained(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        """Read all from one state of the store, whatever is written meanwhile, on a connection of its own."""
        with explained(self.path):
            connection = connect(self.path, read_only=True)
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.close()
