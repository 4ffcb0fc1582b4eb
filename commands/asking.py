"""What every look-up lets people set: the store, how to answer, and by what to narrow."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from graph.lookups import EVERYTHING, Bounds
from graph.periods import days_of

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_STORE = "kg.db"
STORE_VARIABLES = ("KG_STORE", "NEO4J_URI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a look-up asks and answers.

    Attributes:
        store: where the graph is.
        as_json: answer in JSON lines.
        evidence: show the sentences beneath each answer.
        limit: answers at most; None for all.
        bounds: what the answers are narrowed by.
    """

    store: str
    as_json: bool = False
    evidence: bool = False
    limit: int | None = None
    bounds: Bounds = EVERYTHING


def iso_period(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return a day, month, quarter or year in ISO form; refuse anything else."""
    if value is not None and days_of(value) is None:
        raise click.BadParameter(f"{value!r} is no ISO date; write 2025, 2025-09 or 2025-09-18.")
    return value


class StoreOption(click.Option):
    """`--store`: any variable of the environment goes before any of `.env`, `KG_STORE` before `NEO4J_URI`."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return what the first variable that is set holds."""
        from_file = ctx.find_object(frozenset) or frozenset()
        names = sorted(STORE_VARIABLES, key=from_file.__contains__)
        return next(filter(None, map(os.environ.get, names)), None)


def store_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--store`."""
    return click.option(
        "--store",
        cls=StoreOption,
        envvar=STORE_VARIABLES,
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="PATH|URL",
        help="The store: a SQLite file, or a Neo4j server, as in neo4j://localhost:7687.",
    )(function)


_OPTIONS = (
    store_option,
    click.option("--json", "as_json", is_flag=True, help="Answer in JSON lines, with the keys below."),
    click.option("--evidence", is_flag=True, help="Show the sentences, articles and dates beneath each answer."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="0..1",
        help="Leave out what is less sure.",
    ),
    click.option("--since", callback=iso_period, metavar="DATE", help="From this day, month or year on."),
    click.option(
        "--until", callback=iso_period, metavar="DATE", help="Up to this day, month or year, all of it included."
    ),
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many answers."),
)


def lookup_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every look-up, and hand them on together as `asking`."""

    @wraps(function)
    def gathered(**options: Any) -> None:
        bounds = Bounds(**{name: options.pop(name) for name in ("min_confidence", "since", "until")})
        how = {name: options.pop(name) for name in ("store", "as_json", "evidence", "limit")}
        function(asking=Asking(bounds=bounds, **how), **options)

    decorated: Callable[..., None] = gathered
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated
