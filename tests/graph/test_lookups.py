"""Look-ups over a store: what is one answer, what is another, and in which order they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.lookups import (
    Bounds,
    MeasureFilter,
    find_agreements,
    find_figures,
    find_positions,
    find_quotes,
    find_sanctions,
    find_tariffs,
    merge,
    nearest_names,
    portrait_of,
    who_signed,
)
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CANADA = Entity(EntityKind.COUNTRY, "Canada")
INDIA = Entity(EntityKind.COUNTRY, "India")
ANA = Entity(EntityKind.PERSON, "Ana Vega", aliases=("Vega",))
BO = Entity(EntityKind.PERSON, "Bo Lund")
OSLO = Entity(EntityKind.PLACE, "Oslo")
TREATY = Entity(EntityKind.AGREEMENT, "Oslo Accord", aliases=("OA",))
DEAL = Entity(EntityKind.AGREEMENT, "trade agreement", scope=("Canada", "India"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Give an empty store."""
    with SqliteStore(tmp_path / "news.db") as opened:
        yield opened


@pytest.fixture
def put(store: SqliteStore) -> Callable[..., None]:
    """Return how an article of facts is stored."""

    def stored(name: str, published: str | None, *facts: tuple[FactType, dict[str, Any]]) -> None:
        made = tuple(
            Fact(fact_type, values, (Evidence(at, at + 1, "s"),), 0.9) for at, (fact_type, values) in enumerate(facts)
        )
        entities = sorted({entity for fact in made for entity in fact.entities()})
        mentions = tuple(Mention(at, at + 1, entity) for at, entity in enumerate(entities))
        store.put(
            [
                ArticleRecord(
                    id=name, fingerprint=name, model="m", words=1, name=name, source=name, text="s" * 99,
                    published=published, facts=made, mentions=mentions,
                )
            ]
        )  # fmt: skip
        store.unify()

    return stored


def _tariff(**values: Any) -> tuple[FactType, dict[str, Any]]:
    return FactType.TARIFF, {"by": CANADA, "on": (INDIA,), "rate": 5.0, **values}


def _office(person: Entity, title: str, of: Entity | None = CANADA, **values: Any) -> tuple[FactType, dict[str, Any]]:
    return FactType.HOLDS_POSITION, {"person": person, "title": title, "of": of, **values}


def _dates(store: SqliteStore) -> list[str | None]:
    return [answer.date for answer in merge(store.claims(FactQuery()))]


def test_the_same_fact_of_two_articles_is_one_answer(store: SqliteStore, put: Callable[..., None]) -> None:
    """Case and punctuation of texts do not count."""
    put("a", "2025-01-01", _tariff(goods="Steel."))
    put("b", "2025-02-01", _tariff(goods="steel"))
    (answer,) = merge(store.claims(FactQuery()))

    assert [claim.article for claim in answer.claims] == ["b", "a"]
    assert answer.published == "2025-02-01"


def test_another_rate_is_another_answer(store: SqliteStore, put: Callable[..., None]) -> None:
    """Two tariffs between the same two countries stay two."""
    put("a", "2025-01-01", _tariff(), _tariff(rate=6.0))

    assert len(merge(store.claims(FactQuery()))) == 2


@pytest.mark.parametrize(
    ("expected", "dates"),
    [
        (["2025-03-04"], ["2025-03-04", None]),
        (["2025-03-04"], ["2025-03-04", "2025-03", "2025", "2025-Q1"]),
        (["2025-04-01", "2025-03-04"], ["2025-03-04", "2025-04-01"]),
        (["2025-04-01", "2025-03-04", "2025"], ["2025-03-04", "2025-04-01", "2025"]),
        ([None], [None, None]),
    ],
)
def test_a_coarser_date_agrees_with_the_only_finer_one(
    expected: list[str | None], dates: list[str | None], store: SqliteStore, put: Callable[..., None]
) -> None:
    """Where several finer ones contradict each other it stays alone."""
    for number, date in enumerate(dates):
        put(f"a{number}", None, _tariff(date=date))

    assert _dates(store) == expected


def test_the_newest_comes_first(store: SqliteStore, put: Callable[..., None]) -> None:
    """By the fact's date, else by the article's."""
    put("a", "2025-05-01", _tariff(goods="tea"), _tariff(goods="steel", date="2025-01-01"), _tariff(date="2025-12-31"))

    assert [answer.when for answer in find_tariffs(store, MeasureFilter())] == [
        "2025-12-31",
        "2025-05-01",
        "2025-01-01",
    ]


def test_a_leader_acts_for_the_country(store: SqliteStore, put: Callable[..., None]) -> None:
    """A minister of something else does not."""
    put("a", "2025-05-01", _office(ANA, "President"), _office(BO, "fisheries minister"))
    put("b", "2025-05-01", _tariff(by=ANA), _tariff(by=BO, rate=7.0))
    (country,) = store.find_entities("Canada")

    assert [answer.names("by") for answer in find_tariffs(store, MeasureFilter(by=[country.id]))] == [["Ana Vega"]]


def test_sanctions_are_no_tariffs(store: SqliteStore, put: Callable[..., None]) -> None:
    """Each look-up has its own type."""
    put("a", "2025-05-01", (FactType.SANCTION, {"by": CANADA, "on": (INDIA,), "kind": "embargo", "status": "imposed"}))

    assert find_tariffs(store, MeasureFilter()) == []
    assert [one.text("kind") for one in find_sanctions(store, MeasureFilter(words=["embarg"]))] == ["embargo"]
    assert find_sanctions(store, MeasureFilter(words=["quota"])) == []


def test_a_newer_holder_makes_the_older_former(store: SqliteStore, put: Callable[..., None]) -> None:
    """In an office that one person holds at a time."""
    put("a", "2024-01-01", _office(ANA, "Prime Minister"), _office(ANA, "economist"))
    put("b", "2025-01-01", _office(BO, "prime minister"), _office(BO, "economist"))

    assert [(one.person, one.title) for one in find_positions(store)] == [
        ("Bo Lund", "prime minister"),
        ("Bo Lund", "economist"),
        ("Ana Vega", "economist"),
    ]
    assert [one.person for one in find_positions(store, former=True) if one.former] == ["Ana Vega"]


def test_a_person_asked_for_alone_is_former_too(store: SqliteStore, put: Callable[..., None]) -> None:
    """The successor counts although nobody asked for them."""
    put("a", "2024-01-01", _office(ANA, "Prime Minister"))
    put("b", "2025-01-01", _office(BO, "Prime Minister"))
    (ana,) = store.find_entities("Vega")

    assert find_positions(store, ids=[ana.id]) == []
    assert [one.as_of for one in find_positions(store, ids=[ana.id], former=True)] == ["2024-01-01"]


def test_the_newest_article_says_whether_an_office_is_past(store: SqliteStore, put: Callable[..., None]) -> None:
    """Former once, President again."""
    put("a", "2023-01-01", _office(ANA, "President", former=True))
    assert find_positions(store) == []
    put("b", "2025-01-01", _office(ANA, "President", None))

    assert [one.office for one in find_positions(store)] == ["President of Canada"]


def test_an_unstated_institution_is_that_which_most_articles_give(store: SqliteStore, put: Callable[..., None]) -> None:
    """One article that gives another does not matter, two that contradict each other do."""
    put("a", "2025-01-01", _office(ANA, "President"), _office(ANA, "President", None))
    put("b", "2025-01-02", _office(ANA, "President", INDIA))
    assert [one.of for one in find_positions(store)] == ["India", "Canada", None]
    put("c", "2025-01-03", _office(ANA, "President"))

    assert [one.of for one in find_positions(store)] == ["Canada", "India"]


def test_an_agreement_is_found_by_its_parties(store: SqliteStore, put: Callable[..., None]) -> None:
    """The one of just these parties comes first."""
    put(
        "a",
        "2025-01-01",
        (FactType.AGREEMENT, {"name": TREATY, "parties": (CANADA, INDIA, Entity(EntityKind.COUNTRY, "Norway"))}),
        (FactType.AGREEMENT, {"name": DEAL, "parties": (CANADA, INDIA), "status": "agreed"}),
    )

    assert [one.name for one in find_agreements(store, words=["Canada-India"])] == ["trade agreement", "Oslo Accord"]
    assert [one.name for one in find_agreements(store, words=["oa"])] == ["Oslo Accord"]
    assert find_agreements(store, words=["Kyoto"]) == []
    assert who_signed(store) == []


def test_the_newest_article_says_how_an_agreement_stands(store: SqliteStore, put: Callable[..., None]) -> None:
    """Its day stays that of its signing."""
    put("a", "2024-01-01", (FactType.AGREEMENT, {"name": TREATY, "status": "signed"}))
    put("b", "2025-01-01", (FactType.AGREEMENT, {"name": TREATY, "status": "suspended", "date": "2025"}))
    put("c", "2024-01-01", (FactType.SIGNED, {"who": ANA, "agreement": TREATY, "date": "2023-12-31", "place": OSLO}))
    (found,) = find_agreements(store, statuses=["suspended"])

    assert (found.status, found.date, found.place) == ("suspended", "2023-12-31", "Oslo")
    assert find_agreements(store, statuses=["signed"]) == []


def test_signatures_are_gathered_by_signatory(store: SqliteStore, put: Callable[..., None]) -> None:
    """Persons before countries; a day that only one article knows stands."""
    put("a", "2024-01-01", (FactType.SIGNED, {"who": CANADA, "agreement": TREATY}))
    put("b", "2024-01-02", (FactType.SIGNED, {"who": ANA, "agreement": TREATY, "date": "2024-01-01"}))
    put("c", "2024-01-03", (FactType.SIGNED, {"who": ANA, "agreement": TREATY, "place": OSLO}))
    (found,) = who_signed(store, words=["accord"])

    assert [(one.entity.name, one.date, one.place) for one in found.signatories] == [
        ("Ana Vega", "2024-01-01", "Oslo"),
        ("Canada", None, None),
    ]
    assert who_signed(store, bounds=Bounds(since="2025")) == []


def test_figures_are_found_by_what_they_measure_and_whom_they_are_about(
    store: SqliteStore, put: Callable[..., None]
) -> None:
    """Every word must stand somewhere."""
    figure = {"value": 5.0, "unit": "EUR", "of": "bilateral trade", "about": (CANADA,)}
    put(
        "a", "2024-01-01", (FactType.FIGURE, figure), (FactType.FIGURE, {"value": 9.0, "unit": "ship", "of": "exports"})
    )

    assert [one.value("value") for one in find_figures(store, words=["Canada trade"])] == [5.0]
    assert [one.value("value") for one in find_figures(store, unit="ships")] == [9.0]
    assert find_figures(store, words=["trade", "exports"]) == []


def test_quotes_are_found_by_speaker_and_words(store: SqliteStore, put: Callable[..., None]) -> None:
    """The same words of the same speaker are one answer."""
    put("a", "2024-01-01", (FactType.SAID, {"who": ANA, "quote": "We will never give up"}))
    put("b", "2024-01-02", (FactType.SAID, {"who": ANA, "quote": "we will never give up!"}))
    (ana,) = store.find_entities("Ana Vega")
    (found,) = find_quotes(store, who=[ana.id], about=["never"])

    assert len(found.claims) == 2


def test_a_portrait_sorts_facts_by_the_part_one_has_in_them(store: SqliteStore, put: Callable[..., None]) -> None:
    """A tariff by a country and one on it are two things."""
    put("a", "2024-01-01", _tariff(), _office(ANA, "President"))
    (canada,) = store.find_entities("Canada")
    portrait = portrait_of(store, canada)

    assert len(portrait.sections["tariffs_by"]) == 1
    assert portrait.sections["tariffs_on"] == []
    assert [one.person for one in portrait.positions] == ["Ana Vega"]
    assert [one.article for one in portrait.articles] == ["a"]


def test_nearest_names_are_whole_names_first(store: SqliteStore, put: Callable[..., None]) -> None:
    """A word of a name is next best."""
    put("a", "2024-01-01", _tariff(), _office(ANA, "President"), _office(BO, "King", INDIA))

    assert nearest_names(store, "Canda") == ["Canada"]
    assert nearest_names(store, "Lundd") == ["Bo Lund"]
    assert nearest_names(store, "Zzyzx") == []
