"""`kg export`: a store as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.answering import print_json_lines
from commands.asking import store_option
from commands.documented import Documented
from commands.ingest_progress import standard_progress
from graph.export_neo4j_admin import SCHEMA_FILE, export_neo4j_admin
from graph.open_store import open_store

if TYPE_CHECKING:
    from graph.export_neo4j_admin import Exported

FORMATS = ("neo4j-admin",)
KEYS = ("folder", "nodes", "relationships", "command")
BEFORE = "Stop the server, then, as the user it runs as (with --overwrite-destination if the database exists):"
AFTER = f"The import makes no indexes: run {SCHEMA_FILE}, or let a `kg` that writes make them."


@click.command(
    cls=Documented,
    examples=("kg export --format neo4j-admin export/",),
    keys=KEYS,
    notes=("command: what imports the files.",),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    required=True,
    help="neo4j-admin: CSV files for `neo4j-admin database import full` of Neo4j 5.",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@store_option
@click.option("--json", "as_json", is_flag=True, help="Write the closing report as a JSON object.")
def export(*, format_: str, folder: Path, store: str, as_json: bool) -> None:  # noqa: ARG001 - there is one format
    """Write a store as files for another program.

    FOLDER comes into being if it is missing; one that holds something is left alone. The command that imports the
    files is written to standard output.
    """
    exported = export_store(store, folder)
    if as_json:
        print_json_lines([report_object(exported)])
        return
    click.echo(f"{exported.nodes:,} nodes, {exported.relationships:,} relationships", err=True)
    click.echo(BEFORE, err=True)
    click.echo(exported.command)
    click.echo(AFTER, err=True)


def export_store(store: str, folder: Path) -> Exported:
    """Write a store as files for `neo4j-admin` and report what was written."""
    with (
        open_store(store, read_only=True) as opened,
        standard_progress(first="Exporting", doing="Exporting") as progress,
    ):
        progress.start(opened.counts().articles)
        return export_neo4j_admin(opened, folder, progress=progress)


def report_object(exported: Exported) -> dict[str, str | int]:
    """Return the report as a JSON object."""
    return {
        "folder": str(exported.folder),
        "nodes": exported.nodes,
        "relationships": exported.relationships,
        "command": exported.command,
    }
