"""What is the SQLite store's own: its file, its locks, its crashes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import graph
from graph import sqlite_schema
from graph.errors import NotAStore, SchemaVersionError, StoreError, StoreUnreachable
from graph.open_store import open_store
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery
from graph.vocabulary import Entity, EntityKind

_PUT = """
import os, signal, sys
from graph.sqlite_store import SqliteStore
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType

def record(name):
    person = Entity(EntityKind.PERSON, f"Ana {name}")
    fact = Fact(FactType.SAID, {"who": person, "quote": name}, (Evidence(0, 4, name),), 0.9)
    return ArticleRecord(id=name.rjust(32, "0"), fingerprint=name, model="1", words=1, name=name,
                         source=name, text=name, facts=(fact,))

class Deadly(list):
    def __iter__(self):
        yield from super().__iter__()
        os.kill(os.getpid(), signal.SIGKILL)

with SqliteStore(sys.argv[1]) as store:
"""


def run(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a process that runs the script with an open store."""
    environment = {**os.environ, "PYTHONPATH": str(Path(graph.__file__).parents[1])}
    return subprocess.Popen([sys.executable, "-c", _PUT + script, *map(str, arguments)], env=environment)  # noqa: S603


def test_a_new_file_becomes_a_store_that_says_whose_it_is(tmp_path: Path) -> None:
    """The application id and the schema version stand in the file itself."""
    SqliteStore(tmp_path / "new.db").close()
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        marks = [
            connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version", "journal_mode")
        ]
    assert marks == [sqlite_schema.APPLICATION_ID, 1, "wal"]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    """As a temporary file made beforehand is."""
    (tmp_path / "empty.db").touch()
    with SqliteStore(tmp_path / "empty.db") as store:
        assert store.counts().articles == 0


def test_a_path_with_signs_of_urls_is_a_file(tmp_path: Path) -> None:
    """SQLite opens URIs, so that these signs must not be read as such."""
    SqliteStore(tmp_path / "50%? #ä.db").close()
    assert (tmp_path / "50%? #ä.db").exists()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_database_is_left_untouched(tmp_path: Path, *, read_only: bool) -> None:
    """Neither is anything laid beside it."""
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    with pytest.raises(NotAStore, match=r"notes\.txt: is no SQLite database, .*choose another file"):
        SqliteStore(path, read_only=read_only)
    assert [path] == list(tmp_path.iterdir())
    assert path.read_text() == "my notes"


@pytest.mark.parametrize("read_only", [True, False])
def test_another_programs_database_is_left_untouched(tmp_path: Path, *, read_only: bool) -> None:
    """Not even its journal mode changes."""
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE urls (url)")
    before = path.read_bytes()
    with pytest.raises(NotAStore, match="another program's"):
        SqliteStore(path, read_only=read_only)
    assert before == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_store_of_another_version_is_refused_with_both_versions(tmp_path: Path) -> None:
    """Nothing is migrated by guess."""
    path = tmp_path / "old.db"
    SqliteStore(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(SchemaVersionError, match=r"old\.db: the store has schema version 7, this program needs 1"):
        SqliteStore(path)


def test_reading_a_store_that_is_not_there_names_the_remedy(tmp_path: Path) -> None:
    """And makes none."""
    path = tmp_path / "none.db"
    with pytest.raises(StoreError, match=r"no store at .*none\.db; run `kg ingest` first"):
        SqliteStore(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize(
    ("place", "reason"),
    [("", "is a folder"), ("missing/store.db", "does not exist"), ("file/store.db", "is no folder")],
)
def test_a_place_that_cannot_hold_a_store_is_named_with_the_reason(tmp_path: Path, place: str, reason: str) -> None:
    """A folder, a missing folder, a file in place of the folder."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnreachable, match=reason):
        SqliteStore(tmp_path / place)


def test_a_store_opened_for_reading_cannot_be_written(tmp_path: Path, make: Any) -> None:
    """It can be asked all the same."""
    SqliteStore(tmp_path / "store.db").close()
    with SqliteStore(tmp_path / "store.db", read_only=True) as store:
        with pytest.raises(StoreUnreachable, match="cannot be written"):
            store.put([make.record("a")])
        assert list(store.claims(FactQuery())) == []


def test_a_store_that_is_locked_too_long_is_unreachable(
    tmp_path: Path, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writers give up at last; readers do not wait at all."""
    monkeypatch.setattr(sqlite_schema, "BUSY_SECONDS", 0.05)
    path = tmp_path / "store.db"
    with SqliteStore(path) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnreachable, match="another process is writing"):
            store.put([make.record("a")])
        assert store.counts().articles == 0


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, StoreUnreachable),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreUnreachable),
        (sqlite3.SQLITE_LOCKED, StoreUnreachable),
        (sqlite3.SQLITE_CANTOPEN, StoreUnreachable),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreUnreachable),
        (sqlite3.SQLITE_PERM, StoreUnreachable),
        (sqlite3.SQLITE_FULL, StoreUnreachable),
        (sqlite3.SQLITE_IOERR_WRITE, StoreUnreachable),
        (sqlite3.SQLITE_NOTADB, NotAStore),
        (sqlite3.SQLITE_CORRUPT, StoreError),
        (sqlite3.SQLITE_ERROR, StoreError),
    ],
)
def test_what_sqlite_refuses_is_told_with_the_path(code: int, kind: type[StoreError]) -> None:
    """The class says whether trying again may help; SQLite's finer codes count as what they refine."""
    refused = sqlite3.OperationalError("no")
    refused.sqlite_errorcode = code
    with pytest.raises(StoreError, match=r"news\.db: \w+") as raised, sqlite_schema.explained(Path("news.db")):
        raise refused
    assert type(raised.value) is kind


def test_a_damaged_store_is_told_with_the_remedy(tmp_path: Path, make: Any) -> None:
    """All but its first page is overwritten."""
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store.put([make.record(f"a{n}", text="text " * 2000) for n in range(9)])
    damaged = path.read_bytes()
    path.write_bytes(damaged[:4096] + b"\xff" * (len(damaged) - 4096))
    with pytest.raises(StoreError, match="ingest the articles again"), SqliteStore(path) as store:
        list(store.records())


def test_a_put_killed_midway_leaves_the_store_as_before(tmp_path: Path) -> None:
    """The process gets no chance to clean up; the next one opens the store and can write."""
    path = tmp_path / "store.db"
    script = """
    store.put([record("before")])
    store.put(Deadly([record("before"), *(record(f"n{i}") for i in range(200))]))
"""
    assert run(script, path).wait() == -signal.SIGKILL
    with SqliteStore(path) as store:
        assert [record.name for record in store.records()] == ["before"]
        assert [claim.values["who"].name for claim in store.claims(FactQuery())] == ["Ana before"]
        store.forget("before")
        assert store.counts().entities == 0


def test_two_processes_writing_at_once_end_with_the_content_of_both(tmp_path: Path) -> None:
    """They open the new store together, put in turns and share one article."""
    path = tmp_path / "store.db"
    script = """
    for i in range(int(sys.argv[2]), 30, 2):
        store.put([record(f"n{i}"), record("shared")])
    store.unify()
"""
    writers = [run(script, path, n) for n in (0, 1)]
    assert [writer.wait() for writer in writers] == [0, 0]
    with SqliteStore(path) as store:
        assert {"shared", *(f"n{i}" for i in range(30))} == {record.name for record in store.records()}
        assert len(list(store.claims(FactQuery()))) == 31


def test_the_views_show_articles_and_unified_entities(tmp_path: Path, make: Any) -> None:
    """They are for people who open the file in Datasette."""
    brazil = Entity(EntityKind.COUNTRY, "Brazil")
    with SqliteStore(tmp_path / "store.db") as store:
        store.put([make.record("a", make.tariff(brazil, brazil))])
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        assert connection.execute("SELECT name FROM article").fetchall() == [("a",)]
        assert connection.execute("SELECT name, articles FROM unified_entity").fetchall() == [("Brazil", 1)]


def test_a_path_opens_a_sqlite_store(tmp_path: Path) -> None:
    """Anything that is no URL is a path."""
    with open_store(str(tmp_path / "store.db")) as store:
        assert isinstance(store, SqliteStore)


def test_a_url_of_another_kind_is_refused_without_its_password() -> None:
    """Messages end in logs."""
    with pytest.raises(StoreError, match="postgresql://") as raised:
        open_store("postgresql://me:secret@localhost/news")
    assert "secret" not in str(raised.value)
