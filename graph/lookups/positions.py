"""Who holds which office, as far as the newest article knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Bounds, merge
from graph.names import fold
from graph.vocabulary import EntityKind, FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from graph.lookups.answers import Answer
    from graph.store import Store

_Key = tuple[tuple[str, ...], str, tuple[str, ...]]

# Offices that one person at a time holds in a country or organisation.
_SINGLE = frozenset({
    "chancellor", "emperor", "first minister", "king", "pope", "premier", "president", "prime minister", "queen",
    "secretary general", "supreme leader", "taoiseach", "vice president", "secretary of state",
    "foreign minister", "finance minister", "defence minister", "defense minister", "trade minister",
    "minister of foreign affairs", "minister of finance", "trade representative", "us trade representative",
    "treasury secretary", "commerce secretary", "chief executive", "ceo", "governor",
})  # fmt: skip
# Offices whose holder acts for the country.
_ACTING = frozenset({
    "chancellor", "emperor", "king", "leader", "premier", "president", "prime minister", "queen", "supreme leader",
    "us president",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """An office of a person.

    Attributes:
        answers: what the articles say of it, present and past, the newest article first.
        former: whether it is past: the newest article says so, or knows a newer holder of an office that
            one person holds.
    """

    answers: tuple[Answer, ...]
    former: bool

    @property
    def person(self) -> str:
        """The name of the person."""
        return ", ".join(self.answers[0].names("person"))

    @property
    def title(self) -> str:
        """The title, as the newest article writes it."""
        return self.answers[0].text("title")

    @property
    def of(self) -> str | None:
        """The name of the country or organisation, if any article states it."""
        return next((name for answer in self.answers for name in answer.names("of")), None)

    @property
    def as_of(self) -> str | None:
        """The date of the newest article that speaks of it."""
        return self.answers[0].published

    @property
    def office(self) -> str:
        """The title and what it belongs to: "President of Mexico"."""
        return f"{self.title} of {self.of}" if self.of else self.title


def find_positions(
    store: Store, *, ids: Collection[str] = (), former: bool = False, bounds: Bounds = EVERYTHING
) -> list[Position]:
    """Return who holds which office.

    Args:
        store: where to look.
        ids: persons, countries or organisations whose offices are asked for; empty for all.
        former: include past offices.
        bounds: what it is narrowed by; with `until`, the offices as they were known then.

    Returns:
        present offices before past ones, the newest article first.
    """
    stated = _stated(store, ids, bounds)
    groups = _by_office(stated)
    latest = _latest(groups)
    found = [Position(tuple(answers), _is_former(key, answers, latest)) for key, answers in groups.items()]
    wanted = [position for position in found if (former or not position.former) and _concerns(position, ids)]
    wanted.sort(key=lambda position: position.as_of or "", reverse=True)
    return sorted(wanted, key=lambda position: position.former)


def acting_for(store: Store, ids: Collection[str]) -> set[str]:
    """Return the ids of the persons who have led these countries: what they do, their countries do."""
    query = EVERYTHING.query(FactType.HOLDS_POSITION, roles={"of": ids})
    held = [claim for claim in store.claims(query) if fold(str(claim.values.get("title"))) in _ACTING]
    states = [claim for claim in held if _is_country(claim.values.get("of"))]
    return {person for claim in states for person in claim.entities.get("person", ())}


def _is_country(value: object) -> bool:
    return getattr(value, "kind", None) is EntityKind.COUNTRY


def _stated(store: Store, ids: Collection[str], bounds: Bounds) -> list[Answer]:
    """Return what is said of the offices asked for, and of the same institutions' other offices."""
    query = bounds.query(FactType.HOLDS_POSITION)
    if not ids:
        return merge(store.claims(query))
    claims = {(c.fact, c.article_id): c for c in store.claims(replace(query, roles={"*": ids}))}
    institutions = {of for claim in claims.values() for of in claim.entities.get("of", ())}
    if institutions:
        claims |= {(c.fact, c.article_id): c for c in store.claims(replace(query, roles={"of": institutions}))}
    return merge(claims.values())


def _by_office(stated: Iterable[Answer]) -> dict[_Key, list[Answer]]:
    """Group by person, title and institution; an unstated one is that which most articles give."""
    newest = sorted(stated, key=_recency, reverse=True)
    known: dict[tuple[tuple[str, ...], str], Counter[tuple[str, ...]]] = {}
    for answer in newest:
        if answer.ids("of"):
            known.setdefault(_holder(answer), Counter())[answer.ids("of")] += len(answer.claims)
    groups: dict[_Key, list[Answer]] = {}
    for answer in newest:
        of = answer.ids("of") or _leading(known.get(_holder(answer), Counter()))
        groups.setdefault((*_holder(answer), of), []).append(answer)
    return groups


def _leading(counted: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what is counted most, nothing if nothing is ahead of the others."""
    first, second = [*counted.most_common(2), ((), 0), ((), 0)][:2]
    return first[0] if first[1] > second[1] else ()


def _recency(answer: Answer) -> tuple[str, bool]:
    return answer.published or "", not answer.value("former")


def _holder(answer: Answer) -> tuple[tuple[str, ...], str]:
    return answer.ids("person"), fold(answer.text("title"))


def _latest(groups: dict[_Key, list[Answer]]) -> dict[tuple[str, tuple[str, ...]], str]:
    """Return the date of the newest article that names a present holder of each office of one person."""
    latest: dict[tuple[str, tuple[str, ...]], str] = {}
    for (_, title, of), answers in groups.items():
        if title in _SINGLE and of:
            dates = [answer.published or "" for answer in answers if not answer.value("former")]
            latest[title, of] = max([latest.get((title, of), ""), *dates])
    return latest


def _is_former(key: _Key, answers: list[Answer], latest: dict[tuple[str, tuple[str, ...]], str]) -> bool:
    _, title, of = key
    if answers[0].value("former"):
        return True
    return (answers[0].published or "") < latest.get((title, of), "")


def _concerns(position: Position, ids: Collection[str]) -> bool:
    concerned = {i for answer in position.answers for field in ("person", "of") for i in answer.ids(field)}
    return not ids or bool(concerned & set(ids))


def office_when(positions: Iterable[Position], person: str, signing: Iterable[Answer]) -> str | None:
    """Return the office of a person as the articles on an act of theirs give it, else as any article does."""
    articles = {claim.article_id for answer in signing for claim in answer.claims}
    held = [position for position in positions if any(person in answer.ids("person") for answer in position.answers)]
    there = [position for position in held if articles & _articles(position)]
    return next((position.office for position in (*there, *held) if position.of), None)


def _articles(position: Position) -> set[str]:
    return {claim.article_id for answer in position.answers for claim in answer.claims}
