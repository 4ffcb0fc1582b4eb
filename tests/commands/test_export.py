"""`kg export`: what it writes, prints and refuses; `tests/graph` imports it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.exits import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from commands.conftest import Run


def test_the_files_and_the_command_that_imports_them(ask: Run, elsewhere: Path) -> None:
    """The command, alone on standard output, names every file from within the folder, which may have any name."""
    result = ask("export", "--format", "neo4j-admin", "it's here")

    assert result.exit_code == ExitCode.DONE
    files = {file.name for file in (elsewhere / "it's here").iterdir()}
    first, *lines = result.stdout.removesuffix("\n").split(" \\\n    ")
    assert first == f"""cd '{elsewhere}/it'"'"'s here' && neo4j-admin database import full neo4j"""
    assert {line.partition("=")[2] for line in lines if line.endswith(".csv")} == files - {"schema.cypher"}
    assert "schema.cypher" in result.stderr


def test_the_report_as_json(ask: Run, elsewhere: Path) -> None:
    """It counts what is in the files."""
    result = ask("export", "--format", "neo4j-admin", "export", "--json")

    report = json.loads(result.stdout)
    rows = {file.name: len(file.read_text().splitlines()) - 1 for file in (elsewhere / "export").glob("*.csv")}
    assert list(report) == ["folder", "nodes", "relationships", "command"]
    assert report["nodes"] + report["relationships"] == sum(rows.values())
    assert rows["readings.csv"] == 4


def test_a_folder_that_holds_something_is_left_alone(ask: Run, elsewhere: Path) -> None:
    """Exit code 1."""
    (elsewhere / "notes.txt").write_text("mine", encoding="utf-8")
    result = ask("export", "--format", "neo4j-admin", ".")

    assert result.exit_code == ExitCode.ERROR
    assert result.stderr == "Error: . is not empty; name an empty folder or a new one\n"
    assert [file.name for file in elsewhere.iterdir()] == ["notes.txt"]


def test_a_format_that_is_unknown_or_missing_is_wrong_usage(ask: Run, elsewhere: Path) -> None:
    """Exit code 2, and no folder."""
    for arguments in (["--format", "csv", "export"], ["export"]):
        result = ask("export", *arguments)

        assert result.exit_code == ExitCode.USAGE
        assert "neo4j-admin" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_without_a_store_there_is_nothing_to_export(kg: Run, elsewhere: Path) -> None:
    """No folder is made."""
    result = kg("export", "--format", "neo4j-admin", "export")

    assert result.exit_code == ExitCode.ERROR
    assert "no store at kg.db" in result.stderr
    assert list(elsewhere.iterdir()) == []
