"""Which country a name stands for."""

from __future__ import annotations

import pytest

from graph.vocabulary import EntityKind
from ingest.facts.countries import (
    acting_country,
    countries_within,
    country_entity,
    country_named,
    country_of_capital,
    country_of_nationality,
)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "United States"),
        ("the United States", "United States"),
        ("UAE", "United Arab Emirates"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Türkiye", "Turkey"),
        ("EU", "European Union"),
        ("Canada's", "Canada"),
        ("Springfield", None),
    ],
)
def test_a_country_is_known_by_its_names(name: str, country: str | None) -> None:
    """Common names, acronyms and spellings lead to the one common name; other names to none."""
    assert country_named(name) == country


def test_a_nationality_leads_to_its_country() -> None:
    """Adjective and plural of a nationality name the country; one shared by two countries names none."""
    assert country_of_nationality("Mexican") == "Mexico"
    assert country_of_nationality("Canadians") == "Canada"
    assert country_of_nationality("Korean") is None


def test_a_capital_acts_for_its_country_and_brussels_for_the_union() -> None:
    """Ottawa acts for Canada; Brussels for the European Union, not for Belgium."""
    assert country_of_capital("Ottawa") == "Canada"
    assert acting_country("Brussels") == "European Union"


def test_the_european_union_is_an_organization() -> None:
    """Its entity is no country."""
    assert country_entity("European Union").kind is EntityKind.ORGANIZATION
    assert country_entity("Chile", "Chilean").aliases == ("Chilean",)


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("U.S.-Mexico-Canada Agreement", ("United States", "Mexico", "Canada")),
        ("EU–Japan Economic Partnership Agreement", ("European Union", "Japan")),
        ("Treaty between Chile and Peru", ()),
        ("Paris Agreement", ()),
        ("India trade deal", ()),
    ],
)
def test_an_agreement_can_be_named_after_its_parties(name: str, countries: tuple[str, ...]) -> None:
    """Countries joined by hyphens in a name are found; a single one says nothing about parties."""
    assert countries_within(name) == countries
