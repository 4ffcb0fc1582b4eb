"""Articles made up from a seed: a few hundred names that everybody writes about, and a long tail of others."""

from __future__ import annotations

import hashlib
from random import Random
from typing import TYPE_CHECKING, Any

from graph.vocabulary import (
    AGREEMENT_STATUSES,
    MEASURE_STATUSES,
    ArticleRecord,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    FactType,
    Mention,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COUNTRIES, ORGANIZATIONS, LEADERS = 120, 80, 100
SHORT = 0.1  # of the articles call an organisation or a leader only so
PLACES, AGREEMENTS, OTHERS = 2_000, 5_000, 40_000
SHARES = {  # roughly those of the sample corpus
    FactType.HOLDS_POSITION: 28, FactType.FIGURE: 23, FactType.TARIFF: 19, FactType.AGREEMENT: 12,
    FactType.SIGNED: 10, FactType.SANCTION: 3, FactType.SAID: 3, FactType.MET: 1, FactType.VISITED: 1,
}  # fmt: skip
FACTS_PER_ARTICLE = (0, 1, 1, 1, 1, 1, 2, 2)
TITLES = (
    "President",
    "Prime Minister",
    "Foreign Minister",
    "Trade Minister",
    "Chancellor",
    "Governor",
    "Chief Executive",
)
GOODS = ("steel", "aluminium", "cars", "soybeans", "copper", "timber", "goods", "electric vehicles", "wine")
MEASURED = ("trade in goods", "exports", "imports", "deficit", "investment", "growth", "aid", "budget")
_ONSETS = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z")
_RIMES = ("a", "al", "an", "e", "el", "en", "i", "in", "o", "or", "os", "u", "um")


class Newsroom:
    """Writes articles; the same seed and number give the same article, whichever were written before."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        chance = self._chance("names")
        self._countries = [_country(_word(chance, 3).title()) for _ in range(COUNTRIES)]
        self._organizations = [_organization(chance) for _ in range(ORGANIZATIONS)]
        self._leaders = [_person(chance, alias=True) for _ in range(LEADERS)]
        self._others = [_person(chance, alias=False) for _ in range(OTHERS)]
        self._places = [Entity(EntityKind.PLACE, _word(chance, 3).title()) for _ in range(PLACES)]
        self._agreements = [self._agreement(chance) for _ in range(AGREEMENTS)]
        self._words = [_word(chance, 1 + n % 3) for n in range(3_000)]
        self._makers: dict[FactType, Callable[[Random, str], dict[str, Any]]] = {
            FactType.HOLDS_POSITION: self._position,
            FactType.FIGURE: self._figure,
            FactType.TARIFF: self._tariff,
            FactType.AGREEMENT: self._described,
            FactType.SIGNED: self._signed,
            FactType.SANCTION: self._sanction,
            FactType.SAID: self._said,
            FactType.MET: self._met,
            FactType.VISITED: self._visited,
        }

    def articles(self, number: int) -> Iterator[ArticleRecord]:
        """Yield the first so many articles."""
        return (self.article(n) for n in range(number))

    def article(self, number: int) -> ArticleRecord:
        """Return one article."""
        chance = self._chance(number)
        published = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        stated = [self._fact(chance, published) for _ in range(chance.choice(FACTS_PER_ARTICLE))]
        bystanders = [self._hub(chance)] if chance.random() < 0.5 else []
        text, facts, mentions = self._told(chance, stated, bystanders)
        return ArticleRecord(
            id=_digest(text),
            fingerprint=_digest(f"{published} {text}"),
            model="made up",
            words=len(text.split()),
            name=f"article-{number:06}",
            source=f"made-up/article-{number:06}.txt",
            title=text[:60],
            published=published,
            language="en",
            text=text,
            facts=facts,
            mentions=mentions,
        )

    def _chance(self, what: object) -> Random:
        return Random(f"{self._seed} {what}")  # noqa: S311 - for variety, not for secrets

    def _agreement(self, chance: Random) -> Entity:
        parties = sorted({self._country(chance).name, self._country(chance).name})
        if chance.random() < 0.3:
            return Entity(EntityKind.AGREEMENT, "trade agreement", tuple(parties))
        return Entity(EntityKind.AGREEMENT, f"{'-'.join(parties)} {_word(chance, 2).title()} Agreement")

    def _fact(self, chance: Random, published: str) -> tuple[FactType, dict[str, Any]]:
        type_ = chance.choices(list(SHARES), list(SHARES.values()))[0]
        values = self._makers[type_](chance, published)
        return type_, {name: value for name, value in values.items() if value is not None}

    def _position(self, chance: Random, _published: str) -> dict[str, Any]:
        if chance.random() < 0.5:
            n = _near_top(chance, LEADERS)
            return {"person": self._leaders[n], "title": TITLES[n % 2], "of": self._countries[n]}
        of = chance.choice((self._country, self._organization))(chance)
        return {
            "person": chance.choice(self._others),
            "title": chance.choice(TITLES),
            "of": of,
            "former": _rarely(chance),
        }

    def _described(self, chance: Random, published: str) -> dict[str, Any]:
        parties = _several(self._country, chance, 2)
        status = chance.choice(AGREEMENT_STATUSES)
        return {"name": self._named_agreement(chance), "parties": parties, "status": status, "date": published[:7]}

    def _signed(self, chance: Random, published: str) -> dict[str, Any]:
        place = self._place(chance) if chance.random() < 0.5 else None
        return {"who": self._hub(chance), "agreement": self._named_agreement(chance), "date": published, "place": place}

    def _tariff(self, chance: Random, published: str) -> dict[str, Any]:
        return {
            "by": self._country(chance),
            "on": _several(self._country, chance, 1),
            "goods": chance.choice(GOODS),
            "rate": float(chance.randrange(5, 100, 5)),
            "status": chance.choice(MEASURE_STATUSES),
            "date": published if chance.random() < 0.3 else None,
        }

    def _sanction(self, chance: Random, _published: str) -> dict[str, Any]:
        on = tuple(sorted({self._country(chance), chance.choice(self._others)}))
        return {
            "by": self._country(chance),
            "on": on,
            "kind": "asset freeze",
            "status": chance.choice(MEASURE_STATUSES),
        }

    def _figure(self, chance: Random, published: str) -> dict[str, Any]:
        about = _several(self._country, chance, 1)
        of, value = chance.choice(MEASURED), round(chance.lognormvariate(3, 2), 1) * 1e9
        return {"value": value, "unit": "USD", "of": of, "period": published[:4], "about": about}

    def _said(self, chance: Random, _published: str) -> dict[str, Any]:
        who = chance.choice(self._others) if chance.random() < 0.5 else self._leader(chance)
        return {"who": who, "quote": self._prose(chance, 12)}

    def _met(self, chance: Random, published: str) -> dict[str, Any]:
        return {"who": _several(self._leader, chance, 2), "date": published, "place": self._place(chance)}

    def _visited(self, chance: Random, published: str) -> dict[str, Any]:
        return {"who": self._leader(chance), "place": self._country(chance), "date": published}

    def _told(
        self, chance: Random, stated: Sequence[tuple[FactType, dict[str, Any]]], bystanders: Sequence[Entity]
    ) -> tuple[str, tuple[Fact, ...], tuple[Mention, ...]]:
        """Return a text that states facts and names bystanders, and where."""
        text = self._prose(chance, 20)
        facts: list[Fact] = []
        mentions: list[Mention] = []
        for type_, values in stated:
            named = Fact(type_, values, (), 1.0).entities()
            start = len(text) + 1
            text = self._sentence(chance, text, named, mentions)
            evidence = Evidence(start, len(text), text[start:])
            facts.append(Fact(type_, values, (evidence,), round(chance.uniform(0.3, 1), 3)))
        text = self._sentence(chance, text, bystanders, mentions)
        return f"{text} {self._prose(chance, 30)}", tuple(facts), tuple(mentions)

    def _sentence(self, chance: Random, text: str, named: Sequence[Entity], mentions: list[Mention]) -> str:
        """Return the text with one more sentence that names entities; add the mentions."""
        for entity in named:
            text = f"{text} {self._prose(chance, 3)} "
            mentions.append(Mention(len(text), len(text) + len(entity.name), entity))
            text += entity.name
        return f"{text} {self._prose(chance, 5)}."

    def _prose(self, chance: Random, words: int) -> str:
        return " ".join(chance.choices(self._words, k=words))

    def _country(self, chance: Random) -> Entity:
        return self._countries[_near_top(chance, COUNTRIES)]

    def _organization(self, chance: Random) -> Entity:
        return _maybe_short(self._organizations[_near_top(chance, ORGANIZATIONS)], chance)

    def _leader(self, chance: Random) -> Entity:
        return _maybe_short(self._leaders[_near_top(chance, LEADERS)], chance)

    def _named_agreement(self, chance: Random) -> Entity:
        return self._agreements[_near_top(chance, AGREEMENTS)]

    def _place(self, chance: Random) -> Entity:
        return self._places[_near_top(chance, PLACES)]

    def _hub(self, chance: Random) -> Entity:
        return chance.choice((self._country, self._organization, self._leader))(chance)


def _near_top(chance: Random, number: int) -> int:
    """Return a place in a list of so many, the first ones far more often than the last."""
    return int(number * chance.random() ** 3)


def _several(choose: Callable[[Random], Entity], chance: Random, at_least: int) -> tuple[Entity, ...]:
    found: set[Entity] = set()
    for _ in range(at_least + (chance.random() < 0.3)):
        found.add(choose(chance))
    while len(found) < at_least:
        found.add(choose(chance))
    return tuple(sorted(found))


def _maybe_short(entity: Entity, chance: Random) -> Entity:
    """Return an entity as an article reads it: now and then by its short name alone."""
    return Entity(entity.kind, entity.aliases[0]) if chance.random() < SHORT else entity


def _rarely(chance: Random) -> bool | None:
    return True if chance.random() < 0.2 else None


def _country(name: str) -> Entity:
    return Entity(EntityKind.COUNTRY, name, (), (name[:3].upper(),))


def _organization(chance: Random) -> Entity:
    words = [_word(chance, 2).title() for _ in range(3)]
    return Entity(EntityKind.ORGANIZATION, " ".join(words), (), ("".join(word[0] for word in words),))


def _person(chance: Random, *, alias: bool) -> Entity:
    given, surname = _word(chance, 2).title(), _word(chance, 3).title()
    return Entity(EntityKind.PERSON, f"{given} {surname}", (), (surname,) if alias else ())


def _word(chance: Random, syllables: int) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(syllables))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
