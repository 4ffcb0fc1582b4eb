"""Amounts, quantities and percentages that measure something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.wording import asked_words, says
from graph.names import fold
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store import Store


def find_figures(
    store: Store, *, words: Sequence[str] = (), unit: str | None = None, bounds: Bounds = EVERYTHING
) -> list[Answer]:
    """Return figures, newest first.

    Args:
        store: where to look.
        words: each must stand in what the figure measures, or in the name of an entity it is about.
        unit: the unit: a currency code, "%", or a noun in the singular ("troop").
        bounds: what it is narrowed by.
    """
    wanted = asked_words(words)
    found = merge(store.claims(bounds.query(FactType.FIGURE)))
    return [
        figure
        for figure in found
        if says([figure.text("of"), *figure.names("about")], wanted)
        and (unit is None or _same_unit(figure.text("unit"), unit))
    ]


def _same_unit(unit: str, asked: str) -> bool:
    one, other = fold(unit) or unit, fold(asked) or asked
    return other in (one, f"{one}s")
