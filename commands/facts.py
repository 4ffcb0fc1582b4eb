"""`kg facts`: every fact, as each article states it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from commands.answering import Form, evidence_objects, origin_of, plain, print_json_lines, print_table
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.exits import NothingFound
from commands.names import ids_named
from commands.page import standard_page
from graph.open_store import open_store
from graph.store import Claim, FactQuery
from graph.vocabulary import SCHEMA, FactType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph.lookups import Bounds
    from graph.store import Store

KEYS = ("id", "type", "article", "published", "confidence", "evidence")
_FIELDS = [f"{fact_type}: {', '.join(spec.name for spec in fields)}." for fact_type, fields in SCHEMA.items()]


def claim_object(claim: Claim) -> dict[str, Any]:
    """Return a claim as a JSON object; entities by name, missing fields null."""
    return {
        "id": claim.fact,
        "type": claim.type.value,
        **{spec.name: plain(claim.values.get(spec.name)) for spec in SCHEMA[claim.type]},
        "article": claim.article,
        "published": claim.published,
        "confidence": claim.confidence,
        "evidence": evidence_objects(claim),
    }


def _fields_cell(claim: Claim) -> str:
    stated = {spec.name: plain(claim.values.get(spec.name)) for spec in SCHEMA[claim.type]}
    return "; ".join(f"{name} {_written(value)}" for name, value in stated.items() if value not in (None, [], False))


def _written(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "yes" if value is True else f"{value:,}" if isinstance(value, int | float) else str(value)


FORM: Form[Claim] = Form(
    columns={
        "Type": lambda claim: claim.type.value,
        "Fact": _fields_cell,
        "Article": origin_of,
    },
    as_object=claim_object,
    claims=lambda claim: [claim],
)


@click.command(
    cls=Documented,
    examples=(
        "kg facts --json > facts.jsonl",
        "kg facts --type tariff --article canada-mexico-partnership --evidence",
    ),
    keys=KEYS,
    notes=(
        "evidence: a list of start, end, text. Besides, by type:",
        *_FIELDS,
    ),
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice([fact_type.value for fact_type in FactType], case_sensitive=False),
    metavar="TYPE",
    help=f"Only facts of this type: {', '.join(FactType)}. May be repeated.",
)
@click.option("--article", metavar="NAME", help="Only what this article states, by name or id.")
@click.option("--entity", metavar="NAME", help="Only facts in which this entity has a part.")
@lookup_options
def facts(*, asking: Asking, types: Sequence[str], article: str | None, entity: str | None) -> None:
    """Show every fact, as each article states it.

    The oldest article comes first.
    """
    with open_store(asking.store, read_only=True) as store:
        query = query_for(store, types=types, article=article, entity=entity, bounds=asking.bounds)
        _print_claims(islice(store.claims(query), asking.limit), asking)


def query_for(
    store: Store, *, types: Sequence[str], article: str | None, entity: str | None, bounds: Bounds
) -> FactQuery:
    """Return the query, with the entity given by name.

    Raises:
        NothingFound: if the store does not know the name.
    """
    return FactQuery(
        types=[FactType(fact_type.upper()) for fact_type in types],
        roles={"*": ids_named(store, entity)} if entity else {},
        article=article,
        min_confidence=bounds.min_confidence,
        since=bounds.since,
        until=bounds.until,
    )


def _print_claims(claims: Iterator[Claim], asking: Asking) -> None:
    """Write claims; as JSON lines, each as soon as the store gives it."""
    first = next(claims, None)
    if first is None:
        raise NothingFound("No such fact in the store.")
    if asking.as_json:
        print_json_lines([claim_object(first)])
        print_json_lines(map(claim_object, claims))
    else:
        print_table(standard_page(), [first, *claims], form=FORM, evidence=asking.evidence)
