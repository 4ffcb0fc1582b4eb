"""`kg cypher` on a real server."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from cli import main
from commands.cypher import TABLE_ROWS, give, message_of
from graph.errors import QueryError
from graph.neo4j_query import Answer

if TYPE_CHECKING:
    from click.testing import Result
    from conftest import Neo4jServer, Run

ROOT = Path(__file__).parents[2]
DOWN = "bolt://127.0.0.1:1"


@pytest.fixture
def cypher(kg: Run, neo4j: Neo4jServer) -> Run:
    """Ask the server."""
    return lambda *arguments: kg("cypher", "--store", neo4j.uri, *arguments)


def given(text: bytes | str, *arguments: str) -> Result:
    """Run `kg cypher` with a text on standard input."""
    return CliRunner().invoke(main, ["cypher", *arguments], input=text, prog_name="kg")


def test_people_get_a_table(cypher: Run) -> None:
    """Values as Cypher writes them, text as it is."""
    result = cypher("UNWIND ['Mark Carney', '', null] AS name RETURN name, [1, 'a'] AS list, date('2025-09-18') AS day")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "name         list      day",
        'Mark Carney  [1, "a"]  2025-09-18',
        '""           [1, "a"]  2025-09-18',
        'null         [1, "a"]  2025-09-18',
    ]


def test_json_lines_have_the_columns_as_keys(cypher: Run) -> None:
    """Each line as soon as it comes; control characters are escaped."""
    result = cypher("UNWIND [1, 2] AS x RETURN x, '\\u009b2J' AS `a b`", "--json")

    assert result.stdout == '{"x": 1, "a b": "\\u009b2J"}\n{"x": 2, "a b": "\\u009b2J"}\n'


def test_csv_has_a_head_and_json_within(cypher: Run) -> None:
    """Text is data and stays as it is, formulas as well."""
    result = cypher("RETURN '=1+1,\"a\"\n' AS text, null AS none, true AS yes, 2.5 AS number, {a: [1]} AS map", "--csv")

    assert list(csv.reader(io.StringIO(result.stdout, newline=""))) == [
        ["text", "none", "yes", "number", "map"],
        ['=1+1,"a"\n', "", "true", "2.5", '{"a": [1]}'],
    ]


def test_parameters_are_json_or_text(cypher: Run) -> None:
    """Nothing in them is taken for Cypher."""
    nasty = "O'Neil \"`{x}` }) DETACH DELETE n //"
    values = {"a": "2025", "b": '"2025"', "c": "[1, null]", "d": "NaN", "e": "", "f": f"x={nasty}", "g h": "1"}
    options = [word for name, value in values.items() for word in ("--param", f"{name}={value}")]
    result = cypher("RETURN [$a, $b, $c, $d, $e, $f, $`g h`] AS all", "--json", *options)

    assert json.loads(result.stdout) == {"all": [2025, "2025", [1, None], "NaN", "", f"x={nasty}", 1]}


def test_the_query_comes_from_a_file_or_standard_input(elsewhere: Path, neo4j: Neo4jServer, cypher: Run) -> None:
    """With or without the mark that Windows puts at the beginning."""
    (elsewhere / "query.cypher").write_bytes("\ufeffRETURN 'Šefčovič' AS name\n".encode())

    assert cypher("--file", "query.cypher").stdout == "name\nŠefčovič\n"
    assert given("\ufeffRETURN 5 AS five", "-", "--store", neo4j.uri).stdout == "five\n5\n"
    assert given("RETURN 6 AS six", "--file", "-", "--store", neo4j.uri).stdout == "six\n6\n"


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]], ids=["table", "json", "csv"])
def test_a_limit_says_that_there_is_more(form: list[str], cypher: Run) -> None:
    """And keeps quiet where there is not."""
    cut = cypher("UNWIND range(1, 5) AS x RETURN x", "--limit", "3", *form)
    whole = cypher("UNWIND range(1, 5) AS x RETURN x", "--limit", "5", *form)

    head = 0 if form == ["--json"] else 1
    assert len(cut.stdout.splitlines()) == 3 + head
    assert cut.stderr == "Showing 3 rows; there are more (--limit).\n"
    assert (len(whole.stdout.splitlines()), whole.stderr) == (5 + head, "")


def test_a_long_table_is_cut_and_says_so(cypher: Run) -> None:
    """Unless more is asked for; JSON gives everything."""
    query = f"UNWIND range(1, {TABLE_ROWS + 1}) AS x RETURN x"
    cut = cypher(query)

    assert len(cut.stdout.splitlines()) == TABLE_ROWS + 1
    assert cut.stderr.startswith("Showing 1,000 rows; there are more (--limit N for more")
    assert len(cypher(query, "--limit", "2000").stdout.splitlines()) == TABLE_ROWS + 2
    assert len(cypher(query, "--json").stdout.splitlines()) == TABLE_ROWS + 1


@pytest.mark.parametrize("query", ["MATCH (n:Nowhere) RETURN n", "FINISH"])
def test_nothing_found(query: str, cypher: Run) -> None:
    """Exit code 3."""
    result = cypher(query, "--json")

    assert (result.exit_code, result.stdout, result.stderr) == (3, "", "The query gives no rows.\n")


def test_a_query_that_writes_is_refused(cypher: Run, neo4j: Neo4jServer) -> None:
    """Exit code 1; the database is as it was."""
    result = cypher("CREATE (n:Written) RETURN n")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: this query writes; kg cypher only reads; ")
    assert neo4j.run("MATCH (n:Written) RETURN n") == []


def test_a_mistake_is_shown_at_its_place(cypher: Run) -> None:
    """Exit code 1."""
    result = cypher("MATCH (n)\nRETRN n")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Invalid input 'RETRN'")
    assert result.stderr.endswith("(line 2, column 1)\n  RETRN n\n  ^\n")


def test_the_place_of_a_mistake_fits_and_is_harmless() -> None:
    """Long lines are cut on both sides; wide letters take two columns."""
    error = QueryError("wrong\x1b[2J", "a" * 500 + "\x1b[2J中", "z" * 500)
    first, line, mark = message_of(error).splitlines()

    assert first == "wrong\\x1b[2J"
    assert line.endswith("a\\x1b[2J中" + "z" * 36)
    assert line[len(mark) - 2] == "z"
    assert max(map(len, (line, mark))) < 80


def test_a_missing_parameter_is_named(cypher: Run) -> None:
    """Exit code 1."""
    result = cypher("RETURN $name")

    assert (result.exit_code, result.stderr) == (1, "Error: no value for name; give each as --param NAME=VALUE\n")


def test_an_endless_query_ends(cypher: Run) -> None:
    """Exit code 1, with what to do."""
    result = cypher("UNWIND range(1, 1000000000) AS x WITH x WHERE x < 0 RETURN x", "--timeout", "1")

    assert result.exit_code == 1
    assert "took longer than 1 s" in result.stderr


def test_control_characters_are_harmless(cypher: Run) -> None:
    """In values and in the names of columns."""
    result = cypher("RETURN '\\u001b[2J' AS `\x1b[31ma`")

    assert result.stdout == "\\x1b[31ma\n\\x1b[2J\n"


def shown_on_a_terminal(
    found: Answer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str | None = None
) -> str:
    """Return what a terminal of 80 columns shows of an answer."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    give(found, form=form, limit=None)
    return capsys.readouterr().out


def test_a_table_of_many_columns_loses_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """However narrow the window is."""
    columns, row = tuple(f"c{n}" for n in range(60)), [f"v{n}" for n in range(60)]

    assert shown_on_a_terminal(Answer(columns, iter([row])), monkeypatch, capsys).split() == [*columns, *row]


def test_a_table_of_few_columns_fits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It wraps."""
    shown = shown_on_a_terminal(Answer(("a", "b"), iter([["word " * 50, "end"]])), monkeypatch, capsys)

    assert shown.count("word") == 50
    assert max(map(len, click.unstyle(shown).splitlines())) <= 80


def test_csv_is_harmless_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Elsewhere it is data and stays as it is."""
    answer = Answer(("a",), iter([["\x1b[2J"]]))

    assert shown_on_a_terminal(answer, monkeypatch, capsys, "csv") == "a\n\\x1b[2J\n"


def test_a_reader_that_hangs_up_ends_it_quietly(neo4j: Neo4jServer) -> None:
    """Exit code 0, without waiting for the rest."""
    query = "UNWIND range(1, 1000000000) AS x RETURN x"
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-W", "error", "-m", "cli", "cypher", query, "--json", "--store", neo4j.uri],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() == b'{"x": 1}\n'
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 0


@pytest.mark.parametrize(
    ("expected", "changed"),
    [
        ("check NEO4J_USERNAME and NEO4J_PASSWORD", {"NEO4J_PASSWORD": "wrong"}),
        ("check NEO4J_DATABASE", {"NEO4J_DATABASE": "nowhere"}),
    ],
)
def test_whoever_does_not_get_in(
    expected: str, changed: dict[str, str], cypher: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 5, with what to check."""
    for name, value in changed.items():
        monkeypatch.setenv(name, value)
    result = cypher("RETURN 1")

    assert result.exit_code == 5
    assert expected in result.stderr


def test_a_server_that_is_down(kg: Run) -> None:
    """Exit code 5."""
    result = kg("cypher", "RETURN 1", "--store", DOWN)

    assert result.exit_code == 5
    assert DOWN in result.stderr


def test_a_password_in_the_address_is_refused_and_not_shown(kg: Run) -> None:
    """It would stand in the list of processes."""
    result = kg("cypher", "RETURN 1", "--store", "neo4j://neo4j:secret@127.0.0.1:1")

    assert result.exit_code == 1
    assert "NEO4J_PASSWORD" in result.stderr
    assert "secret" not in result.stderr


@pytest.mark.parametrize(
    ("expected", "arguments"),
    [
        ("kg push --to", ["RETURN 1"]),
        ("kg push --to", ["RETURN 1", "--store", "https://localhost"]),
        ("Give the query", []),
        ("Give the query", ["RETURN 1", "--file", "-"]),
        ("is empty", [" \n"]),
        ("NAME=VALUE", ["RETURN $x", "--param", "x"]),
        ("NAME=VALUE", ["RETURN $x", "--param", "=1"]),
        ("--timeout", ["RETURN 1", "--timeout", "0"]),
        ("--limit", ["RETURN 1", "--limit", "0"]),
        ("--file", ["--file", "missing.cypher"]),
    ],
)
def test_wrong_usage(expected: str, arguments: list[str], kg: Run) -> None:
    """Exit code 2, with the remedy."""
    result = kg("cypher", *arguments)

    assert result.exit_code == 2
    assert expected in result.stderr


def test_a_query_that_is_no_text(elsewhere: Path) -> None:
    """Exit code 2."""
    (elsewhere / "query.cypher").write_bytes(b"RETURN '\xff'")

    assert given("", "--file", "query.cypher", "--store", DOWN).exit_code == 2
