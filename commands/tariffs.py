"""`kg tariffs`: who put which tariff on whom."""

from __future__ import annotations

from typing import Any

import click

from commands.amounts import rate
from commands.answering import Form, answer_object, cell, claims_of, date_cell, give
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import keys_of
from commands.measures import MeasureQuestion, measure_options
from graph.lookups import Answer, find_tariffs
from graph.open_store import open_store
from graph.vocabulary import FactType

KEYS = keys_of(FactType.TARIFF)


def rate_cell(answer: Answer) -> str:
    """Return the rate, or its range."""
    lowest, highest = answer.value("rate"), answer.value("rate_max")
    return rate(
        lowest if isinstance(lowest, int | float) else None, highest if isinstance(highest, int | float) else None
    )


FORM: Form[Answer] = Form(
    columns={
        "Date": date_cell,
        "By": cell("by"),
        "On": cell("on"),
        "Rate": rate_cell,
        "Goods": cell("goods"),
        "Status": cell("status"),
        "Exempts": cell("exempts"),
    },
    as_object=answer_object,
    claims=claims_of,
)


@click.command(
    cls=Documented,
    examples=(
        "kg tariffs --by US --on Canada",
        "kg tariffs --goods steel --status imposed --since 2025",
    ),
    keys=KEYS,
)
@measure_options
@click.option("--goods", metavar="WORDS", help="Words of the goods.")
@lookup_options
def tariffs(*, asking: Asking, goods: str | None, **question: Any) -> None:
    """Show who put which tariff on whom.

    With rate, goods, what is exempt and how it stands. The newest comes first. A date in brackets is the
    article's, where the fact has none of its own.
    """
    with open_store(asking.store, read_only=True) as store:
        asked = MeasureQuestion(words=goods, bounds=asking.bounds, **question).resolved(store)
        found = find_tariffs(store, asked)
    give(found, asking=asking, form=FORM, nothing="No such tariff in the store.")
