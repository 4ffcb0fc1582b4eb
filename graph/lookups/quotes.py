"""Who said what, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.wording import asked_words, says
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph.store import Store


def find_quotes(
    store: Store, *, who: Collection[str] = (), about: Sequence[str] = (), bounds: Bounds = EVERYTHING
) -> list[Answer]:
    """Return quotations, newest first.

    Args:
        store: where to look.
        who: ids of the speakers; empty for all.
        about: each of these words must stand in the quotation.
        bounds: what it is narrowed by.
    """
    wanted = asked_words(about)
    query = bounds.query(FactType.SAID, roles={"who": who} if who else None)
    return [quote for quote in merge(store.claims(query)) if says([quote.text("quote")], wanted)]
