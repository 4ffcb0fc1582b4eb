"""`kg figures`: amounts, quantities and percentages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.amounts import amount
from commands.answering import Form, answer_object, cell, claims_of, give
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import keys_of
from graph.lookups import Answer, find_figures
from graph.open_store import open_store
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = keys_of(FactType.FIGURE)


def amount_cell(answer: Answer) -> str:
    """Return the amount with its unit, or its range."""
    lowest, highest = answer.value("value"), answer.value("value_max")
    return amount(
        lowest if isinstance(lowest, int | float) else None,
        highest if isinstance(highest, int | float) else None,
        answer.text("unit"),
    )


FORM: Form[Answer] = Form(
    columns={
        "Amount": amount_cell,
        "Of": cell("of"),
        "Period": cell("period"),
        "About": cell("about"),
        "Reported": lambda answer: answer.published or "",
    },
    as_object=answer_object,
    claims=claims_of,
)


@click.command(
    cls=Documented,
    examples=(
        "kg figures trade",
        "kg figures canada exports --unit CAD",
    ),
    keys=KEYS,
)
@click.argument("words", nargs=-1)
@click.option("--unit", metavar="UNIT", help="A currency code, %, or what is counted: CAD, vehicle, ...")
@lookup_options
def figures(*, asking: Asking, words: Sequence[str], unit: str | None) -> None:
    """Show figures: amounts of money, quantities, percentages.

    Each of the WORDS must stand in what the figure measures, or in the name of somebody it is about.
    """
    with open_store(asking.store, read_only=True) as store:
        found = find_figures(store, words=words, unit=unit, bounds=asking.bounds)
    give(found, asking=asking, form=FORM, nothing="No such figure in the store.")
