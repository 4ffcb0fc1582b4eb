"""`kg quotes`: who said what, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.answering import Form, answer_object, cell, claims_of, give
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import keys_of
from commands.names import ids_named
from graph.lookups import EVERYTHING, Answer, Bounds, find_quotes
from graph.open_store import open_store
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from graph.store import Store

KEYS = keys_of(FactType.SAID)

FORM: Form[Answer] = Form(
    columns={
        "Reported": lambda answer: answer.published or "",
        "Who": cell("who"),
        "Quote": cell("quote"),
    },
    as_object=answer_object,
    claims=claims_of,
)


@click.command(
    cls=Documented,
    examples=(
        "kg quotes Carney",
        'kg quotes --about "tariffs jobs" --since 2025-03',
    ),
    keys=KEYS,
)
@click.argument("who", required=False)
@click.option("--about", metavar="WORDS", help="Words that stand in the quotation.")
@lookup_options
def quotes(*, asking: Asking, who: str | None, about: str | None) -> None:
    """Show what people said, word for word."""
    with open_store(asking.store, read_only=True) as store:
        found = quotes_asked(store, who=who, about=about, bounds=asking.bounds)
    give(found, asking=asking, form=FORM, nothing="No such quotation in the store.")


def quotes_asked(
    store: Store,
    *,
    who: str | None = None,
    about: str | None = None,
    bounds: Bounds = EVERYTHING,
) -> list[Answer]:
    """Return quotations, with the speaker given by name.

    Raises:
        NothingFound: if the store does not know the name.
    """
    return find_quotes(store, who=ids_named(store, who), about=(about or "").split(), bounds=bounds)
