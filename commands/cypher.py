"""`kg cypher`: a question in Cypher to the Neo4j server that holds the graph."""

from __future__ import annotations

import csv
import json
import os
import sys
from itertools import chain, islice
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

from commands.answering import print_json_lines
from commands.asking import store_option
from commands.documented import Documented
from commands.exits import Failure, NothingFound
from commands.harmless import harmless
from commands.page import Row, standard_page
from commands.plain_page import PlainPage
from graph.errors import QueryError
from graph.open_store import is_neo4j

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.neo4j_query import Answer

TABLE_ROWS = 1_000  # a table is aligned, so that all of it has to be there before its first line
_MORE_OF_A_TABLE = "--limit N for more, --json or --csv for all"
_COLUMN = 6  # characters without which a column cannot be read
_CONTEXT = 36  # characters shown on either side of a mistake


def parameters_of(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, Any]:
    """Return name -> value of NAME=VALUE; values that are JSON as what they say, others as text."""
    pairs = [value.partition("=") for value in values]
    for name, sign, _ in pairs:
        if not name or not sign:
            raise click.BadParameter(f"{name!r}: write NAME=VALUE, as in year=2025 or 'name=Mark Carney'.")
    return {name: _value(text) for name, _, text in pairs}


@click.command(
    cls=Documented,
    examples=(
        'kg cypher "MATCH (p:Person)-[:SIGNED]->(a) RETURN p.name, a.name LIMIT 10"',
        "kg cypher 'MATCH (p:Person {name: $name}) RETURN p' --param 'name=Mark Carney' --json",
        "kg cypher --file query.cypher --csv > rows.csv",
    ),
    keys=("COLUMN",),
    notes=(
        "COLUMN: the name of each column of the query. In CSV, lists and objects are JSON.",
        "Nodes: objects of element_id, labels, properties. Paths: of nodes, relationships.",
        "Relationships: of element_id, type, start, end, properties. Points: of srid, x, y, z.",
        "Dates, times, durations: ISO 8601 text. Bytes: Base64 text.",
    ),
)
@click.argument("query", metavar="[QUERY]", required=False)
@store_option
@click.option("--file", type=click.File(encoding="utf-8"), metavar="FILE", help="File that holds the query.")
@click.option(
    "--param",
    "parameters",
    multiple=True,
    callback=parameters_of,
    metavar="NAME=VALUE",
    help="Value of $NAME: JSON if it is JSON (2025, true, '[1, 2]', '\"2025\"'), else text. May be repeated.",
)
@click.option("--json", "form", flag_value="json", help="Answer in JSON lines, with the query's columns as keys.")
@click.option("--csv", "form", flag_value="csv", help="Answer in CSV, the columns in its first line.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows.")
@click.option(
    "--timeout",
    "seconds",
    type=click.IntRange(1, 86_400),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How long it may take until the last row has come.",
)
def cypher(
    *, store: str, query: str | None, file: IO[str] | None, form: str | None, limit: int | None, **asked: Any
) -> None:
    """Ask Neo4j in Cypher.

    QUERY is one statement that reads, or - for standard input. What changes the database or reads files
    (CREATE, SET, LOAD CSV, ...) is refused. A table shows the first thousand rows, JSON and CSV all of them.
    NEO4J_USERNAME (else neo4j), NEO4J_PASSWORD and NEO4J_DATABASE say how to get in.
    """
    from graph.neo4j_connection import server_at  # noqa: PLC0415 - the driver is slow to import
    from graph.neo4j_query import Question, answer  # noqa: PLC0415 - likewise

    question = Question(text_of(query, file), **asked)
    _need_neo4j(store)
    try:
        with answer(server_at(store, os.environ), question) as found:
            give(found, form=form, limit=limit)
    except QueryError as error:
        raise Failure(message_of(error)) from error


def text_of(query: str | None, file: IO[str] | None) -> str:
    """Return the query, from wherever it is to be taken.

    Raises:
        UsageError: there is none, or there are two, or it cannot be read.
    """
    if (query is None) == (file is None):
        raise click.UsageError("Give the query as an argument, as - for standard input, or with --file.")
    source = sys.stdin if query == "-" else file
    try:
        text = (source.read() if source else query or "").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise click.UsageError("The query is no UTF-8 text.") from error
    if not text.strip():
        raise click.UsageError("The query is empty.")
    return text


def _need_neo4j(store: str) -> None:
    if not is_neo4j(store):
        raise click.UsageError(
            f"{harmless(store)} is no Neo4j server, and Cypher needs one: copy the graph with "
            "`kg push --to neo4j://localhost:7687`, then add `--store neo4j://localhost:7687` or set NEO4J_URI."
        )


def give(found: Answer, *, form: str | None, limit: int | None) -> None:
    """Write an answer.

    Args:
        found: the answer.
        form: "json", "csv", or None for a table.
        limit: rows at most; None for all, of a table as many as it is good for.

    Raises:
        NothingFound: there are no rows.
    """
    rows = _limited(found.rows, limit) if form or limit else _limited(found.rows, TABLE_ROWS, _MORE_OF_A_TABLE)
    first = next(rows, None)
    if first is None:
        raise NothingFound("The query gives no rows.")
    rows = chain([first], rows)
    if form == "json":
        _print_json(found.columns, rows)
    elif form == "csv":
        _print_csv(found.columns, rows)
    else:
        _print_table(found.columns, rows)


def _limited(rows: Iterator[Sequence[Any]], limit: int | None, more: str = "--limit") -> Iterator[Sequence[Any]]:
    yield from islice(rows, limit)
    if limit is not None and next(rows, None) is not None:
        click.echo(f"Showing {limit:,} rows; there are more ({more}).", err=True)


def _print_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from graph.cypher_values import as_json  # noqa: PLC0415 - the driver is slow to import

    print_json_lines(dict(zip(columns, map(as_json, row), strict=True)) for row in rows)


def _print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from graph.cypher_values import as_json  # noqa: PLC0415 - the driver is slow to import

    def cell(value: Any) -> str:
        plain = as_json(value)
        text = plain if isinstance(plain, str) else "" if plain is None else json.dumps(plain, ensure_ascii=False)
        return harmless(text) if sys.stdout.isatty() else text

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(cell, columns))
    writer.writerows(map(cell, row) for row in rows)


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from graph.cypher_values import as_cypher  # noqa: PLC0415 - the driver is slow to import

    def cell(value: Any) -> str:
        return value if value and isinstance(value, str) else as_cypher(value)

    fits = len(columns) * _COLUMN <= get_terminal_size().columns
    page = standard_page() if fits else PlainPage()  # which cuts off nothing, however wide
    page.table([harmless(name) for name in columns], [Row(tuple(map(cell, row))) for row in rows])


def message_of(error: QueryError) -> str:
    """Return what is wrong with a query, with the place in it where that is known."""
    lines = [harmless(str(error))]
    if error.before or error.after:
        before, after = harmless(error.before)[-_CONTEXT:], harmless(error.after)[:_CONTEXT]
        lines += [f"  {before}{after}", f"  {' ' * _width(before)}^"]
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "FW" else 1 for letter in text)


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_json)
    except (ValueError, RecursionError):
        return text


def _no_json(constant: str) -> None:
    raise ValueError(constant)
