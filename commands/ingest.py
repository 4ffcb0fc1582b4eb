"""`kg ingest`: from files to the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from commands.answering import print_json_lines
from commands.asking import iso_period, store_option
from commands.documented import Documented
from commands.exits import ExitCode
from commands.ingest_progress import standard_progress
from commands.ingest_report import IngestReport, report_lines, report_object
from commands.ingest_run import PipelineReading, distinct_paths, ingest_outcomes
from graph.open_store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.readers import JsonFields, ReadOptions

FORMATS = ("text", "markdown", "html", "pdf", "docx", "mail", "json", "jsonl", "feed")
JSON_FIELDS = ("text", "id", "title", "date", "source", "author", "language", "url")
KEYS = ("read", "new", "unchanged", "changed", "failed", "skipped", "facts", "words", "seconds", "words_per_second",
        "store")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """How to ingest.

    Attributes:
        store: where the graph is.
        published: date for articles that state none.
        input_format: format of standard input and of files with an unknown ending.
        fields: which field of a JSON object holds what.
        model: folder of another model than the shipped one.
    """

    store: str
    published: str | None = None
    input_format: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    model: Path | None = None


def field_mapping(
    _context: click.Context, _option: click.Parameter, values: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return pairs of what a field is for us and what the JSON calls it; refuse what we have no use for."""
    pairs = [value.partition("=") for value in values]
    for ours, sign, theirs in pairs:
        if not theirs or ours not in JSON_FIELDS:
            raise click.BadParameter(
                f"{ours + sign + theirs!r}: write NAME=FIELD, where NAME is one of {', '.join(JSON_FIELDS)}."
            )
    return tuple((ours, theirs) for ours, _, theirs in pairs)


@click.command(
    cls=Documented,
    examples=(
        "kg ingest corpus/",
        "kg ingest news.jsonl --field text=body --field date=day",
        "curl -s URL | kg ingest - --format html --published 2025-09-19",
    ),
    keys=KEYS,
    notes=(
        "failed: a list of source, reason, remedy. skipped: a list of source, reason.",
        "facts: number of the facts read now, by type. store: articles, entities and facts it now holds.",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@store_option
@click.option(
    "--published", callback=iso_period, metavar="DATE", help="Date of articles that state none; relative days need it."
)
@click.option(
    "--format",
    "input_format",
    type=click.Choice(FORMATS),
    metavar="FORMAT",
    help=f"Format of - and of files with unknown endings: {', '.join(FORMATS)}.",
)
@click.option(
    "--field",
    "fields",
    callback=field_mapping,
    multiple=True,
    metavar="NAME=FIELD",
    help="In JSON, FIELD holds the article's NAME (text=body); may be repeated.",
)
@click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Folder of another model than the one that is shipped.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the closing report as a JSON object to standard output.")
def ingest(*, paths: Sequence[str], as_json: bool, **settings: Any) -> None:
    """Read articles into the store.

    A PATH is a file, a folder, or - for standard input. Reads text, Markdown, HTML, PDF, DOCX, e-mail,
    JSON, JSON lines and RSS or Atom files, each also in gzip, xz and zip. An article that stands unchanged
    in the store is not read again; one that changed withdraws what it no longer supports. What cannot be
    read is reported with its reason, and the rest goes on.
    """
    report = ingest_paths(paths, settings=IngestSettings(**settings))
    for line in report_lines(report):
        click.echo(line, err=True)
    if as_json:
        print_json_lines([report_object(report)])
    raise Exit(exit_code_for(report))


def ingest_paths(paths: Sequence[str], *, settings: IngestSettings) -> IngestReport:
    """Read articles into the store and report what became of them."""
    from ingest.readers import count_sources, read  # noqa: PLC0415 - their libraries are slow to import

    wanted = distinct_paths(paths)
    options = read_options(settings)
    with open_store(settings.store) as store, standard_progress() as progress:
        progress.start(count_sources(wanted))
        reading = PipelineReading(settings.model)
        return ingest_outcomes(store, reading, read(wanted, options=options), progress=progress)


def read_options(settings: IngestSettings) -> ReadOptions:
    """Return the readers' options."""
    from ingest.readers import JsonFields, ReadOptions  # noqa: PLC0415 - needed only to read

    fields: JsonFields = JsonFields(**dict(settings.fields))
    return ReadOptions(published=settings.published, fields=fields, input_format=settings.input_format)


def exit_code_for(report: IngestReport) -> ExitCode:
    """Return how the command ends: some inputs failed, all of them, or none."""
    if not report.failed:
        return ExitCode.DONE
    return ExitCode.SOME_FAILED if report.read else ExitCode.ERROR
