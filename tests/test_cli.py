"""The command line as a whole: help, exit codes, streams, settings."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.exceptions import Exit
from click.testing import CliRunner

from cli import CONTENTS, main
from commands.documented import Documented
from commands.environment import read_environment
from commands.exits import ExitCode, as_exit_codes, failure_for
from graph.errors import (
    InputError,
    KgError,
    ModelError,
    NotAStore,
    SchemaVersionError,
    StoreError,
    StoreUnreachable,
)

ROOT = Path(__file__).parents[1]
DOWN = "bolt://127.0.0.1:1"
COMMANDS = [name for section in CONTENTS.values() for name in section]


def _python(code: str, *, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def _command(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


def test_help_lists_every_command_and_exit_code() -> None:
    """It is the table of contents."""
    result = CliRunner().invoke(main, ["-h"], prog_name="kg")

    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.stdout for name in COMMANDS)
    assert "\n  5    store unreachable" in result.stdout


def test_version_is_one_line() -> None:
    """Name and number."""
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("kg ")


def test_help_imports_neither_spacy_nor_rich_nor_readers(tmp_path: Path) -> None:
    """So that it answers at once."""
    code = (
        "import sys, cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "print([name for name in ('spacy', 'rich', 'trafilatura', 'numpy', 'dotenv', 'neo4j') if name in sys.modules])"
    )
    result = _python(code, folder=tmp_path)

    assert result.stdout.splitlines()[0].startswith("Usage:")
    assert result.stdout.splitlines()[-1] == "[]"


def test_module_runs_as_a_program(tmp_path: Path) -> None:
    """`python -m cli --help`."""
    code = "import runpy, sys; sys.argv = ['cli', '--help']; runpy.run_module('cli', run_name='__main__')"
    result = _python(code, folder=tmp_path)

    assert result.returncode == 0
    assert result.stdout.startswith("Usage: kg ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_examples_and_keys(name: str) -> None:
    """And every option says what it does."""
    command = _command(name)

    assert isinstance(command, Documented)
    assert command.help
    assert command.examples
    assert command.keys
    assert all(option.help for option in command.params if isinstance(option, click.Option))
    assert CliRunner().invoke(main, [name, "-h"]).exit_code == 0


def test_the_reference_is_made_from_the_program() -> None:
    """`docs/cli.md` is what `scripts/cli_reference.py` prints now."""
    spec = importlib.util.spec_from_file_location("cli_reference", ROOT / "scripts" / "cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == module.reference()
    assert all(f"## kg {name}\n" in module.reference() for name in COMMANDS)


def test_a_mistyped_command_is_wrong_usage_with_a_hint() -> None:
    """Exit code 2."""
    result = CliRunner().invoke(main, ["tarifs"])

    assert result.exit_code == ExitCode.USAGE
    assert "did you mean tariffs?" in result.stderr


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        (1, KgError("a")),
        (1, InputError("a.txt", "is empty", "fill it")),
        (1, ModelError("a")),
        (1, StoreError("a")),
        (5, StoreUnreachable("a")),
        (1, NotAStore("a")),
        (1, SchemaVersionError("a")),
    ],
)
def test_a_domain_error_becomes_an_exit_code(expected: int, error: KgError) -> None:
    """The store that cannot be reached has its own."""
    with pytest.raises(click.ClickException) as caught, as_exit_codes():
        raise error
    assert caught.value.exit_code == expected
    assert caught.value.message == str(error)


def test_a_message_is_harmless() -> None:
    """File names are text from outside, too."""
    assert failure_for(KgError("a\x1b[2Jb.txt")).message == "a\\x1b[2Jb.txt"


def test_ctrl_c_ends_with_130() -> None:
    """As shells expect."""
    with pytest.raises(Exit) as caught, as_exit_codes():
        raise KeyboardInterrupt
    assert caught.value.exit_code == ExitCode.INTERRUPTED


def test_a_broken_pipe_ends_quietly(tmp_path: Path) -> None:
    """Whoever reads has had enough: no message, exit code 0."""
    code = (
        "import os, sys\n"
        "from commands.exits import as_exit_codes\n"
        "from click.exceptions import Exit\n"
        "reader, writer = os.pipe(); os.dup2(writer, 1); os.close(writer); os.close(reader)\n"
        "try:\n"
        "    with as_exit_codes(): print('x' * 100_000)\n"
        "except Exit as end: sys.exit(end.exit_code)\n"
    )
    result = _python(code, folder=tmp_path)

    assert (result.returncode, result.stderr) == (0, "")


def test_without_a_store_a_look_up_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And makes none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.delenv("NEO4J_URI", raising=False)
    result = CliRunner().invoke(main, ["tariffs"])

    assert result.exit_code == ExitCode.ERROR
    assert result.stderr == "Error: no store at kg.db; run `kg ingest` first\n"
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_opened_is_unreachable(tmp_path: Path) -> None:
    """Exit code 5."""
    result = CliRunner().invoke(main, ["tariffs", "--store", str(tmp_path)])

    assert result.exit_code == ExitCode.STORE_UNREACHABLE
    assert str(tmp_path) in result.stderr


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    """Exit code 1."""
    file = tmp_path / "notes.db"
    file.write_text("my notes, of more than sixteen bytes", encoding="utf-8")
    result = CliRunner().invoke(main, ["tariffs", "--store", str(file)])

    assert result.exit_code == ExitCode.ERROR
    assert file.read_text(encoding="utf-8").startswith("my notes")


def test_the_flag_goes_before_the_environment_before_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names another store that does not exist."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_STORE", "environment.db")
    (tmp_path / ".env").write_text("KG_STORE=dotenv.db\n", encoding="utf-8")

    assert "no store at flag.db" in CliRunner().invoke(main, ["tariffs", "--store", "flag.db"]).stderr
    assert "no store at environment.db" in CliRunner().invoke(main, ["tariffs"]).stderr
    monkeypatch.delenv("KG_STORE")
    assert "no store at dotenv.db" in CliRunner().invoke(main, ["tariffs"]).stderr
    monkeypatch.delenv("KG_STORE")


@pytest.mark.parametrize(
    ("expected", "environment", "file"),
    [
        ("environment.db", {"KG_STORE": "environment.db", "NEO4J_URI": DOWN}, {}),
        (DOWN, {"NEO4J_URI": DOWN}, {"KG_STORE": "file.db", "NEO4J_URI": "bolt://127.0.0.1:2"}),
        (DOWN, {"KG_STORE": "", "NEO4J_URI": DOWN}, {}),
        ("file.db", {}, {"KG_STORE": "file.db", "NEO4J_URI": DOWN}),
        (DOWN, {}, {"NEO4J_URI": DOWN}),
        ("kg.db", {}, {"NEO4J_USERNAME": "neo4j"}),
    ],
)
def test_a_server_of_the_environment_goes_before_a_store_of_dotenv(
    expected: str, environment: dict[str, str], file: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within each of them, `KG_STORE` goes before `NEO4J_URI`."""
    monkeypatch.chdir(tmp_path)
    for name in ("KG_STORE", "NEO4J_URI", "NEO4J_USERNAME"):
        monkeypatch.setenv(name, "")  # so that what is taken from the file is gone after the test
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in file.items()), encoding="utf-8")

    assert expected in CliRunner().invoke(main, ["tariffs"]).stderr


def test_only_our_own_settings_are_taken_from_dotenv(tmp_path: Path) -> None:
    """A `.env` of another program does not change how this one runs."""
    file = tmp_path / ".env"
    file.write_text("PATH=/evil\nexport NEO4J_USERNAME='neo4j'\n# a note\nKG_STORE=\"a b.db\"\n", encoding="utf-8")
    environment = {"PATH": "/bin"}
    added = read_environment(file, environment)

    assert added == {"NEO4J_USERNAME", "KG_STORE"}
    assert environment == {"PATH": "/bin", "NEO4J_USERNAME": "neo4j", "KG_STORE": "a b.db"}
