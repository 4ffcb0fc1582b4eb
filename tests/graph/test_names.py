"""Names and dates made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import acronyms_of, comparable, fold, institution, is_acronym
from graph.periods import days_of
from graph.person_names import PersonName, parse_person


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Côte d'Ivoire", "cote d ivoire"),
        ("U.S.-China", "us china"),
        ("AT&T", "at and t"),
        ("Łódź, Ærø & Straße", "lodz aero and strasse"),
        ("İstanbul", "istanbul"),
        ("ΑΘΉΝΑ", "αθηνα"),
        ("हिन्दी", "हिन्दी"),
        ("ガザ", "ガザ"),
        ("25.5%", "25 5"),
        ("--- 🇨🇦", ""),
    ],
)
def test_folding_leaves_words_without_case_accents_and_signs(text: str, folded: str) -> None:
    """Marks that are letters of their script stay."""
    assert folded == fold(text)


@given(st.text())
def test_folding_twice_is_folding_once_and_something_always_remains(text: str) -> None:
    """Folded names are compared with folded names."""
    assert fold(text) == fold(fold(text))
    assert bool(text) == bool(comparable(text))


def test_institutions_are_spelled_out_without_article_and_acronym() -> None:
    """What differs between newspapers, not between institutions."""
    assert institution("the U.S.-Mexico-Canada Agreement (USMCA)") == "united states mexico canada agreement"


def test_acronyms_are_single_words_of_capitals() -> None:
    """Small letters may stand between the first and the last."""
    assert [is_acronym(n) for n in ("USMCA", "AfCFTA", "U.N.", "Cat", "USMCA deal")] == [True, True, True, False, False]


def test_initials_come_with_and_without_function_words() -> None:
    """One word alone has none."""
    assert {"doj", "dj"} == acronyms_of("Department of Justice")
    assert set() == acronyms_of("Justice")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Donald J. Trump", PersonName(("donald", "j"), "trump")),
        ("JD Vance", PersonName(("j", "d"), "vance")),
        ("Mr. Robert F. Kennedy Jr.", PersonName(("robert", "f"), "kennedy", "jr")),
        ("Ursula von der Leyen", PersonName(("ursula",), "leyen")),
        ("Van der Bellen", PersonName((), "bellen")),
        ("Al Gore", PersonName(("al",), "gore")),
        ("XI JINPING", PersonName(("xi",), "jinping")),
        ("🇨🇦", PersonName((), "🇨🇦")),
    ],
)
def test_persons_are_taken_apart(name: str, parts: PersonName) -> None:
    """Initials one by one, particles and honorifics left out, suffixes apart."""
    assert parts == parse_person(name)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2025-09-18T10:00:00Z", ("2025-09-18", "2025-09-18")),
        ("2025-Q3", ("2025-07-01", "2025-09-30")),
        ("2025-H1", ("2025-01-01", "2025-06-30")),
        ("2025-W01", ("2024-12-30", "2025-01-05")),
        ("2025-03/2025-05", ("2025-03-01", "2025-05-31")),
        ("2025-02-30", None),
        ("2025-W60", None),
        ("9999-W52", None),
        ("2025-03/", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_names_the_days_it_spans(text: str | None, days: tuple[str, str] | None) -> None:
    """Days that do not exist, and anything else, name none."""
    assert days == days_of(text)
