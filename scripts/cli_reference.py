"""Print `docs/cli.md`, made from the help of the commands.

python -m scripts.cli_reference > docs/cli.md
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from cli import CONTENTS, main
from commands.documented import Documented
from commands.exits import MEANINGS
from commands.keys import PROVENANCE_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = """# The command line

Made from the program by `python -m scripts.cli_reference > docs/cli.md`; `kg COMMAND --help` says the same.

Data goes to standard output, messages and progress to standard error. On a terminal, answers are tables as wide
as the window; in a pipe or file they are aligned text without colours, one answer a line. `NO_COLOR` is
respected. `--json` gives JSON lines; missing values are null, names of entities are strings. Text from articles
is shown with its control characters written out (`\\x1b`).

`--store` names a SQLite file, or a Neo4j server by its address: `neo4j://localhost:7687` or `bolt://...`, with `+s`
after the first word where it is encrypted, with `+ssc` where it signs its own certificate. Without `--store`, the
environment variable `KG_STORE` decides, without that `NEO4J_URI`, without both `kg.db`. A file `.env` in the working
directory can set them, too; what the environment sets goes before it. The server's user name, password and database
come from `NEO4J_USERNAME` (else `neo4j`), `NEO4J_PASSWORD` and `NEO4J_DATABASE` (else the user's own), never from the
command line.

The same fact from several articles is one answer with several sources. Dates are ISO; a date in brackets is the
article's, where the fact has none of its own.

Completion: `eval "$(_KG_COMPLETE=bash_source kg)"` (`zsh_source`, `fish_source`).
"""


def reference() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_exit_codes(), *_commands()])


def _exit_codes() -> Iterator[str]:
    yield "## Exit codes\n"
    yield "| code | meaning |\n| --- | --- |"
    yield from (f"| {code.value} | {meaning} |" for code, meaning in MEANINGS.items())
    yield ""


def _commands() -> Iterator[str]:
    context = click.Context(main, info_name="kg")
    for name in [name for section in CONTENTS.values() for name in section]:
        command = main.get_command(context, name)
        if isinstance(command, Documented):
            yield from _command(command, click.Context(command, parent=context, info_name=name))


def _command(command: Documented, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    yield f"    {context.command_path} {' '.join(command.collect_usage_pieces(context))}\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    yield from (_option(option) for option in command.params if isinstance(option, click.Option))
    yield "\n" + "\n".join(f"    {example}" for example in command.examples) + "\n"
    yield f"JSON keys: {', '.join(f'`{key}`' for key in command.keys)}.\n"
    notes = [*command.notes, *([PROVENANCE_NOTE] if "sources" in command.keys else [])]
    yield from (f"{note}\n" for note in notes)


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}{f' {option.metavar}' if option.metavar else ''}`" for name in option.opts)
    return f"- {names}: {option.help}"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
