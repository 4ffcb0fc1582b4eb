"""What one transaction of the SQLite store changes, and what it leaves without support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.sqlite_rows import insert_record
from graph.sqlite_schema import bound

if TYPE_CHECKING:
    import sqlite3

    from graph.vocabulary import ArticleRecord


class Changes:
    """Readings withdrawn and added; `settle` ends them, so that what is put anew keeps its place."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Begin with none."""
        self._connection = connection
        self._articles: set[str] = set()
        self._facts: set[str] = set()
        self._entities: set[str] = set()

    def replace(self, record: ArticleRecord) -> None:
        """Put a record in the place of what stands under its source."""
        self._withdraw("SELECT key, article_id FROM reading WHERE source = ?", bound(record.source))
        insert_record(self._connection, record)
        self._articles.add(record.id)

    def forget(self, article: str) -> int:
        """Withdraw all readings of the articles of that id; return 1 if there were any, else 0."""
        return min(1, self._withdraw("SELECT key, article_id FROM reading WHERE article_id = ?", article))

    def settle(self) -> None:
        """Remove facts and entities without support, and show of each article its first reading."""
        run = self._connection.executemany
        run(
            "DELETE FROM fact WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM claim WHERE fact_id = ?1)",
            [(fact,) for fact in self._facts],
        )
        gone = [(entity,) for entity in self._entities if not self._is_named(entity)]
        run("DELETE FROM entity WHERE id = ?", gone)
        run("UPDATE entity SET unified_id = id WHERE unified_id = ?", gone)
        run(
            """
            UPDATE reading SET shown = (source = (SELECT min(source) FROM reading WHERE article_id = ?1))
            WHERE article_id = ?1
            """,
            [(article,) for article in self._articles],
        )

    def _withdraw(self, readings: str, value: str | bytes | None) -> int:
        found = self._connection.execute(readings, (value,)).fetchall()
        for key, article_id in found:
            self._articles.add(article_id)
            self._facts |= self._column("SELECT fact_id FROM claim WHERE reading_key = ?", key)
            self._entities |= self._column("SELECT entity_id FROM entity_name WHERE reading_key = ?", key)
            self._connection.execute("DELETE FROM reading WHERE key = ?", (key,))
        return len(found)

    def _column(self, question: str, key: int) -> set[str]:
        return {row[0] for row in self._connection.execute(question, (key,))}

    def _is_named(self, entity: str) -> bool:
        named = "SELECT EXISTS (SELECT 1 FROM entity_name WHERE entity_id = ?)"
        return bool(self._connection.execute(named, (entity,)).fetchone()[0])
