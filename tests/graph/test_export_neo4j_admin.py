"""The export for `neo4j-admin`: what the real import tool makes of it is the store that was exported."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

import neo4j
import pytest

from benchmarks.neo4j_dump import nodes, relationships
from graph.errors import KgError, StoreError
from graph.export_neo4j_admin import DELIMITERS, SCHEMA_FILE, export_neo4j_admin
from graph.neo4j_connection import Server
from graph.neo4j_schema import SCHEMA
from graph.neo4j_store import Neo4jStore
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery
from graph.vocabulary import ArticleRecord, FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from conftest import Neo4jServer
    from graph.conftest import Builder

    from graph.export_neo4j_admin import Exported
    from graph.store import Store, UnifiedEntity
    from scripts.local_neo4j import LocalServer

NASTY = 'Žofie "the;Pen|" O\'Neil\\,\r\n\tof  \x1f\x00\U0010ffff 🇨🇦 '
LONE = "\ud800 \x1f\n"
LONG = "long name " * 100_000
LONG_TEXT = "A text, longer than the tool's buffer. " * 120_000


class Silence:
    """Somebody who does not want to know."""

    def advance(self, articles: int, words: int) -> None:
        """Hear nothing."""

    def note(self, message: str) -> None:
        """Hear nothing."""


class Both(NamedTuple):
    """A store, and another that came out of the import of its export."""

    put: Neo4jStore
    imported: Neo4jStore
    exported: Exported


def _tricky(make: Builder) -> list[ArticleRecord]:
    """Return articles that hold all types of facts and all that CSV may lose."""
    canada, mexico = make.country("Canada"), make.country("Mexico")
    states, us = make.country("United States", "US", "Washington"), make.country("US")
    trump, short = make.person("Donald Trump", "Trump", NASTY), make.person("Trump", scope=("a",))
    nasty, long = make.organization(NASTY, "x;y", "y|z", LONE), make.person(LONG)
    pact = make.agreement("partnership", "", scope=("Canada", NASTY, LONE))
    place = make.organization("Rome")
    lone = make.country(LONE)
    tariff = {"goods": "", "rate": 25, "rate_max": 1e-300, "status": "imposed", "exempts": NASTY}
    return [
        make.record("a", make.tariff(states, canada, mexico, **tariff), make.holds(short, "President", us), title=""),
        make.record("b", make.tariff(us, **tariff), make.holds(trump, NASTY, states), published="2025-Q3", url=NASTY),
        make.record(
            "c",
            make.fact(FactType.AGREEMENT, name=pact, kind=NASTY, parties=(mexico, canada), status="signed"),
            make.fact(FactType.SIGNED, who=nasty, agreement=pact, date="2025-09-18", place=place),
            make.fact(FactType.SIGNED, who=canada, agreement=pact, date="2025-09-18", place=place),
            make.fact(FactType.SANCTION, by=canada, on=(long, nasty), kind="", status="threatened"),
            make.fact(FactType.FIGURE, value=-1.5e9, value_max=0.1, unit="USD", of=LONG, period="2024", about=(us,)),
            make.fact(FactType.SAID, who=nasty, quote=NASTY),
            make.fact(FactType.MET, who=(trump, nasty, long), date="2025", place=place),
            make.fact(FactType.VISITED, who=trump, place=lone, date="2025-W38"),
            make.fact(FactType.HOLDS_POSITION, person=trump, title="President", of=states, former=True),
            published="2025-09-19",
            mentions=(),
        ),
        make.record("d", make.tariff(states, canada, mexico, **tariff), source="z", text="the same text"),
        make.record("e", make.holds(trump, "President", states), source="y", text="the same text"),
        make.record("f", text=LONG_TEXT, title=NASTY, words=2**40),
    ]


@pytest.fixture(scope="module")
def source(make: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """Give a store in a file."""
    with SqliteStore(tmp_path_factory.mktemp("source") / "kg.db") as store:
        store.put(_tricky(make))
        store.unify()
        yield store


@pytest.fixture(scope="module")
def put(neo4j_server: Neo4jServer, make: Builder) -> Iterator[Neo4jStore]:
    """Give a store in Neo4j that was written article by article."""
    neo4j_server.empty()
    server = Server(neo4j_server.uri, neo4j_server.username, neo4j_server.password, neo4j_server.database)
    with Neo4jStore(server) as store:
        for record in _tricky(make):
            store.put([record])
        store.unify()
        yield store
    neo4j_server.empty()


@pytest.fixture(scope="module")
def other_server(
    neo4j_server: Neo4jServer, local_neo4j: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LocalServer]:
    """Give a second server that has never run."""
    options = neo4j_server.local.java_options if neo4j_server.local else ()
    local: LocalServer = local_neo4j.LocalServer(tmp_path_factory.mktemp("other"), java_options=options)
    (local.home / local_neo4j.LOCK).touch()  # else a home that the import tool has used is nobody's
    yield local
    local.wipe()


@pytest.fixture(scope="module")
def both(
    source: SqliteStore,
    put: Neo4jStore,
    other_server: LocalServer,
    cannot_test_neo4j: Callable[[str], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Both]:
    """Import the export of the file into the second server."""
    exported = export_neo4j_admin(source, tmp_path_factory.mktemp("both") / "it's an export", progress=Silence())
    try:
        other_server.admin(*_arguments(exported))
        other_server.start()
    except RuntimeError as reason:
        cannot_test_neo4j(str(reason))
    with Neo4jStore(Server(other_server.uri, other_server.username, other_server.password)) as imported:
        yield Both(put, imported, exported)


def _arguments(exported: Exported) -> list[str]:
    """Return the arguments in the printed command, its files as seen from anywhere."""
    cd, folder, and_, admin, *arguments = shlex.split(exported.command.replace("\\\n", ""))
    assert [cd, and_, admin] == ["cd", "&&", "neo4j-admin"]
    return [re.sub(r"^(--(?:nodes|relationships)=)", rf"\g<1>{folder}/", argument) for argument in arguments]


def _dump(store: Neo4jStore) -> dict[str, list[str]]:
    server = store.server
    with (
        neo4j.GraphDatabase.driver(server.url, auth=(server.username, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):
        return {"nodes": sorted(nodes(session)), "relationships": sorted(relationships(session))}


def _all(store: Store) -> dict[str, Any]:
    return {
        "records": list(store.records()),
        "claims": list(store.claims(FactQuery())),
        "counts": store.counts(),
        "entities": store.find_entities("Trump"),
    }


def test_what_is_imported_is_what_put_writes(both: Both) -> None:
    """All nodes and relationships, with their labels, properties and counters."""
    expected = _dump(both.put)
    assert _dump(both.imported) == expected
    assert (both.exported.nodes, both.exported.relationships) == tuple(map(len, expected.values()))


def test_what_is_imported_answers_alike(both: Both, source: SqliteStore) -> None:
    """Records, claims and entities are those of the store that was exported."""
    assert _all(both.imported) == _all(both.put) == _all(source)


def test_what_stands_between_names_is_in_none_of_them(both: Both) -> None:
    """The first choice is in one, so that the second is taken."""
    assert f"--array-delimiter=U+{ord(DELIMITERS[1]):04X}" in both.exported.arguments


def test_opening_what_was_imported_makes_its_indexes(both: Both) -> None:
    """Those in the file that is exported with it."""
    server = both.imported.server
    script = (both.exported.folder / SCHEMA_FILE).read_text(encoding="utf-8")
    with neo4j.GraphDatabase.driver(server.url, auth=(server.username, server.password)) as driver:
        for statement in script.splitlines():
            driver.execute_query(statement.removesuffix(";"))
        indexes = driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").records
    assert {index["name"] for index in indexes} == set(SCHEMA)


def test_both_stores_export_the_same(both: Both, tmp_path: Path) -> None:
    """Each file line by line."""
    other = export_neo4j_admin(both.put, tmp_path, progress=Silence())
    assert other.arguments == both.exported.arguments
    for file in sorted(tmp_path.iterdir()):
        expected = (both.exported.folder / file.name).read_text(encoding="utf-8")
        assert sorted(file.read_text(encoding="utf-8").splitlines()) == sorted(expected.splitlines())


def test_a_folder_that_holds_something_is_left_alone(source: SqliteStore, tmp_path: Path) -> None:
    """It may be anything."""
    (tmp_path / "a.txt").touch()
    with pytest.raises(KgError, match="is not empty"):
        export_neo4j_admin(source, tmp_path, progress=Silence())
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_made_is_an_error(source: SqliteStore, tmp_path: Path) -> None:
    """With its name."""
    (tmp_path / "a.txt").touch()
    with pytest.raises(KgError, match=r"a\.txt"):
        export_neo4j_admin(source, tmp_path / "a.txt" / "export", progress=Silence())


def test_a_store_that_changes_meanwhile_is_an_error(make: Builder, tmp_path: Path) -> None:
    """An entity is gone when it is asked for."""

    class Changing(SqliteStore):
        def entity(self, entity_id: str) -> UnifiedEntity | None:
            self.forget("a")
            return super().entity(entity_id)

    with Changing(tmp_path / "kg.db") as store:
        store.put([make.record("a", make.holds(make.person("Ana Vega"), "Mayor", make.country("Mexico")))])
        with pytest.raises(StoreError, match="written to meanwhile"):
            export_neo4j_admin(store, tmp_path / "export", progress=Silence())


def test_an_export_that_fails_leaves_nothing(make: Builder, tmp_path: Path) -> None:
    """Here, names hold every delimiter."""
    with SqliteStore(tmp_path / "kg.db") as store:
        store.put([make.record("a", make.holds(make.person(DELIMITERS), "President", make.country("Mexico")))])
        with pytest.raises(StoreError, match="leave no character"):
            export_neo4j_admin(store, tmp_path / "export", progress=Silence())
    assert list((tmp_path / "export").iterdir()) == []
