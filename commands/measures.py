"""What the look-ups of tariffs and of sanctions have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from commands.names import ids_named
from graph.lookups import EVERYTHING, Bounds, MeasureFilter
from graph.vocabulary import MEASURE_STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store

_OPTIONS = (
    click.option("--by", metavar="NAME", help="Who imposes it; leaders count for their countries."),
    click.option("--on", metavar="NAME", help="Whom it hits."),
    click.option(
        "--status",
        "statuses",
        multiple=True,
        type=click.Choice(MEASURE_STATUSES),
        metavar="STATUS",
        help=f"How it stands: {', '.join(MEASURE_STATUSES)}. May be repeated.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureQuestion:
    """Which measures somebody asks for, the parties by name; the other fields as in `MeasureFilter`."""

    by: str | None = None
    on: str | None = None
    words: str | None = None
    statuses: tuple[str, ...] = ()
    bounds: Bounds = EVERYTHING

    def resolved(self, store: Store) -> MeasureFilter:
        """Return the question with the ids of the parties.

        Raises:
            NothingFound: if the store does not know a name.
        """
        return MeasureFilter(
            by=ids_named(store, self.by),
            on=ids_named(store, self.on),
            words=(self.words or "").split(),
            statuses=self.statuses,
            bounds=self.bounds,
        )


def measure_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--by`, `--on` and `--status`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function
