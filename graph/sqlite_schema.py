"""The SQLite store's tables, and opening a file that holds them or nothing."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.errors import NotAStore, SchemaVersionError, StoreError, StoreUnreachable
from graph.store import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x6E6B6731  # "nkg1"
BUSY_SECONDS = 30.0
_MAGIC = b"SQLite format 3\0"

# A reading is one record: what one source says. Readings of the same article share `article_id`; the one of the
# first source in alphabetical order is `shown`, so that the answers do not depend on which was read first.
# Columns named `words` are folded (`graph.names.fold`), with a space before and after each word.
_TABLES = """
CREATE TABLE reading (
    key INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    title TEXT,
    published TEXT,
    first_day TEXT,
    last_day TEXT,
    language TEXT,
    outlet TEXT,
    author TEXT,
    url TEXT,
    fingerprint TEXT NOT NULL,
    model TEXT NOT NULL,
    words INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX reading_article ON reading (article_id, source);
CREATE INDEX reading_name ON reading (name);

CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT '[]',
    unified_id TEXT NOT NULL REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX entity_unified ON entity (unified_id);

CREATE TABLE entity_name (
    entity_id TEXT NOT NULL REFERENCES entity (id),
    reading_key INTEGER NOT NULL REFERENCES reading (key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (entity_id, reading_key, name)
) WITHOUT ROWID;
CREATE INDEX entity_name_words ON entity_name (words);
CREATE INDEX entity_name_reading ON entity_name (reading_key);

CREATE TABLE mention (
    reading_key INTEGER NOT NULL REFERENCES reading (key) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity (id),
    PRIMARY KEY (reading_key, position)
) WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity_id);

CREATE TABLE fact (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT,
    date TEXT,
    first_day TEXT,
    last_day TEXT,
    value REAL,
    attributes TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE INDEX fact_type ON fact (type, status);
CREATE INDEX fact_days ON fact (first_day, last_day);

CREATE TABLE fact_entity (
    fact_id TEXT NOT NULL REFERENCES fact (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    entity_id TEXT NOT NULL REFERENCES entity (id),
    PRIMARY KEY (fact_id, field, position)
) WITHOUT ROWID;
CREATE INDEX fact_entity_entity ON fact_entity (entity_id, field);

CREATE TABLE claim (
    reading_key INTEGER NOT NULL REFERENCES reading (key) ON DELETE CASCADE,
    fact_id TEXT NOT NULL REFERENCES fact (id),
    position INTEGER NOT NULL,
    confidence REAL NOT NULL,
    as_read TEXT,
    PRIMARY KEY (reading_key, fact_id)
) WITHOUT ROWID;
CREATE INDEX claim_fact ON claim (fact_id);

CREATE TABLE evidence (
    reading_key INTEGER NOT NULL,
    fact_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (reading_key, fact_id, position),
    FOREIGN KEY (reading_key, fact_id) REFERENCES claim (reading_key, fact_id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE VIEW article AS
    SELECT article_id AS id, name, title, published, language, outlet, author, url, words, text
    FROM reading WHERE shown;

CREATE VIEW unified_entity AS
    SELECT u.id, u.kind, u.name,
           (SELECT count(DISTINCT r.article_id)
            FROM entity e JOIN entity_name n ON n.entity_id = e.id JOIN reading r ON r.key = n.reading_key
            WHERE e.unified_id = u.id) AS articles
    FROM entity u WHERE u.unified_id = u.id;
"""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REASONS = {
    **dict.fromkeys(_BUSY, "another process is writing to it; try again when that has ended"),
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the permissions of the file and of its folder",
    sqlite3.SQLITE_READONLY: "it cannot be written; check the permissions of the file and of its folder",
    sqlite3.SQLITE_PERM: "it cannot be written; check the permissions of the file and of its folder",
    sqlite3.SQLITE_FULL: "the disk is full; make room and try again",
    sqlite3.SQLITE_IOERR: "the disk does not answer; check it and try again",
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the project's, with path, reason and remedy.

    Raises:
        StoreUnreachable: where trying again may help.
        NotAStore: if the file is no SQLite database.
        StoreError: if the file is damaged, or for anything else SQLite refuses.
    """
    try:
        yield
    except sqlite3.Error as exc:
        code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
        if code in _REASONS:
            raise StoreUnreachable(f"{path}: {_REASONS[code]}") from exc
        if code == sqlite3.SQLITE_NOTADB:
            raise _not_a_store(path, "is no SQLite database") from exc
        if code == sqlite3.SQLITE_CORRUPT:
            raise StoreError(f"{path}: the file is damaged; delete it and ingest the articles again") from exc
        raise StoreError(f"{path}: {exc}") from exc


def open_file(path: Path, *, read_only: bool) -> None:
    """Make sure that a file is a store of this version; a missing or empty one becomes a store unless read only.

    Raises:
        StoreError: read only, and there is no store.
        StoreUnreachable: the file or its folder cannot be used.
        NotAStore: the file holds something else.
        SchemaVersionError: the store has another schema version.
    """
    if _is_new(path):
        if read_only:
            raise StoreError(f"no store at {path}; run `kg ingest` first")
        _check_folder(path)
    with explained(path):
        connection = connect(path, read_only=read_only, create=True)
        try:
            _check_or_create(connection, path, read_only=read_only)
        finally:
            connection.close()


def connect(path: Path, *, read_only: bool, create: bool = False) -> sqlite3.Connection:
    """Open a connection that leaves transactions to its user."""
    mode = "ro" if read_only else "rwc" if create else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    if read_only and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        uri += "&immutable=1"  # SQLite cannot lay its shared memory beside a file on a read-only disk
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")  # 64 MiB: ids are hashes, so that writes reach all pages
    except sqlite3.Error:
        connection.close()
        raise
    connection.row_factory = _decoded
    return connection


def bound(text: str | None) -> str | bytes | None:
    """Return a text as SQLite can take it: lone surrogates have no UTF-8, so that such a text is kept as bytes."""
    if text is None or text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _decoded(_cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
    if bytes in map(type, row):
        return tuple(v.decode("utf-8", "surrogatepass") if isinstance(v, bytes) else v for v in row)
    return row


def _is_new(path: Path) -> bool:
    try:
        if path.is_dir():
            raise StoreUnreachable(f"{path}: is a folder; name a file in it")
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as exc:
        if exc.errno in (errno.ENOENT, errno.ENOTDIR):
            return True
        raise StoreUnreachable(f"{path}: {exc.strerror}; check the permissions of the file") from exc
    if start and start != _MAGIC:
        raise _not_a_store(path, "is no SQLite database")
    return not start


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        reason = "is no folder" if path.parent.exists() else "does not exist"
        raise StoreUnreachable(f"{path}: the folder {path.parent} {reason}; create it or choose another store")


def _check_or_create(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    if not read_only:
        connection.execute("BEGIN IMMEDIATE" if _identity_of(connection)[2] == 0 else "BEGIN")
    application, version, tables = _identity_of(connection)
    if application == 0 and tables == 0 and not read_only:
        _create(connection)
    elif application != APPLICATION_ID:
        raise _not_a_store(path, "is another program's SQLite database")
    elif version != SCHEMA_VERSION:
        raise SchemaVersionError(
            f"{path}: the store has schema version {version}, this program needs {SCHEMA_VERSION}; "
            "use the program that wrote it, or ingest the articles into a new store"
        )
    if not read_only:
        connection.execute("COMMIT")
        _write_ahead(connection)


def _identity_of(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Return the application id, the schema version and the number of tables."""
    asked = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    application, version, tables = (connection.execute(question).fetchone()[0] for question in asked)
    return application, version, tables


def _create(connection: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers read while one writes; where others hold the file just now, whoever opens it next does this."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as exc:
        if exc.sqlite_errorcode & 0xFF not in _BUSY:
            raise


def _not_a_store(path: Path, what: str) -> NotAStore:
    return NotAStore(f"{path}: {what}, it was left untouched; choose another file as the store")
