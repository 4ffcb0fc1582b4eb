"""`kg agreements`: agreements, their parties and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.answering import Form, give, provenance
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import PROVENANCE
from commands.names import ids_named
from graph.lookups import EVERYTHING, Bounds, KnownAgreement, find_agreements
from graph.open_store import open_store
from graph.vocabulary import AGREEMENT_STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.store import Claim, Store

KEYS = ("agreement", "aliases", "kind", "parties", "status", "date", "place", "signatories", *PROVENANCE)


def claims_of_agreement(agreement: KnownAgreement) -> list[Claim]:
    """Return the claims that speak of an agreement: on itself, then on who signed it."""
    return [claim for answer in agreement.answers for claim in answer.claims]


def agreement_object(agreement: KnownAgreement) -> dict[str, Any]:
    """Return an agreement as a JSON object, its signatories by name."""
    return {
        "agreement": agreement.name,
        "aliases": list(agreement.aliases),
        "kind": agreement.kind,
        "parties": agreement.parties,
        "status": agreement.status,
        "date": agreement.date,
        "place": agreement.place,
        "signatories": [one.entity.name for one in agreement.signatories],
        **provenance(claims_of_agreement(agreement)),
    }


def name_cell(agreement: KnownAgreement) -> str:
    """Return the name, with the shortest other name in brackets if that is an acronym."""
    acronym = min((alias for alias in agreement.aliases if alias.isupper()), key=len, default=None)
    return f"{agreement.name} ({acronym})" if acronym and not agreement.name.isupper() else agreement.name


FORM: Form[KnownAgreement] = Form(
    columns={
        "Date": lambda agreement: agreement.date or (f"({agreement.when})" if agreement.when else ""),
        "Agreement": name_cell,
        "Parties": lambda agreement: ", ".join(agreement.parties),
        "Status": lambda agreement: agreement.status or "",
        "Place": lambda agreement: agreement.place or "",
    },
    as_object=agreement_object,
    claims=claims_of_agreement,
)


@click.command(
    cls=Documented,
    examples=(
        "kg agreements mercosur",
        'kg agreements --party Canada --party Mexico --status "under review"',
    ),
    keys=KEYS,
    notes=("parties, signatories: lists of names.",),
)
@click.argument("words", nargs=-1)
@click.option("--party", "parties", multiple=True, metavar="NAME", help="A party; given twice, both must be.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(AGREEMENT_STATUSES),
    metavar="STATUS",
    help=f"How it stands now: {', '.join(AGREEMENT_STATUSES)}. May be repeated.",
)
@lookup_options
def agreements(*, asking: Asking, words: Sequence[str], parties: Sequence[str], statuses: Sequence[str]) -> None:
    """Show agreements, treaties and partnerships.

    WORDS may come from an agreement's names, its kind, its parties and its signatories. The newest article
    decides how it stands. A date in brackets is the article's, where no day of the agreement is stated.
    """
    with open_store(asking.store, read_only=True) as store:
        found = agreements_asked(store, words=words, parties=parties, statuses=statuses, bounds=asking.bounds)
    give(found, asking=asking, form=FORM, nothing="No such agreement in the store.")


def agreements_asked(
    store: Store,
    *,
    words: Sequence[str] = (),
    parties: Sequence[str] = (),
    statuses: Sequence[str] = (),
    bounds: Bounds = EVERYTHING,
) -> list[KnownAgreement]:
    """Return agreements, with the parties given by name.

    Raises:
        NothingFound: if the store does not know a name.
    """
    ids = [ids_named(store, party) for party in parties]
    return find_agreements(store, words=words, parties=ids, statuses=statuses, bounds=bounds)
