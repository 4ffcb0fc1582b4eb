"""`kg push` and `kg pull`, between files and to a real server."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from commands.asking import DEFAULT_STORE
from commands.push import KEYS, CopyReport, exit_code_for, report_lines, report_object
from graph.copying import Copied
from graph.errors import StoreError
from graph.open_store import open_store
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Neo4jServer, Run

    from graph.vocabulary import ArticleRecord

DOWN = "bolt://127.0.0.1:1"


def records_in(location: Path | str) -> list[ArticleRecord]:
    """Return what a store holds."""
    with open_store(str(location), read_only=True) as store:
        return list(store.records())


def test_push_and_pull_bring_the_store_to_neo4j_and_back(
    kg: Run, filled: Path, elsewhere: Path, neo4j: Neo4jServer, empty_neo4j: Neo4jServer
) -> None:
    """Records and answers are the same there, and again in a file; doing it twice changes nothing."""
    pushed = kg("push", "--store", str(filled), "--to", neo4j.uri, "--json")
    assert pushed.exit_code == 0
    assert records_in(filled) == records_in(neo4j.uri)
    assert kg("show", "Canada", "--store", neo4j.uri).stdout == kg("show", "Canada", "--store", str(filled)).stdout

    before = empty_neo4j.run("MATCH (n) RETURN elementId(n) AS id ORDER BY id")
    again = kg("push", "--store", str(filled), "--to", neo4j.uri, "--json")
    assert {**json.loads(pushed.stdout), "new": 0, "unchanged": 4, "facts": {}, "seconds": 0} == {
        **json.loads(again.stdout),
        "seconds": 0,
    }
    assert before == empty_neo4j.run("MATCH (n) RETURN elementId(n) AS id ORDER BY id")

    pulled = kg("pull", "--from", neo4j.uri, "--store", "back.db")
    assert pulled.exit_code == 0
    assert "read 4, new 4, unchanged 0, changed 0, failed 0\n" in pulled.stderr
    assert records_in(filled) == records_in(elsewhere / "back.db")


def test_the_report_says_what_the_target_holds(kg: Run, filled: Path) -> None:
    """In words on standard error, as JSON on standard output."""
    result = kg("push", "--store", str(filled), "--to", "target.db", "--json")

    report = json.loads(result.stdout)
    assert set(report) == set(KEYS)
    assert (report["read"], report["new"], report["unchanged"], report["failed"]) == (4, 4, 0, [])
    assert sum(report["facts"].values()) == report["store"]["facts"]
    with SqliteStore(filled, read_only=True) as store:
        counts = store.counts()
    facts = sum(counts.claims.values())
    assert result.stderr.splitlines()[0] == "read 4, new 4, unchanged 0, changed 0, failed 0"
    assert result.stderr.splitlines()[-1] == (
        f"target.db holds 4 articles, {counts.unified_entities} entities, {facts} facts"
    )


def test_by_default_it_goes_from_the_store_to_the_server(
    kg: Run, filled: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KG_STORE, else kg.db, to NEO4J_URI and back, as `.env` sets them, too."""
    shutil.copy(filled, elsewhere / DEFAULT_STORE)
    (elsewhere / ".env").write_text(f"NEO4J_URI={DOWN}\n", encoding="utf-8")
    assert DOWN in kg("push").stderr
    monkeypatch.setenv("NEO4J_URI", "there.db")
    assert kg("push").exit_code == 0
    assert records_in(elsewhere / DEFAULT_STORE) == records_in(elsewhere / "there.db")
    monkeypatch.setenv("KG_STORE", "back.db")
    assert kg("pull").exit_code == 0
    assert records_in(elsewhere / "back.db") == records_in(elsewhere / "there.db")


def test_the_target_may_hold_other_articles(
    kg: Run, filled: Path, elsewhere: Path, make_record: Callable[..., ArticleRecord]
) -> None:
    """They stay."""
    with SqliteStore(elsewhere / "target.db") as target:
        target.put([make_record("mine", None)])
    assert kg("push", "--store", str(filled), "--to", "target.db").exit_code == 0

    assert {"mine", *(record.name for record in records_in(filled))} == {
        record.name for record in records_in(elsewhere / "target.db")
    }


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("kg.db", "./kg.db"),
        (DOWN, DOWN),
        ("neo4j://Somewhere", "bolt://somewhere:7687/"),
    ],
)
@pytest.mark.parametrize("command", ["push", "pull"])
def test_the_same_store_on_both_sides_is_wrong_usage(command: str, source: str, target: str, kg: Run) -> None:
    """However it is written."""
    sides = ("--store", "--to") if command == "push" else ("--from", "--store")
    result = kg(command, sides[0], source, sides[1], target)

    assert result.exit_code == 2
    assert "the same store" in result.stderr


@pytest.mark.parametrize("command", ["push", "pull"])
def test_without_a_server_it_is_wrong_usage(command: str, kg: Run) -> None:
    """The message names option and variable."""
    result = kg(command)

    assert result.exit_code == 2
    assert "NEO4J_URI" in result.stderr


def test_without_a_source_nothing_comes_into_being(kg: Run, elsewhere: Path) -> None:
    """Exit code 1."""
    result = kg("push", "--to", "target.db")

    assert result.exit_code == 1
    assert "no store at kg.db" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_server_that_is_down(kg: Run, filled: Path, elsewhere: Path) -> None:
    """Exit code 5; pulling makes no file."""
    assert kg("push", "--store", str(filled), "--to", DOWN).exit_code == 5
    assert kg("pull", "--from", DOWN, "--store", "back.db").exit_code == 5
    assert list(elsewhere.iterdir()) == []


def test_a_password_in_the_address_is_refused_and_not_shown(kg: Run, filled: Path) -> None:
    """It would stand in the list of processes."""
    result = kg("push", "--store", str(filled), "--to", "neo4j://neo4j:secret@127.0.0.1:1")

    assert result.exit_code == 1
    assert "secret" not in result.stderr


def test_articles_that_the_target_refuses_are_named(filled: Path) -> None:
    """Exit code 4 where others arrived, else 1."""
    with SqliteStore(filled, read_only=True) as store:
        counts = store.counts()
    copied = Copied(failed={"a\x1b.txt": StoreError("it is wrong")})
    report = CopyReport(copied=copied, target="target.db", counts=counts, seconds=1)

    assert report_lines(report)[:2] == [
        "failed: a\\x1b.txt: it is wrong",
        "read 0, new 0, unchanged 0, changed 0, failed 1",
    ]
    assert report_object(report)["failed"] == [{"source": "a\x1b.txt", "reason": "it is wrong"}]
    assert exit_code_for(copied) == 1
    copied.unchanged = 1
    assert exit_code_for(copied) == 4
