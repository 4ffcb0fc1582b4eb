"""`kg push`: from a store into another, as a rule from a file into Neo4j."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from commands.answering import print_json_lines
from commands.asking import DEFAULT_STORE
from commands.documented import Documented
from commands.exits import ExitCode
from commands.harmless import harmless
from commands.ingest_progress import standard_progress
from commands.ingest_report import counts_object
from graph.copying import copy
from graph.open_store import is_neo4j, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.copying import Copied
    from graph.store import Counts

KEYS = ("read", "new", "unchanged", "changed", "failed", "facts", "seconds", "store")
NOTES = (
    "failed: a list of source, reason.",
    "facts: number of the facts copied now, by type. store: articles, entities and facts that stand there now.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReport:
    """The closing report of a copy.

    Attributes:
        copied: what became of the articles.
        target: where they were put.
        counts: what the target holds now.
        seconds: from start to end.
    """

    copied: Copied
    target: str
    counts: Counts
    seconds: float


def local_store_option(help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return `--store` for commands that name a server, too: NEO4J_URI does not set it."""
    return click.option(
        "--store",
        envvar="KG_STORE",
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="PATH",
        help=help_text,
    )


def server_option(name: str, help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option that names the other store, by default the server of NEO4J_URI."""
    return click.option(
        name, "server", envvar="NEO4J_URI", required=True, show_envvar=True, metavar="URL", help=help_text
    )


def report_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--json`."""
    text = "Write the closing report as a JSON object to standard output."
    return click.option("--json", "as_json", is_flag=True, help=text)(function)


@click.command(
    cls=Documented,
    examples=(
        "kg push --to neo4j://localhost:7687",
        "kg push --store news.db --to neo4j+s://xxxx.databases.neo4j.io",
    ),
    keys=KEYS,
    notes=NOTES,
)
@local_store_option("The store to copy: a SQLite file.")
@server_option("--to", "The Neo4j server to copy into, as in neo4j://localhost:7687.")
@report_option
def push(*, store: str, server: str, as_json: bool) -> None:
    """Copy a store into Neo4j.

    Articles that stand there unchanged are passed over, so that running it again goes on where it stopped.
    Those that only Neo4j has stay. Without --to, NEO4J_URI names the server; NEO4J_USERNAME (else neo4j),
    NEO4J_PASSWORD and NEO4J_DATABASE say how to get in. --to can name a SQLite file, too.
    """
    show_report(copy_store(store, server), as_json=as_json)


def copy_store(source: str, target: str) -> CopyReport:
    """Copy a store into another and report what became of it.

    Raises:
        UsageError: both are the same.
    """
    if _place(source) == _place(target):
        raise click.UsageError("Both sides are the same store; name another one.")
    began = time.monotonic()
    with (
        open_store(source, read_only=True) as there,
        open_store(target) as here,
        standard_progress(first="Comparing", doing="Copying") as progress,
    ):
        progress.start(there.counts().articles)
        copied = copy(there, here, progress=progress)
        counts = here.counts()
    return CopyReport(copied=copied, target=target, counts=counts, seconds=time.monotonic() - began)


def show_report(report: CopyReport, *, as_json: bool) -> None:
    """Write the report and end.

    Raises:
        Exit: with the code that says whether all went well.
    """
    for line in report_lines(report):
        click.echo(line, err=True)
    if as_json:
        print_json_lines([report_object(report)])
    raise Exit(exit_code_for(report.copied))


def report_lines(report: CopyReport) -> list[str]:
    """Return the report for people."""
    copied, held = report.copied, counts_object(report.counts)
    lines = [f"failed: {source}: {reason}" for source, reason in copied.failed.items()]
    lines.append(
        f"read {copied.read}, new {copied.new}, unchanged {copied.unchanged}, "
        f"changed {copied.changed}, failed {len(copied.failed)}"
    )
    if copied.facts:
        by_type = ", ".join(f"{name} {number}" for name, number in sorted(copied.facts.items()))
        lines.append(f"facts {copied.facts.total():,}: {by_type}")
    holds = ", ".join(f"{number:,} {name}" for name, number in held.items())
    lines.append(f"{report.target} holds {holds}")
    return [harmless(line) for line in lines]


def report_object(report: CopyReport) -> dict[str, Any]:
    """Return the report as a JSON object."""
    copied = report.copied
    return {
        "read": copied.read,
        "new": copied.new,
        "unchanged": copied.unchanged,
        "changed": copied.changed,
        "failed": [{"source": source, "reason": str(reason)} for source, reason in copied.failed.items()],
        "facts": dict(sorted(copied.facts.items())),
        "seconds": round(report.seconds, 3),
        "store": counts_object(report.counts),
    }


def exit_code_for(copied: Copied) -> ExitCode:
    """Return how the command ends: some articles failed, all of them, or none."""
    if not copied.failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if copied.read else ExitCode.ERROR


def _place(location: str) -> str:
    """Return where a store is, whichever way it is written."""
    if is_neo4j(location):
        return re.sub(r"^.*?://", "//", location).lower().rstrip("/").removesuffix(":7687")
    return os.path.realpath(location)
