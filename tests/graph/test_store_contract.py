"""What every store does; each test runs over each store."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import StoreError
from graph.store import Counts, FactQuery
from graph.vocabulary import Entity, EntityKind, Evidence, Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Claim, Store
    from graph.vocabulary import ArticleRecord

US = Entity(EntityKind.COUNTRY, "United States", (), ("US", "Washington"))
MEXICO = Entity(EntityKind.COUNTRY, "Mexico")
CANADA = Entity(EntityKind.COUNTRY, "Canada", (), ("Ottawa",))
USMCA = Entity(EntityKind.AGREEMENT, "United States-Mexico-Canada Agreement", (), ("USMCA",))
LULA = Entity(EntityKind.PERSON, "Luiz Inácio Lula da Silva", (), ("Lula",))
BRAZIL = Entity(EntityKind.COUNTRY, "Brazil")


@pytest.fixture
def steel(make: Any) -> ArticleRecord:
    """Two tariffs and an agreement in one article."""
    return make.record(
        "steel",
        make.tariff(US, MEXICO, CANADA, rate=25.0, goods="steel and aluminium", status="imposed", date="2025-03"),
        make.tariff(CANADA, US, rate=10.0, goods="energy", status="threatened"),
        make.fact(FactType.AGREEMENT, "The USMCA is in force.", name=USMCA, status="in force", confidence=0.4),
        published="2025-06-15",
        title="Tariffs",
    )


@pytest.fixture
def brazil(make: Any) -> ArticleRecord:
    """A position, in an article without a date."""
    return make.record("brazil", make.holds(LULA, "president", BRAZIL))


def asked(store: Store, **query: Any) -> list[Claim]:
    """Return the claims a query finds."""
    return list(store.claims(FactQuery(**query)))


def rates(store: Store, **query: Any) -> list[Any]:
    """Return the rates of the tariffs a query finds."""
    return [claim.values.get("rate") for claim in asked(store, types=[FactType.TARIFF], **query)]


def id_of(store: Store, name: str) -> str:
    """Return the id of the entity that goes by a name."""
    return store.find_entities(name)[0].id


def answers(store: Store) -> str:
    """Return all that a store says, byte by byte."""
    claims = asked(store)
    ids = sorted({i for claim in claims for ids in claim.entities.values() for i in ids})
    found = [
        [store.find_entities(name) for name in (entity.name, *entity.aliases)] for entity in map(store.entity, ids)
    ]
    return repr((claims, found, store.counts(), list(store.records())))


def test_records_come_back_as_they_were_put_ordered_by_id(store: Store, steel: Any, brazil: Any) -> None:
    """With all fields, facts, evidence and mentions."""
    store.put([steel, brazil])
    assert sorted([steel, brazil], key=lambda r: r.id) == list(store.records())


def test_aliases_come_back_with_the_record_that_gave_them(store: Store, make: Any) -> None:
    """They are no part of the id, so that both records share the entity."""
    one = make.record("one", make.holds(make.person("Ana Lima", "Lima"), "mayor", BRAZIL))
    two = make.record("two", make.holds(make.person("Ana Lima", "Ana"), "mayor", BRAZIL))
    store.put([one, two])
    aliases = {r.name: r.facts[0].values["person"].aliases for r in store.records()}
    assert aliases == {"one": ("Lima",), "two": ("Ana",)}


def test_one_fact_of_two_articles_is_a_claim_of_each(store: Store, make: Any) -> None:
    """Under the same id."""
    fact = make.holds(LULA, "president", BRAZIL)
    store.put([make.record("b", fact), make.record("a", fact)])
    claims = asked(store)
    assert [claim.article for claim in claims] == ["a", "b"]
    assert len({claim.fact for claim in claims}) == 1


def test_each_article_keeps_its_own_order_of_entities(store: Store, make: Any) -> None:
    """Though the order is no part of the fact."""
    store.put([make.record("b", make.tariff(US, MEXICO, CANADA)), make.record("a", make.tariff(US, CANADA, MEXICO))])
    on = [[e.name for e in claim.values["on"]] for claim in asked(store)]
    assert on == [["Canada", "Mexico"], ["Mexico", "Canada"]]
    assert {"Canada", "Mexico"} == {e.name for r in store.records() for e in r.facts[0].values["on"]}


def test_whole_numbers_and_decimals_are_the_same_rate(store: Store, make: Any) -> None:
    """Else the answer would depend on which came first."""
    store.put(
        [make.record("a", make.tariff(US, MEXICO, rate=25)), make.record("b", make.tariff(US, MEXICO, rate=25.0))]
    )
    assert [repr(rate) for rate in rates(store)] == ["25.0", "25.0"]


def test_a_claim_names_its_source(store: Store, steel: Any) -> None:
    """Article, date and sentence."""
    store.put([steel])
    claim = asked(store, statuses=["imposed"])[0]
    expected = ("steel", steel.id, "Tariffs", "2025-06-15", "news/steel.txt", steel.facts[0].evidence, 0.9)
    got = (
        claim.article,
        claim.article_id,
        claim.title,
        claim.published,
        claim.source,
        claim.evidence,
        claim.confidence,
    )
    assert expected == got


def test_putting_twice_changes_nothing(store: Store, steel: Any, brazil: Any) -> None:
    """Not even what has been unified."""
    store.put([steel, brazil])
    store.unify()
    before = answers(store)
    store.put([brazil, steel])
    assert before == answers(store)


def test_a_record_replaces_what_stood_under_its_source(store: Store, make: Any, steel: Any) -> None:
    """With the entities that only it named."""
    store.put([steel])
    store.put([make.record("new", make.holds(LULA, "president", BRAZIL), source=steel.source)])
    assert [claim.article for claim in asked(store)] == ["new"]
    assert store.find_entities("Mexico") == []
    assert {steel.source: "print-new"} == store.fingerprints([steel.source, "news/other.txt"])


def test_an_entity_that_another_article_names_stays(store: Store, make: Any, brazil: Any) -> None:
    """Counted by the articles that are left."""
    store.put([brazil, make.record("other", make.holds(LULA, "guest", MEXICO))])
    assert store.forget("brazil") == 1
    assert store.find_entities("Brazil") == []
    assert store.find_entities("Lula")[0].articles == 1


def test_the_same_text_under_two_sources_is_one_article(store: Store, brazil: Any) -> None:
    """Told as its first source in alphabetical order tells it, whichever came first."""
    store.put([replace(brazil, source="b.txt", name="second"), replace(brazil, source="a.txt", name="first")])
    assert store.counts().articles == 1
    assert [claim.article for claim in asked(store)] == ["first"]
    assert store.find_entities("Lula")[0].articles == 1


def test_an_article_outlives_one_of_its_sources(store: Store, make: Any, brazil: Any) -> None:
    """The next source speaks for it."""
    store.put([replace(brazil, source="a.txt", name="first"), replace(brazil, source="b.txt", name="second")])
    store.put([make.record("else", source="a.txt")])
    assert [claim.article for claim in asked(store)] == ["second"]


@pytest.mark.parametrize("by", ["name", "id", "source"])
def test_an_article_is_forgotten_by_name_id_or_source(store: Store, brazil: Any, by: str) -> None:
    """With all that only it supports; what is unknown is no error."""
    store.put([brazil])
    assert store.forget("unheard of") == 0
    assert store.forget(getattr(brazil, by)) == 1
    assert (asked(store), list(store.records())) == ([], [])
    assert store.counts().entities == 0


def test_forgetting_the_article_that_named_an_entity_best_leaves_the_others(store: Store, make: Any) -> None:
    """They stand for themselves again, and the forgotten name is gone."""
    lula = make.person("Lula", scope=("x",))
    store.put(
        [
            make.record("full", make.holds(LULA, "president", BRAZIL)),
            make.record("bare", make.holds(lula, "guest", MEXICO)),
        ]
    )
    store.unify()
    assert store.find_entities("Lula")[0].articles == 2
    store.forget("full")
    assert [claim.values["person"].name for claim in asked(store)] == ["Lula"]
    assert store.find_entities("Luiz Inácio Lula da Silva") == []


def test_a_failing_put_leaves_the_store_as_it_was(store: Store, steel: Any, brazil: Any) -> None:
    """Records before the wrong one are not stored either."""
    store.put([brazil])
    before = answers(store)
    wrong = Fact(FactType.TARIFF, {"on": US}, (), 0.5)
    with pytest.raises(StoreError, match="on"):
        store.put([steel, replace(steel, source="other", facts=(wrong,))])
    assert before == answers(store)


def test_claims_come_by_published_article_place_type_and_id(store: Store, make: Any, steel: Any, brazil: Any) -> None:
    """Those without a date first."""
    early = make.record("early", make.tariff(US, BRAZIL), published="2024")
    store.put([steel, early, brazil])
    order = [(c.published, c.article, c.evidence[0].start) for c in asked(store)]
    assert sorted(order, key=lambda o: (o[0] or "", *o[1:])) == order
    assert [o[1] for o in order] == ["brazil", "early", "steel", "steel", "steel"]


def test_claims_can_be_read_while_the_store_is_written(store: Store, steel: Any, brazil: Any) -> None:
    """They are of the moment the reading began."""
    store.put([steel])
    seen = []
    for claim in store.claims(FactQuery()):
        store.put([brazil])
        store.forget("steel")
        seen.append(claim.article)
    assert seen == ["steel"] * 3


def test_types_and_statuses_select_any_of_them(store: Store, steel: Any, brazil: Any) -> None:
    """Both together must hold."""
    store.put([steel, brazil])
    assert len(asked(store, types=[FactType.AGREEMENT, FactType.TARIFF])) == 3
    assert rates(store, statuses=["threatened", "in force"]) == [10.0]


def test_roles_select_by_field_or_any_field(store: Store, steel: Any) -> None:
    """One entity of each role must fill it; of none, nothing does."""
    store.put([steel])
    us, canada, mexico = (id_of(store, name) for name in ("United States", "Canada", "Mexico"))
    assert rates(store, roles={"by": [us]}) == [25.0]
    assert rates(store, roles={"*": [us]}) == [25.0, 10.0]
    assert rates(store, roles={"by": [us, canada]}) == [25.0, 10.0]
    assert rates(store, roles={"by": [canada], "on": [mexico]}) == []
    assert rates(store, roles={"by": []}) == []


def test_roles_select_by_what_the_entity_is_unified_with(store: Store, make: Any, brazil: Any) -> None:
    """And the claims speak of the unified entity."""
    store.put([brazil, make.record("bare", make.holds(make.person("Lula", scope=("x",)), "guest", MEXICO))])
    store.unify()
    claims = asked(store, roles={"person": [id_of(store, "Lula")]})
    assert [LULA.name] * 2 == [claim.values["person"].name for claim in claims]
    assert {(LULA.id,)} == {claim.entities["person"] for claim in claims}


def test_entities_that_become_one_fill_a_field_once(store: Store, make: Any) -> None:
    """In names and ids alike."""
    both = (make.person("Donald Trump"), make.person("Donald J. Trump"))
    store.put([make.record("met", make.fact(FactType.MET, "They met.", who=both))])
    store.unify()
    claim = asked(store)[0]
    assert (tuple(e.name for e in claim.values["who"]), len(claim.entities["who"])) == (("Donald Trump",), 1)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["steel"], [25.0]),
        (["ALUMIN"], [25.0]),
        (["luminium"], []),
        (["steel", "energy"], []),
        (["ottawa"], [25.0, 10.0]),
        (["steel and"], [25.0]),
        (["%"], [25.0, 10.0]),
        (["'; DROP TABLE fact; --"], []),
        (["%teel"], []),
    ],
)
def test_words_are_sought_in_texts_and_in_all_names(store: Store, steel: Any, words: list[str], found: Any) -> None:
    """Whole words or beginnings; signs alone ask for nothing."""
    store.put([steel])
    assert found == rates(store, words=words)


def test_words_are_found_without_their_accents(store: Store, brazil: Any) -> None:
    """Neither in the question nor in the text do they matter."""
    store.put([brazil])
    assert len(asked(store, words=["inacio", "PRÉSIDENT"])) == 1


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({"since": "2025-03-31"}, [25.0, 10.0]),
        ({"since": "2025-04"}, [10.0]),
        ({"until": "2025"}, [25.0, 10.0]),
        ({"until": "2025-03"}, [25.0]),
        ({"until": "2025-Q1"}, [25.0]),
        ({"until": "2025-02-28"}, []),
        ({"since": "2025-06-15", "until": "2025-06-15"}, [10.0]),
        ({"since": "2025-W25"}, []),
        ({"since": "2025-H2"}, []),
    ],
)
def test_bounds_are_of_the_fact_else_of_the_article(
    store: Store, steel: Any, brazil: Any, bounds: Any, found: Any
) -> None:
    """What has no date at all is in no bounds."""
    store.put([steel, brazil])
    assert found == rates(store, **bounds)
    assert "brazil" not in {claim.article for claim in asked(store, **bounds)}


@pytest.mark.parametrize("period", ["2025-Q3", "2025-H2", "2025-W38", "2025-09-18", "2025", "2025-09/2025-10"])
def test_a_fact_of_any_granularity_is_found_by_a_day_in_it(store: Store, make: Any, period: str) -> None:
    """And not by the days before and after."""
    fact = make.fact(FactType.FIGURE, "It grew by 5%.", value=5.0, period=period)
    store.put([make.record("figure", fact, published="2020")])
    assert len(asked(store, since="2025-09-18", until="2025-09-18")) == 1
    assert asked(store, until="2024") == []
    assert asked(store, since="2026") == []


def test_a_bound_that_is_no_date_is_refused(store: Store) -> None:
    """Before the first claim is read."""
    with pytest.raises(StoreError, match="'yesterday' is no date"):
        store.claims(FactQuery(since="yesterday"))


def test_an_article_is_asked_by_name_or_id(store: Store, steel: Any, brazil: Any) -> None:
    """Only its claims come."""
    store.put([steel, brazil])
    assert 1 == len(asked(store, article="brazil")) == len(asked(store, article=brazil.id))


def test_confidence_has_a_lower_bound(store: Store, steel: Any) -> None:
    """The bound itself is included."""
    store.put([steel])
    assert len(asked(store, min_confidence=0.5)) == 2
    assert len(asked(store, min_confidence=0.4)) == 3


def test_an_exact_name_or_alias_comes_before_its_parts(store: Store, make: Any) -> None:
    """Parts are whole words; the kind must be one of those asked."""
    store.put([make.record("a", make.tariff(US, make.country("United States Virgin Islands")))])
    assert [e.name for e in store.find_entities("united states")] == ["United States"]
    assert [e.name for e in store.find_entities("washington")] == ["United States"]
    assert len(store.find_entities("states")) == 2
    assert store.find_entities("state") == []
    assert store.find_entities("Washington", [EntityKind.PERSON]) == []


def test_entities_come_most_mentioned_first(store: Store, make: Any) -> None:
    """By the number of articles."""
    korea, other = make.country("South Korea"), make.country("North Korea")
    store.put([make.record("a", make.tariff(other, korea)), make.record("b", make.tariff(korea, US))])
    assert [(e.name, e.articles) for e in store.find_entities("korea")] == [("South Korea", 2), ("North Korea", 1)]


def test_an_entity_is_found_by_id_with_all_its_names(store: Store, steel: Any) -> None:
    """An unknown id is nobody."""
    store.put([steel])
    entity = store.entity(US.id)
    assert (entity.name, entity.aliases, entity.articles) == ("United States", ("US", "Washington"), 1)
    assert None is store.entity("unheard of")


def test_counts_say_how_much_there_is(store: Store, steel: Any, make: Any) -> None:
    """Every type of fact is counted, if only as zero."""
    store.put([steel, make.record("more", make.fact(FactType.AGREEMENT, "USMCA.", name=make.agreement("USMCA")))])
    store.unify()
    claims = dict.fromkeys(FactType, 0) | {FactType.TARIFF: 2, FactType.AGREEMENT: 2}
    assert Counts(2, 5, 4, claims) == store.counts()


@pytest.mark.parametrize(
    "odd", ["lone \udc80 surrogate", "pair \ud83d then \ude00", "a NUL \0 in it", "🇨🇦", "' OR 1=1 --"]
)
def test_odd_texts_are_kept_as_they_are(store: Store, make: Any, odd: str) -> None:
    """In every field that holds text, and they can be asked for."""
    country = make.country(odd, f"{odd} too")
    fact = make.fact(FactType.TARIFF, odd, by=country, goods=odd, status=odd, date=odd)
    record = make.record(odd, fact, text=f"{odd} {odd}", title=odd, published=odd)
    store.put([record])
    store.unify()
    assert [record] == list(store.records())
    assert (f"{odd} too",) == next(store.records()).facts[0].values["by"].aliases
    assert [odd] == [claim.values["goods"] for claim in asked(store, roles={"by": [country.id]}, article=odd)]
    assert [country.id] == [entity.id for entity in store.find_entities(odd)]
    assert {record.source: record.fingerprint} == store.fingerprints([record.source])
    assert store.forget(odd) == 1


def test_a_fact_an_article_holds_twice_is_one_claim_with_both_sentences(store: Store, brazil: Any) -> None:
    """With the higher confidence."""
    fact = brazil.facts[0]
    again = Fact(fact.type, fact.values, (Evidence(0, 3, "bra"),), 0.95)
    store.put([replace(brazil, facts=(fact, again))])
    claim = asked(store)[0]
    assert (fact.evidence + again.evidence, 0.95) == (claim.evidence, claim.confidence)


_NAMES = ["Donald Trump", "Donald J. Trump", "D. Trump", "Melania Trump", "Lula", "Lula da Silva", "Ana Silva"]
_PERSONS = st.builds(
    lambda name, aliases: Entity(EntityKind.PERSON, name, (), tuple(sorted(aliases))),
    st.sampled_from(_NAMES),
    st.sets(st.sampled_from(["Trump", "Lula", "Silva", "Donald Trump"]), max_size=2),
)
_FACTS = st.builds(
    lambda person, title, of: (person, title, of),
    _PERSONS,
    st.sampled_from(["president", "guest"]),
    st.sampled_from([BRAZIL, US]),
)
_TAKES = itertools.count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), articles=st.lists(st.lists(_FACTS, max_size=3, unique=True), max_size=5))
def test_order_and_batches_do_not_change_a_byte_of_the_answers(
    open_named: Callable[[str], Store], make: Any, data: Any, articles: Any
) -> None:
    """Nor does unifying in between."""
    records = [
        make.record(f"a{n}", *(make.holds(*fact) for fact in facts), published=f"2025-0{n + 1}")
        for n, facts in enumerate(articles)
    ]
    records += [replace(record, source=f"copy/{record.source}", name="copy") for record in records[:2]]
    shuffled = data.draw(st.permutations(records))
    cut = data.draw(st.integers(0, len(records)))
    answered = []
    for batches in ([records], [shuffled[:cut], shuffled[cut:]]):
        with open_named(f"order-{next(_TAKES)}") as store:
            for batch in batches:
                store.put(batch)
                store.unify()
            answered.append(answers(store))
    assert answered[0] == answered[1]
