"""`kg leaders`: who holds which office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.answering import Form, give, provenance
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import PROVENANCE
from commands.names import ids_named
from graph.lookups import EVERYTHING, Bounds, Position, find_positions
from graph.open_store import open_store

if TYPE_CHECKING:
    from graph.store import Claim, Store

KEYS = ("person", "title", "of", "former", "as_of", *PROVENANCE)


def claims_of_position(position: Position) -> list[Claim]:
    """Return the claims that speak of an office, the newest article first."""
    return [claim for answer in position.answers for claim in answer.claims]


def position_object(position: Position) -> dict[str, Any]:
    """Return an office as a JSON object."""
    return {
        "person": position.person,
        "title": position.title,
        "of": position.of,
        "former": position.former,
        "as_of": position.as_of,
        **provenance(claims_of_position(position)),
    }


FORM: Form[Position] = Form(
    columns={
        "Person": lambda position: position.person,
        "Title": lambda position: position.title,
        "Of": lambda position: position.of or "",
        "As of": lambda position: position.as_of or "",
        "": lambda position: "former" if position.former else "",
    },
    as_object=position_object,
    claims=claims_of_position,
)


@click.command(
    cls=Documented,
    examples=(
        "kg leaders Canada",
        'kg leaders "Donald Trump" --former',
    ),
    keys=KEYS,
    notes=("as_of: date of the newest article that speaks of the office.",),
)
@click.argument("name", metavar="[COUNTRY_OR_PERSON]", required=False)
@click.option("--former", is_flag=True, help="Include past offices.")
@lookup_options
def leaders(*, asking: Asking, name: str | None, former: bool) -> None:
    """Show who holds which office.

    The newest article decides: an office is past when it says so, or when it knows a newer president,
    prime minister or holder of another office that one person holds at a time. With --until, the offices
    are those that articles up to that day knew.
    """
    with open_store(asking.store, read_only=True) as store:
        found = leaders_asked(store, name=name, former=former, bounds=asking.bounds)
    give(found, asking=asking, form=FORM, nothing=_nothing(name, former=former))


def leaders_asked(
    store: Store,
    *,
    name: str | None = None,
    former: bool = False,
    bounds: Bounds = EVERYTHING,
) -> list[Position]:
    """Return offices, with the country, organisation or person given by name.

    Raises:
        NothingFound: if the store does not know the name.
    """
    return find_positions(store, ids=ids_named(store, name), former=former, bounds=bounds)


def _nothing(name: str | None, *, former: bool) -> str:
    whom = f" for {name}" if name else ""
    return f"No office{whom} in the store{'' if former else '; past ones are shown with --former'}."
