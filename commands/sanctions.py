"""`kg sanctions`: who put which sanction on whom."""

from __future__ import annotations

from typing import Any

import click

from commands.answering import Form, answer_object, cell, claims_of, date_cell, give
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import keys_of
from commands.measures import MeasureQuestion, measure_options
from graph.lookups import Answer, find_sanctions
from graph.open_store import open_store
from graph.vocabulary import FactType

KEYS = keys_of(FactType.SANCTION)

FORM: Form[Answer] = Form(
    columns={
        "Date": date_cell,
        "By": cell("by"),
        "On": cell("on"),
        "Kind": cell("kind"),
        "Status": cell("status"),
    },
    as_object=answer_object,
    claims=claims_of,
)


@click.command(
    cls=Documented,
    examples=(
        "kg sanctions --on Russia --since 2024",
        'kg sanctions --by "European Union" --kind embargo',
    ),
    keys=KEYS,
)
@measure_options
@click.option("--kind", metavar="WORDS", help="Words of the kind: embargo, export control, probe, ...")
@lookup_options
def sanctions(*, asking: Asking, kind: str | None, **question: Any) -> None:
    """Show sanctions, embargoes, bans and probes.

    The newest comes first. A date in brackets is the article's, where the fact has none of its own.
    """
    with open_store(asking.store, read_only=True) as store:
        asked = MeasureQuestion(words=kind, bounds=asking.bounds, **question).resolved(store)
        found = find_sanctions(store, asked)
    give(found, asking=asking, form=FORM, nothing="No such sanction in the store.")
