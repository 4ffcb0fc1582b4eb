"""A real Neo4j server, started when the first test asks for it."""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from scripts.local_neo4j import LocalServer

ROOT = Path(__file__).parents[1]
GIVEN = {name: value for name, value in os.environ.items() if name.startswith("NEO4J_")}
QUICK_START = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # half the time to start, for slower long queries


@dataclass(frozen=True)
class Neo4jServer:
    """Where a server is and how to get in.

    Attributes:
        uri: Address for drivers.
        username: Name of the user.
        password: Password of the user.
        database: Name of the database, which tests may fill and empty.
        browser_url: Address of the Neo4j Browser, if known.
        local: The server itself where the tests started it, for those that stop it or run its import tool.
    """

    uri: str
    username: str
    password: str = field(repr=False)
    database: str
    browser_url: str | None = None
    local: LocalServer | None = None

    def run(self, query: str, **parameters: Any) -> list[neo4j.Record]:
        """Return the records that a query gives."""
        with neo4j.GraphDatabase.driver(self.uri, auth=(self.username, self.password)) as driver:
            return driver.execute_query(query, parameters, database_=self.database).records

    def empty(self) -> None:
        """Delete all nodes, constraints and indexes."""
        with (
            neo4j.GraphDatabase.driver(self.uri, auth=(self.username, self.password)) as driver,
            driver.session(database=self.database) as session,
        ):
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
            for name in session.run("SHOW CONSTRAINTS YIELD name").value():
                session.run("DROP CONSTRAINT $name", name=name).consume()
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value():
                session.run("DROP INDEX $name", name=name).consume()


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test work on a store that the environment names, be it that of whoever runs it or an earlier test's."""
    for name in [name for name in os.environ if name == "KG_STORE" or name.startswith("NEO4J_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def local_neo4j() -> ModuleType:
    """Return the module that starts servers; `scripts` is no package, so it is loaded from its file."""
    spec = importlib.util.spec_from_file_location("local_neo4j", ROOT / "scripts" / "local_neo4j.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def cannot_test_neo4j() -> Callable[[str], None]:
    """Return what skips a test with a reason, or fails it where `KG_REQUIRE_NEO4J=1` wants a server."""
    return _cannot_test


@pytest.fixture(scope="session")
def neo4j_server(local_neo4j: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """Return an empty server: that of `NEO4J_URI`, else one of our own; without either the test is skipped."""
    if GIVEN.get("NEO4J_URI"):
        server = _given_server()
        yield server
        server.empty()
        return
    local = local_neo4j.LocalServer(tmp_path_factory.mktemp("neo4j"), java_options=QUICK_START)
    try:
        local.start()
    except local_neo4j.LocalNeo4jError as reason:
        _cannot_test(str(reason))
    try:
        yield Neo4jServer(local.uri, local.username, local.password, "neo4j", local.browser_url, local)
    finally:
        local.stop()


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """Return the server with nothing in it, and leave it so."""
    neo4j_server.empty()
    yield neo4j_server
    neo4j_server.empty()


def _given_server() -> Neo4jServer:
    """Return the server of the environment, unless it holds what may be somebody's data."""
    server = Neo4jServer(
        GIVEN["NEO4J_URI"],
        GIVEN.get("NEO4J_USERNAME", "neo4j"),
        GIVEN.get("NEO4J_PASSWORD", ""),
        GIVEN.get("NEO4J_DATABASE", "neo4j"),
    )
    try:
        full = server.run("MATCH (n) RETURN 1 LIMIT 1") or server.run("SHOW CONSTRAINTS YIELD name")
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        _cannot_test(f"The server of NEO4J_URI cannot be used: {error}")
    if full:
        _cannot_test("The database of NEO4J_URI is not empty, and these tests empty it. Give another one.")
    return server


def _cannot_test(reason: str) -> None:
    if os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(f"KG_REQUIRE_NEO4J=1, but: {reason}", pytrace=False)
    pytest.skip(reason)
