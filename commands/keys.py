"""The keys of the JSON lines, as the commands' help lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.vocabulary import SCHEMA

if TYPE_CHECKING:
    from graph.vocabulary import FactType

PROVENANCE = ("confidence", "facts", "sources")
PROVENANCE_NOTE = (
    "facts: ids of the facts. sources: a list of article, title, published, source, confidence, evidence; "
    "evidence: a list of start, end, text (characters of the article's text)."
)


def keys_of(fact_type: FactType) -> tuple[str, ...]:
    """Return the keys of an answer of a type."""
    return (*(spec.name for spec in SCHEMA[fact_type]), *PROVENANCE)
