"""The `kg` command: a table of contents. Each command stands in a file of its own in `commands/`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from commands.contents import LazyGroup
from commands.environment import read_environment
from commands.streams import write_whatever_comes

CONTENTS = {
    "Read": {
        "ingest": "commands.ingest:ingest",
    },
    "Ask": {
        "who-signed": "commands.who_signed:who_signed",
        "leaders": "commands.leaders:leaders",
        "agreements": "commands.agreements:agreements",
        "tariffs": "commands.tariffs:tariffs",
        "sanctions": "commands.sanctions:sanctions",
        "figures": "commands.figures:figures",
        "quotes": "commands.quotes:quotes",
        "show": "commands.show:show",
        "facts": "commands.facts:facts",
        "cypher": "commands.cypher:cypher",
    },
    "Move": {
        "push": "commands.push:push",
        "pull": "commands.pull:pull",
        "export": "commands.export:export",
    },
}

EXAMPLES = (
    "kg ingest corpus/",
    'kg who-signed "Canada-Mexico" --evidence',
    "kg tariffs --on Canada --since 2025",
)


def _print_version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click's signature
    if not asked:
        return
    from importlib import metadata  # noqa: PLC0415 - slow to import

    try:
        version = metadata.version("news-kg")
    except metadata.PackageNotFoundError:
        version = "(not installed)"
    click.echo(f"kg {version}")
    context.exit()


@click.group(
    cls=LazyGroup, contents=CONTENTS, examples=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version."
)
@click.pass_context
def main(context: click.Context) -> None:
    """Read news articles into a graph of facts, and ask it.

    Data goes to standard output, messages to standard error. Every look-up knows --json and --evidence.
    """
    write_whatever_comes()
    context.obj = read_environment(Path(".env"), os.environ)


if __name__ == "__main__":
    main(prog_name="kg")
