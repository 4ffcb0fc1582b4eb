"""An answer: what one or more articles state alike, with the claims behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.names import fold
from graph.periods import days_of
from graph.store import FactQuery
from graph.vocabulary import SCHEMA, Entity, FactType, FieldKind, FieldSpec, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.store import Claim

_Details = tuple[str | None, tuple[str, ...]]
_ALWAYS = ("0000-01-01", "9999-12-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What every look-up can be narrowed by; the fields are those of `FactQuery`."""

    min_confidence: float = 0.0
    since: str | None = None
    until: str | None = None

    def query(self, *types: FactType, roles: dict[str, Collection[str]] | None = None) -> FactQuery:
        """Return the query for facts of these types within the bounds."""
        return FactQuery(
            types=types,
            roles=roles or {},
            min_confidence=self.min_confidence,
            since=self.since,
            until=self.until,
        )


EVERYTHING = Bounds()


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact, and the claims that state it.

    Attributes:
        claims: the claim that says most (the finest date, then the highest confidence) first, then the others
            from the newest article to the oldest.
    """

    claims: tuple[Claim, ...]

    @property
    def type(self) -> FactType:
        """What it states."""
        return self.claims[0].type

    @property
    def field_names(self) -> list[str]:
        """The names of its fields, in the schema's order."""
        return [spec.name for spec in SCHEMA[self.type]]

    @property
    def confidence(self) -> float:
        """The highest confidence of its claims."""
        return max(claim.confidence for claim in self.claims)

    @property
    def date(self) -> str | None:
        """The date that is stated for it."""
        return _date_of(self.claims[0])

    @property
    def published(self) -> str | None:
        """The date of the newest article that states it."""
        return max((claim.published for claim in self.claims if claim.published), default=None)

    @property
    def when(self) -> str:
        """The stated date, else that of the newest article, else nothing."""
        return self.date or self.published or ""

    def value(self, field: str) -> Value:
        """Return the value of a field."""
        return self.claims[0].values.get(field)

    def text(self, field: str) -> str:
        """Return a text field, empty where nothing is stated."""
        return _text(self.value(field)) or ""

    def names(self, field: str) -> list[str]:
        """Return the names of the entities that fill a field."""
        value = self.value(field)
        if isinstance(value, Entity):
            return [value.name]
        return [entity.name for entity in value] if isinstance(value, tuple) else []

    def ids(self, field: str) -> tuple[str, ...]:
        """Return the ids of the unified entities that fill a field."""
        return self.claims[0].entities.get(field, ())


def merge(claims: Iterable[Claim]) -> list[Answer]:
    """Return one answer for claims that state the same, newest first.

    Claims state the same when their unified entities, numbers, status and folded texts are equal and their
    dates and places agree: one that is missing or coarser agrees with a finer one, unless several finer ones
    contradict each other.
    """
    alike: dict[tuple[Any, ...], list[Claim]] = {}
    for claim in claims:
        alike.setdefault(_content(claim), []).append(claim)
    answers = [Answer(_by_rank(cluster)) for group in alike.values() for cluster in _agreeing(group)]
    return newest_first(answers)


def newest_first(answers: Iterable[Answer]) -> list[Answer]:
    """Return answers from the newest to the oldest; those of one day stand in the order they came in."""
    return sorted(answers, key=lambda answer: answer.when, reverse=True)


def _content(claim: Claim) -> tuple[Any, ...]:
    return (claim.type, *(_comparable(claim, spec) for spec in SCHEMA[claim.type] if not _is_detail(spec)))


def _is_detail(spec: FieldSpec) -> bool:
    return spec.kind is FieldKind.DATE or spec.relationship == "AT"


def _comparable(claim: Claim, spec: FieldSpec) -> Any:
    if spec.kind in (FieldKind.ENTITY, FieldKind.ENTITIES):
        return tuple(sorted(claim.entities.get(spec.name, ())))
    value = claim.values.get(spec.name)
    return fold(value) or value if isinstance(value, str) else value


def _agreeing(group: list[Claim]) -> Iterable[list[Claim]]:
    """Split claims that differ in nothing but date and place where these contradict each other."""
    details = {_details(claim) for claim in group}
    finest = [one for one in details if not any(_leaves_open(one, other) for other in details)]
    clusters: dict[_Details, list[Claim]] = {}
    for claim in group:
        own = _details(claim)
        fitting = [one for one in finest if one == own or _leaves_open(own, one)]
        clusters.setdefault(fitting[0] if len(fitting) == 1 else own, []).append(claim)
    return clusters.values()


def _details(claim: Claim) -> _Details:
    return _date_of(claim), claim.entities.get("place", ())


def _leaves_open(one: _Details, other: _Details) -> bool:
    """Say whether the first says less than the second and nothing against it."""
    same_day, same_place = one[0] == other[0], one[1] == other[1]
    return one != other and (same_day or _covers(one[0], other[0])) and (same_place or not one[1])


def _covers(coarse: str | None, fine: str | None) -> bool:
    """Say whether a date names a longer period that another lies in; no date covers every date."""
    outer, inner = days_of(coarse) if coarse else _ALWAYS, days_of(fine)
    return bool(outer and inner and outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1])


def _by_rank(cluster: list[Claim]) -> tuple[Claim, ...]:
    newest = sorted(cluster, key=lambda claim: claim.published or "", reverse=True)
    fullest = max(newest, key=_detail)
    return (fullest, *(claim for claim in newest if claim is not fullest))


def _detail(claim: Claim) -> tuple[int, int, float]:
    date, place = _details(claim)
    return len(date or ""), len(place), claim.confidence


def _date_of(claim: Claim) -> str | None:
    name = _date_field(claim.type)
    return _text(claim.values.get(name)) if name else None


def _date_field(fact_type: FactType) -> str | None:
    return next((spec.name for spec in SCHEMA[fact_type] if spec.kind is FieldKind.DATE), None)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None
