"""`kg who-signed`: who signed an agreement, when and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from commands.agreements import agreement_object, name_cell
from commands.answering import Form, limited, print_json_lines, print_table, provenance, quoted
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.keys import PROVENANCE
from commands.page import standard_page
from graph import lookups
from graph.lookups import EVERYTHING, Bounds, KnownAgreement, Position, find_positions
from graph.lookups.positions import office_when
from graph.open_store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.page import Page
    from graph.lookups.agreements import Signatory
    from graph.store import Claim, Store

KEYS = ("agreement", "aliases", "kind", "parties", "status", "date", "place", "signatories", *PROVENANCE)
SIGNATORY_KEYS = ("who", "kind", "office", "date", "place", *PROVENANCE)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signatory, with the office of a person as the articles on the signing give it."""

    signatory: Signatory
    office: str | None


@dataclass(frozen=True, slots=True)
class SignedAgreement:
    """An agreement with its signatures."""

    agreement: KnownAgreement
    signatures: tuple[Signature, ...]


def claims_of_signature(signature: Signature) -> list[Claim]:
    """Return the claims that say so."""
    return [claim for answer in signature.signatory.answers for claim in answer.claims]


def signature_object(signature: Signature) -> dict[str, Any]:
    """Return a signature as a JSON object."""
    signatory = signature.signatory
    return {
        "who": signatory.entity.name,
        "kind": signatory.entity.kind.value,
        "office": signature.office,
        "date": signatory.date,
        "place": signatory.place,
        **provenance(claims_of_signature(signature)),
    }


def signed_object(signed: SignedAgreement) -> dict[str, Any]:
    """Return an agreement with its signatures as a JSON object."""
    signatories = [signature_object(signature) for signature in signed.signatures]
    return agreement_object(signed.agreement) | {"signatories": signatories}


FORM: Form[Signature] = Form(
    columns={
        "Signed by": lambda signature: signature.signatory.entity.name,
        "Office": lambda signature: signature.office or "",
        "Date": lambda signature: signature.signatory.date or "",
        "Place": lambda signature: signature.signatory.place or "",
    },
    as_object=signature_object,
    claims=claims_of_signature,
)


@click.command(
    "who-signed",
    cls=Documented,
    examples=(
        'kg who-signed "Canada-Mexico" --evidence',
        "kg who-signed USMCA",
    ),
    keys=KEYS,
    notes=(f"signatories: a list of {', '.join(SIGNATORY_KEYS)}; kind is Person, Country, ...",),
)
@click.argument("words", metavar="[AGREEMENT]...", nargs=-1)
@lookup_options
def who_signed(*, asking: Asking, words: Sequence[str]) -> None:
    """Show who signed an agreement, when and where.

    Persons come first, with their offices, then countries. The words of AGREEMENT may come from its names,
    its kind, its parties and its signatories. The agreement whose parties are just those named comes first.
    """
    with open_store(asking.store, read_only=True) as store:
        found = signatures_asked(store, words=words, bounds=asking.bounds)
    shown = limited(found, asking=asking, nothing=_nothing(words))
    if asking.as_json:
        print_json_lines(map(signed_object, shown))
    else:
        _print_signed(standard_page(), shown, evidence=asking.evidence)


def signatures_asked(
    store: Store,
    *,
    words: Sequence[str] = (),
    bounds: Bounds = EVERYTHING,
) -> list[SignedAgreement]:
    """Return agreements with their signatures, persons with the office they signed in."""
    found = lookups.who_signed(store, words=words, bounds=bounds)
    people = {one.id for agreement in found for one in agreement.signatories}
    positions = find_positions(store, ids=people, former=True) if people else []
    return [_with_offices(agreement, positions) for agreement in found]


def _with_offices(agreement: KnownAgreement, positions: Sequence[Position]) -> SignedAgreement:
    signatures = (Signature(one, office_when(positions, one.id, one.answers)) for one in agreement.signatories)
    return SignedAgreement(agreement, tuple(signatures))


def _print_signed(page: Page, found: Sequence[SignedAgreement], *, evidence: bool) -> None:
    for at, signed in enumerate(found):
        if at:
            page.gap()
        page.heading(_headline(signed.agreement))
        print_table(page, signed.signatures, form=FORM, evidence=False)
        if evidence:
            claims = [claim for signature in signed.signatures for claim in claims_of_signature(signature)]
            page.evidence(quoted(sorted(claims, key=_reading_order)))


def _reading_order(claim: Claim) -> tuple[str, str, int]:
    start = claim.evidence[0].start if claim.evidence else 0
    return claim.published or "", claim.article, start


def _headline(agreement: KnownAgreement) -> str:
    parties = ", ".join(agreement.parties)
    return f"{name_cell(agreement)}: {parties}" if parties else name_cell(agreement)


def _nothing(words: Sequence[str]) -> str:
    asked = f" that {' '.join(words)} speaks of" if words else ""
    return f"No article in the store says who signed an agreement{asked}; see `kg agreements`."
