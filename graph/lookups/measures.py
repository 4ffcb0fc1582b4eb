"""Tariffs and sanctions: who put what on whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.positions import acting_for
from graph.lookups.wording import asked_words, says
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFilter:
    """Which measures are asked for; everything given must hold.

    Attributes:
        by: ids of those who impose it; leaders count for their countries.
        on: ids of those it hits.
        words: each must stand in its goods (tariffs) or its kind (sanctions).
        statuses: any of these; empty for all.
        bounds: what it is narrowed by.
    """

    by: Collection[str] = ()
    on: Collection[str] = ()
    words: Sequence[str] = ()
    statuses: Collection[str] = ()
    bounds: Bounds = EVERYTHING


def find_tariffs(store: Store, asked: MeasureFilter) -> list[Answer]:
    """Return tariffs, newest first."""
    return _find(store, FactType.TARIFF, "goods", asked)


def find_sanctions(store: Store, asked: MeasureFilter) -> list[Answer]:
    """Return sanctions and other measures that are no tariffs, newest first."""
    return _find(store, FactType.SANCTION, "kind", asked)


def _find(store: Store, fact_type: FactType, text_field: str, asked: MeasureFilter) -> list[Answer]:
    roles: dict[str, Collection[str]] = {}
    if asked.by:
        roles["by"] = {*asked.by, *acting_for(store, asked.by)}
    if asked.on:
        roles["on"] = asked.on
    query = replace(asked.bounds.query(fact_type, roles=roles), statuses=asked.statuses)
    words = asked_words(asked.words)
    return [found for found in merge(store.claims(query)) if says([found.text(text_field)], words)]
