"""How answers of any kind are given: as JSON lines, or as a table with evidence beneath."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from commands.exits import NothingFound
from commands.harmless import harmless_json
from commands.page import Page, Quoted, Row, standard_page
from graph.vocabulary import Entity, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from commands.asking import Asking
    from graph.lookups import Answer
    from graph.store import Claim

T = TypeVar("T")
SOURCE_KEYS = ("article", "title", "published", "source", "confidence", "evidence")


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How one kind of answer is shown.

    Attributes:
        columns: heading -> the cell of an answer.
        as_object: the answer as a JSON object.
        claims: the claims that state it.
    """

    columns: Mapping[str, Callable[[T], str]]
    as_object: Callable[[T], dict[str, Any]]
    claims: Callable[[T], Iterable[Claim]]


def give(found: Sequence[T], *, asking: Asking, form: Form[T], nothing: str) -> None:
    """Write the answers.

    Args:
        found: all of them.
        asking: how to answer.
        form: how they are shown.
        nothing: the message if there are none.

    Raises:
        NothingFound: if there are none.
    """
    shown = limited(found, asking=asking, nothing=nothing)
    if asking.as_json:
        print_json_lines(map(form.as_object, shown))
    else:
        print_table(standard_page(), shown, form=form, evidence=asking.evidence)


def limited(found: Sequence[T], *, asking: Asking, nothing: str) -> Sequence[T]:
    """Return as many answers as asked for, and say how many there are besides.

    Raises:
        NothingFound: if there are none.
    """
    if not found:
        raise NothingFound(nothing)
    shown = found[: asking.limit]
    if len(shown) < len(found):
        click.echo(f"Showing {len(shown)} of {len(found)} (--limit).", err=True)
    return shown


def print_table(page: Page, found: Iterable[T], *, form: Form[T], evidence: bool) -> None:
    """Write answers as a table."""
    page.table(
        list(form.columns),
        [
            Row(
                tuple(cell(one) for cell in form.columns.values()),
                tuple(quoted(form.claims(one))) if evidence else (),
            )
            for one in found
        ],
    )


def print_json_lines(objects: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line, as UTF-8 where the output can hold it."""
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    for one in objects:
        click.echo(harmless_json(json.dumps(one, ensure_ascii=ascii_only)))


def quoted(claims: Iterable[Claim]) -> list[Quoted]:
    """Return the sentences that state an answer, each once, with article and date."""
    found = (Quoted(" … ".join(sentence.text for sentence in claim.evidence), origin_of(claim)) for claim in claims)
    return list(dict.fromkeys(found))


def origin_of(claim: Claim) -> str:
    """Return the article and its date."""
    return f"{claim.article}, {claim.published}" if claim.published else claim.article


def claims_of(answer: Answer) -> Sequence[Claim]:
    """Return the claims of an answer."""
    return answer.claims


def answer_object(answer: Answer) -> dict[str, Any]:
    """Return an answer as a JSON object: its fields, then what all answers have."""
    fields = {name: plain(answer.value(name)) for name in answer.field_names}
    return {**fields, **provenance(answer.claims)}


def provenance(claims: Sequence[Claim]) -> dict[str, Any]:
    """Return what every JSON object says of where it comes from."""
    return {
        "confidence": max((claim.confidence for claim in claims), default=0.0),
        "facts": list(dict.fromkeys(claim.fact for claim in claims)),
        "sources": [source_object(claim) for claim in claims],
    }


def source_object(claim: Claim) -> dict[str, Any]:
    """Return where a claim stands as a JSON object."""
    return {
        "article": claim.article,
        "title": claim.title,
        "published": claim.published,
        "source": claim.source,
        "confidence": claim.confidence,
        "evidence": evidence_objects(claim),
    }


def evidence_objects(claim: Claim) -> list[dict[str, Any]]:
    """Return the sentences of a claim as JSON objects."""
    return [{"start": one.start, "end": one.end, "text": one.text} for one in claim.evidence]


def plain(value: Value) -> Any:
    """Return a field's value as JSON has it: entities by name, whole numbers without a point."""
    if isinstance(value, Entity):
        return value.name
    if isinstance(value, tuple):
        return [entity.name for entity in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def date_cell(answer: Answer) -> str:
    """Return the date of a fact; in brackets the article's where the fact has none."""
    if answer.date:
        return answer.date
    return f"({answer.published})" if answer.published else ""


def cell(field: str) -> Callable[[Answer], str]:
    """Return how the cell for a field of text or of entities is made."""
    return lambda answer: answer.text(field) or ", ".join(answer.names(field))
