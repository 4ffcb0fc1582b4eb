"""Every look-up prints the same on both stores, on the whole corpus and the annotated articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result
    from conftest import Neo4jServer

ROOT = Path(__file__).parents[2]
DEV = ROOT.parent / "shared" / "gold" / "dev"

QUESTIONS = [
    ["who-signed"],
    ["who-signed", "Canada-Mexico"],
    ["who-signed", "--since", "2025"],
    ["leaders"],
    ["leaders", "Mexico"],
    ["agreements"],
    ["agreements", "--party", "Canada", "--party", "Mexico"],
    ["agreements", "trade"],
    ["tariffs"],
    ["tariffs", "--on", "Canada"],
    ["sanctions"],
    ["figures"],
    ["figures", "trade"],
    ["quotes"],
    ["quotes", "Carney"],
    ["show", "Canada"],
    ["show", "Mexico"],
    ["show", "Sheinbaum"],
    ["show", "Nobody"],
    ["facts"],
    ["facts", "--type", "TARIFF", "--until", "2025-06"],
    ["facts", "--entity", "United States", "--min-confidence", "0.8"],
]


@dataclass(frozen=True)
class Stores:
    """The same articles in two stores, and what `kg` needs to get into them."""

    sqlite: str
    neo4j: str
    environment: dict[str, str]

    def ask(self, store: str, question: list[str]) -> Result:
        """Run a command on one of them."""
        return CliRunner().invoke(main, [*question, "--store", store], env=self.environment)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4jServer) -> Iterator[Stores]:
    """Return a SQLite store into which the articles have been read, and the Neo4j store it was pushed to."""
    read = [str(path) for path in (ROOT / "corpus", DEV) if path.is_dir()]
    environment = {
        "NEO4J_USERNAME": neo4j_server.username,
        "NEO4J_PASSWORD": neo4j_server.password,
        "NEO4J_DATABASE": neo4j_server.database,
    }
    both = Stores(str(tmp_path_factory.mktemp("same") / "kg.db"), neo4j_server.uri, environment)
    neo4j_server.run("MATCH (n) DETACH DELETE n")
    for command in (["ingest", *read], ["push", "--to", both.neo4j]):
        result = both.ask(both.sqlite, command)
        assert result.exit_code == 0, result.output
    yield both
    neo4j_server.run("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("form", [[], ["--evidence"], ["--json"]], ids=["table", "evidence", "json"])
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_both_stores_print_the_same(stores: Stores, question: list[str], form: list[str]) -> None:
    """Byte for byte, on both outputs, with the same exit code."""
    results = [stores.ask(store, [*question, *form]) for store in (stores.sqlite, stores.neo4j)]
    sqlite, neo4j = ((r.exit_code, r.stdout_bytes, r.stderr_bytes) for r in results)
    assert sqlite[0] in (0, 1, 3)
    assert sqlite == neo4j
