"""Which entities are the same, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import EntityRead, Office, unify
from graph.vocabulary import Entity, EntityKind

P, C, ORG, A = EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.AGREEMENT


def read(kind: EntityKind, name: str, *aliases: str, scope: tuple[str, ...] = (), articles: int = 1) -> EntityRead:
    """Return an entity as read."""
    return EntityRead(Entity(kind, name, scope).id, kind, name, scope, aliases, articles)


def groups(*entities: EntityRead, offices: tuple[Office, ...] = ()) -> set[frozenset[str]]:
    """Return the sets of those that are the same, by the names of their members."""
    unified = unify(entities, offices)
    label = {e.id: e.name if not e.scope else f"{e.name}/{','.join(e.scope)}" for e in entities}
    return {frozenset(label[i] for i in unified if unified[i] == one) for one in unified.values()}


def name_of(*entities: EntityRead) -> str:
    """Return the name of entities that must all be the same."""
    (unified,) = set(unify(entities).values())
    return next(e.name for e in entities if e.id == unified)


SAME = [
    (read(C, "Côte d'Ivoire"), read(C, "Cote d’Ivoire")),
    (read(ORG, "The European Commission"), read(ORG, "European commission")),
    (read(ORG, "Johnson & Johnson"), read(ORG, "Johnson and Johnson")),
    (read(A, "USMCA"), read(A, "United States-Mexico-Canada Agreement", "USMCA")),
    (read(A, "USMCA"), read(A, "United States–Mexico–Canada Agreement")),
    (read(A, "U.S.-Mexico-Canada Agreement"), read(A, "United States-Mexico-Canada Agreement (USMCA)")),
    (read(ORG, "OPEC"), read(ORG, "Organization of the Petroleum Exporting Countries")),
    (read(ORG, "EU"), read(ORG, "European Union")),
    (read(P, "Donald J. Trump"), read(P, "Donald Trump")),
    (read(P, "D. Trump"), read(P, "Donald John Trump")),
    (read(P, "JD Vance"), read(P, "J. D. Vance")),
    (read(P, "J.D. Vance"), read(P, "James David Vance")),
    (read(P, "Luiz Inácio Lula da Silva"), read(P, "Luiz Inacio Lula da Silva")),
    (read(P, "Luiz Inácio Lula da Silva", "Lula"), read(P, "Lula", scope=("a",))),
    (read(P, "Xi Jinping", "Xi"), read(P, "Xi", scope=("a",))),
    (read(P, "Ursula von der Leyen"), read(P, "von der Leyen")),
    (read(P, "Ursula von der Leyen"), read(P, "Leyen", scope=("a",))),
    (read(P, "Robert Kennedy Jr."), read(P, "Robert F. Kennedy Jr.")),
    (read(P, "Claudia Sheinbaum Pardo", "Claudia Sheinbaum"), read(P, "Claudia Sheinbaum")),
    (read(P, "Mark Carney"), read(P, "Carney", scope=("a",)), read(P, "Carney", scope=("b",))),
    (read(A, "trade deal", scope=("Canada", "Mexico")), read(A, "Trade Deal", scope=("Canada", "México"))),
]


@pytest.mark.parametrize("entities", SAME, ids=lambda entities: entities[0].name)
def test_these_are_the_same(entities: tuple[EntityRead, ...]) -> None:
    """Whatever the reason, all of a case become one."""
    assert len(set(unify(entities).values())) == 1


DIFFERENT = [
    (read(C, "Georgia"), read(EntityKind.PLACE, "Georgia")),
    (read(P, "Donald Trump"), read(P, "Donald Trump Jr.")),
    (read(P, "Donald Trump"), read(P, "Donald Trump Jr.", "Donald Trump")),
    (read(P, "George W. Bush"), read(P, "George H. W. Bush")),
    (read(P, "George Bush"), read(P, "George W. Bush"), read(P, "George H. W. Bush")),
    (read(P, "D. Trump"), read(P, "Donald Trump"), read(P, "Donna Trump")),
    (read(P, "Trump", scope=("a",)), read(P, "Donald Trump", "Trump"), read(P, "Melania Trump")),
    (read(P, "Trump", scope=("a",)), read(P, "Trump", scope=("b",))),
    (read(P, "Ben Affleck"), read(P, "Casey Affleck")),
    (
        read(ORG, "CPA"),
        read(ORG, "Coalition Provisional Authority", "CPA"),
        read(ORG, "Commission for Press Affairs", "CPA"),
    ),
    (read(ORG, "CPA"), read(ORG, "Coalition Provisional Authority"), read(ORG, "Commission for Press Affairs", "CPA")),
    (read(ORG, "Commission"), read(ORG, "European Commission", "Commission", "the Commission")),
    (read(ORG, "Cat"), read(ORG, "Committee Against Torture")),
    (read(ORG, "AI"), read(ORG, "Amnesty International")),
    (read(C, "Congo"), read(C, "Democratic Republic of the Congo", "Congo")),
    (read(A, "trade deal", scope=("Canada", "Mexico")), read(A, "trade deal", scope=("Canada", "Japan"))),
    (read(A, "trade deal"), read(A, "trade deal", scope=("Canada", "Japan"))),
    (read(EntityKind.GROUP, "🇨🇦"), read(EntityKind.GROUP, "🇲🇽")),
]


@pytest.mark.parametrize("entities", DIFFERENT, ids=lambda entities: entities[0].name)
def test_these_are_not_the_same(entities: tuple[EntityRead, ...]) -> None:
    """A name that could stand for two stands for itself."""
    assert len(entities) == len(set(unify(entities).values()))


UNITED_STATES, FIRST_LADIES = read(C, "United States"), read(ORG, "First Ladies")
DONALD, MELANIA = read(P, "Donald Trump"), read(P, "Melania Trump")
BARE, OTHER = read(P, "Trump", scope=("a",)), read(P, "Trump", scope=("b",))


def president(person: EntityRead, title: str = "President") -> Office:
    """Return that a person is president of the United States."""
    return Office(person.id, title, UNITED_STATES.id)


def test_several_acronyms_that_name_each_other_are_the_same() -> None:
    """Three acronyms of one agreement, each with all its names, are one, though each name is an alias of several."""
    names = ["United States-Mexico-Canada Agreement", "USMCA", "CUSMA", "T-MEC"]
    entities = [read(A, name, *(other for other in names if other != name)) for name in names]

    assert groups(*entities) == {frozenset(names)}


def test_a_surname_of_two_is_the_one_in_the_same_office() -> None:
    """The office of the bare surname decides, its title in any case."""
    offices = (president(DONALD), Office(MELANIA.id, "chair", FIRST_LADIES.id), president(BARE, "president"))
    found = groups(DONALD, MELANIA, BARE, UNITED_STATES, FIRST_LADIES, offices=offices)
    assert frozenset({"Donald Trump", "Trump/a"}) in found
    assert frozenset({"Melania Trump"}) in found


def test_a_surname_of_two_in_the_same_office_stays_alone() -> None:
    """Nor are two such surnames joined: they may be the one and the other."""
    offices = (president(DONALD), president(MELANIA), president(BARE), president(OTHER))
    assert len(groups(DONALD, MELANIA, BARE, OTHER, UNITED_STATES, offices=offices)) == 5


def test_surnames_of_two_articles_in_one_office_are_the_same() -> None:
    """Even though no article gives the full name."""
    found = groups(BARE, OTHER, UNITED_STATES, offices=(president(BARE), president(OTHER)))
    assert frozenset({"Trump/a", "Trump/b"}) in found


def test_an_office_is_the_same_where_its_institution_is() -> None:
    """Institutions are unified before persons."""
    long, short = read(ORG, "World Trade Organization", "WTO"), read(ORG, "WTO")
    offices = (Office(BARE.id, "head", long.id), Office(OTHER.id, "head", short.id))
    assert frozenset({"Trump/a", "Trump/b"}) in groups(BARE, OTHER, long, short, offices=offices)


@pytest.mark.parametrize(
    ("expected", "entities"),
    [
        (
            "Donald Trump",
            (read(P, "Donald J. Trump", articles=9), read(P, "Donald Trump"), read(P, "Trump", scope=("a",))),
        ),
        ("Donald Trump", (read(P, "Donald Trump", articles=9), read(P, "Donald John Trump"))),
        ("Donald Trump", (read(P, "DONALD TRUMP", articles=9), read(P, "Donald Trump"))),
        (
            "North Atlantic Treaty Organization",
            (read(ORG, "NATO", articles=9), read(ORG, "North Atlantic Treaty Organization")),
        ),
        ("European Union", (read(ORG, "EU", articles=9), read(ORG, "European Union"))),
        ("Türkiye", (read(C, "Turkiye"), read(C, "Türkiye", articles=2))),
    ],
)
def test_the_fullest_name_is_chosen(expected: str, entities: tuple[EntityRead, ...]) -> None:
    """Persons as most call them without initials, institutions written out."""
    assert expected == name_of(*entities)


_ALL = list({e.id: e for case in SAME + DIFFERENT for e in case}.values())


@given(st.lists(st.sampled_from(_ALL), unique_by=lambda e: e.id), st.data())
def test_the_order_of_entities_and_offices_does_not_matter(entities: list[EntityRead], data: st.DataObject) -> None:
    """The mapping is equal, and covers every entity."""
    persons = [e for e in entities if e.kind is P]
    offices = [president(person, title) for person in persons[::2] for title in ("president", "chair")]
    other = unify(data.draw(st.permutations(entities)), data.draw(st.permutations(offices)))
    assert unify(entities, offices) == other
    assert set(other) == {e.id for e in entities}
