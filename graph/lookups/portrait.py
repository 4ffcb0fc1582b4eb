"""Everything the store knows about one entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.positions import Position, find_positions
from graph.vocabulary import FactType

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store import Claim, Store, UnifiedEntity


# Section -> the type of its facts, and the fields of which one must hold the entity.
SECTIONS: dict[str, tuple[FactType, tuple[str, ...]]] = {
    "agreements": (FactType.AGREEMENT, ("name", "parties")),
    "signed": (FactType.SIGNED, ("who", "agreement")),
    "tariffs_by": (FactType.TARIFF, ("by",)),
    "tariffs_on": (FactType.TARIFF, ("on",)),
    "sanctions_by": (FactType.SANCTION, ("by",)),
    "sanctions_on": (FactType.SANCTION, ("on",)),
    "figures": (FactType.FIGURE, ("about",)),
    "met": (FactType.MET, ("who",)),
    "visited": (FactType.VISITED, ("who", "place")),
    "quotes": (FactType.SAID, ("who",)),
    "took_place_there": (FactType.AGREEMENT, ("place",)),
}


@dataclass(frozen=True, slots=True)
class StatedIn:
    """An article that states something about the entity."""

    article: str
    title: str | None
    published: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """An entity and what is stated about it.

    Attributes:
        entity: who or what it is.
        positions: offices it holds, or that are held in it, past ones included.
        sections: name of the section -> its answers, newest first.
        articles: the articles that state any of it, newest first.
    """

    entity: UnifiedEntity
    positions: list[Position]
    sections: dict[str, list[Answer]]
    articles: list[StatedIn]


def portrait_of(store: Store, entity: UnifiedEntity, *, bounds: Bounds = EVERYTHING) -> Portrait:
    """Return everything that is stated about an entity within the bounds."""
    ids = {entity.id}
    claims = list(store.claims(bounds.query(roles={"*": ids})))
    answers = merge(claims)
    return Portrait(
        entity,
        find_positions(store, ids=ids, former=True, bounds=bounds),
        {name: _section(answers, entity.id, *wanted) for name, wanted in SECTIONS.items()},
        _articles(claims),
    )


def _section(answers: list[Answer], entity: str, fact_type: FactType, fields: tuple[str, ...]) -> list[Answer]:
    of_type = [answer for answer in answers if answer.type is fact_type]
    return [answer for answer in of_type if any(entity in answer.ids(field) for field in fields)]


def _articles(claims: Iterable[Claim]) -> list[StatedIn]:
    found = dict.fromkeys(StatedIn(c.article, c.title, c.published, c.source) for c in claims)
    return sorted(found, key=lambda article: article.published or "", reverse=True)
