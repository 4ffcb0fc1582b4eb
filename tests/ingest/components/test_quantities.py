"""What the `quantities` component reads, and what it leaves alone."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from ingest.components.quantities import Quantity, quantity_at

NLP = spacy.blank("en")
NLP.add_pipe("quantities")

MONEY = [
    ("They spent CAD 56 billion.", "CAD 56 billion", 56e9, "CAD"),
    ("worth C$1.2bn", "C$1.2bn", 1.2e9, "CAD"),
    ("worth US$1.2 trillion", "US$1.2 trillion", 1.2e12, "USD"),
    ("fined A$5 million", "A$5 million", 5e6, "AUD"),
    ("fined NZ$5m", "NZ$5m", 5e6, "NZD"),
    ("fined HK$5m", "HK$5m", 5e6, "HKD"),
    ("fined S$5m", "S$5m", 5e6, "SGD"),
    ("fined R$5m", "R$5m", 5e6, "BRL"),
    ("fined NT$5m", "NT$5m", 5e6, "TWD"),
    ("aid of €5bn", "€5bn", 5e9, "EUR"),
    ("aid of £3m", "£3m", 3e6, "GBP"),
    ("aid of 5.3bn euros", "5.3bn euros", 5.3e9, "EUR"),
    ("aid of 100m pounds", "100m pounds", 1e8, "GBP"),
    ("it costs ¥500", "¥500", 500, "JPY"),
    ("China said it costs ¥500", "¥500", 500, "CNY"),
    ("a fund of RMB 3 billion", "RMB 3 billion", 3e9, "CNY"),
    ("a fund of ₹ 500 crore", "₹ 500 crore", 5e9, "INR"),
    ("a fund of Rs 2 lakh crore", "Rs 2 lakh crore", 2e12, "INR"),
    ("a fund of 2.5 trillion rials", "2.5 trillion rials", 2.5e12, "IRR"),
    ("it costs 50,000 rials", "50,000 rials", 50000, "IRR"),
    ("it costs 40 million tomans", "40 million tomans", 4e7, "toman"),
    ("it costs 300 Mexican pesos", "300 Mexican pesos", 300, "MXN"),
    ("In Chile it costs 300 pesos", "300 pesos", 300, "CLP"),
    ("it costs 300 pesos", "300 pesos", 300, "peso"),
    ("it costs 300 Canadian dollars", "300 Canadian dollars", 300, "CAD"),
    ("a $1.5-billion plan", "$1.5-billion", 1.5e9, "USD"),
    ("$20 billion worth of US goods", "$20 billion", 20e9, "USD"),
    ("it costs 50 cents", "50 cents", 0.5, "USD"),
    ("oil at $60 a barrel", "$60", 60, "USD"),
    ("paid $5 million CAD", "$5 million CAD", 5e6, "CAD"),
]
MEASURES = [
    ("a levy of 25%", "percent", 25, "%"),
    ("a levy of 25 per cent", "percent", 25, "%"),
    ("a levy of twenty-five percent", "percent", 25, "%"),
    ("two thirds of voters", "percent", 66.67, "%"),
    ("a fifth of voters", "percent", 20, "%"),
    ("up 0.5 percentage points", "percentage point", 0.5, "percentage point"),
    ("up 150 basis points", "percentage point", 1.5, "percentage point"),
    ("made 2.24 million tons", "quantity", 2.24e6, "ton"),
    ("made 5 million tonnes", "quantity", 5e6, "tonne"),
    ("made 3 metric tons", "quantity", 3, "metric ton"),
    ("700,000 barrels per day", "quantity", 7e5, "barrel per day"),
    ("700,000 barrels of oil per day", "quantity", 7e5, "barrel per day"),
    ("a range of 300 km", "quantity", 300, "km"),
    ("a 20-tonne truck", "quantity", 20, "tonne"),
    ("500 pounds of cocaine", "quantity", 500, "pound"),
    ("for five years", "duration", 5, "year"),
    ("a 90-day truce", "duration", 90, "day"),
    ("two and a half years", "duration", 2.5, "year"),
    ("10,000 National Guard troops crossed the river", "count", 10000, "troop"),
    ("signed six agreements", "count", 6, "agreement"),
    ("2000 troops", "count", 2000, "troop"),
    ("1 000 000 people", "count", 1e6, "person"),
    ("1'000'000 people", "count", 1e6, "person"),
    ("2.5m people", "count", 2.5e6, "person"),
    ("a 26-car train", "count", 26, "car"),
    ("53 Democrats voted", "count", 53, "Democrat"),
    ("20 low- and middle-income countries", "count", 20, "country"),
    ("half a million", "count", 5e5, ""),
    ("a dozen", "count", 12, ""),
]
RANGES = [
    ("25 to 50 percent", 25, 50, "%"),
    ("25%-50%", 25, 50, "%"),
    ("10-15 percent", 10, 15, "%"),
    ("between 10% and 15%", 10, 15, "%"),
    ("ranging from 10% to 15%", 10, 15, "%"),
    ("$1-2 billion", 1e9, 2e9, "USD"),
    ("$1 billion to $2 billion", 1e9, 2e9, "USD"),
]
NO_AMOUNTS = [
    "in 2024", "from 2017-2026", "on July 9, 2026", "from March 20 and 21", "at 8 a.m.", "at 12:30 p.m.",
    "aged 45", "the 45-year-old", "John Smith, 45, said", "the 14th", "Section 232", "Sections 201, 232 and 301",
    "Executive Order 14257", "the F-35", "a Boeing 737", "the G7", "at COP28", "Resolution 2231", "won 3-1",
    "call +98 21 8888 1234", "hundreds of men", "millions of dollars", "1.000.000", "the 1990s", "H1N1 and 5G",
    "the 2015 nuclear deal", "version 3.1.2", "one of them",
]  # fmt: skip


def _read(text: str) -> list[Quantity]:
    quantities: list[Quantity] = NLP(text)._.quantities
    return quantities


@pytest.mark.parametrize(("text", "words", "value", "code"), MONEY)
def test_money_is_read_with_its_iso_code(text: str, words: str, value: float, code: str) -> None:
    """Money is read with its ISO code."""
    (found,) = _read(text)

    assert (words, "money", value, code) == (found.text, found.kind, found.value, found.unit)


@pytest.mark.parametrize(("text", "kind", "value", "unit"), MEASURES)
def test_a_measure_has_kind_value_and_singular_unit(text: str, kind: str, value: float, unit: str) -> None:
    """A measure has kind value and singular unit."""
    (found,) = _read(text)

    assert (kind, value, unit) == (found.kind, found.value, found.unit)


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_is_one_quantity_with_two_ends(text: str, low: float, high: float, unit: str) -> None:
    """A range is one quantity with two ends."""
    (found,) = _read(text)

    assert (low, high, unit) == (found.value, found.value_max, found.unit)


@pytest.mark.parametrize("text", ["from 15% to 3%", "from 3% to 15%", "fell 3% to 15%"])
def test_a_change_from_one_rate_to_another_is_two_quantities(text: str) -> None:
    """A change from one rate to another is two quantities."""
    assert [found.value_max for found in _read(text)] == [None, None]


def test_a_list_of_numbers_shares_the_unit_of_its_last_one() -> None:
    """A list of numbers shares the unit of its last one."""
    assert [(q.value, q.unit) for q in _read("rates of 10, 15 and 20 percent")] == [(10, "%"), (15, "%"), (20, "%")]


def test_an_amount_in_two_currencies_is_two_quantities() -> None:
    """An amount in two currencies is two quantities."""
    found = _read("Canadian Dollar (CAD) 56 billion ($40.5 billion)")

    assert [(quantity.value, quantity.unit) for quantity in found] == [(56e9, "CAD"), (40.5e9, "USD")]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_numbers_that_measure_nothing_are_left_alone(text: str) -> None:
    """Numbers that measure nothing are left alone."""
    assert _read(text) == []


@pytest.mark.parametrize("words", ["nearly", "more than", "up to", "at least", "about"])
def test_words_of_approximation_are_noted_and_stay_outside(words: str) -> None:
    """Words of approximation are noted and stay outside."""
    (found,) = _read(f"spent {words} $9.9 million")

    assert (found.approximate, found.text) == (True, "$9.9 million")


def test_a_plain_amount_is_not_approximate() -> None:
    """A plain amount is not approximate."""
    assert [found.approximate for found in _read("spent $9.9 million")] == [False]


def test_the_dollar_can_be_set() -> None:
    """The dollar can be set."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quantities", config={"dollar": "CAD"})

    assert [found.unit for found in nlp("$5, 5 dollars and US$5")._.quantities] == ["CAD", "CAD", "USD"]


def test_token_ranges_cover_the_characters() -> None:
    """Token ranges cover the characters."""
    doc = NLP("They put a 25% levy on it.")
    (found,) = doc._.quantities

    assert doc[found.start : found.end].text == "25%"


def test_the_quantity_that_shares_most_tokens_is_found() -> None:
    """The quantity that shares most tokens is found."""
    doc = NLP("from $5 million to 3%")

    assert getattr(quantity_at(doc, 0, 4), "text", None) == "$5 million"


def test_no_quantity_is_found_where_none_is() -> None:
    """No quantity is found where none is."""
    assert quantity_at(NLP("from nothing to 3%"), 0, 2) is None


def test_parts_of_speech_decide_what_is_counted_where_they_are_set() -> None:
    """Parts of speech decide what is counted where they are set."""
    words = ["12", "armed", "rebels", "march"]
    doc = Doc(NLP.vocab, words=words, pos=["NUM", "ADJ", "NOUN", "VERB"])

    assert [found.unit for found in NLP.get_pipe("quantities")(doc)._.quantities] == ["rebel"]


@pytest.mark.parametrize("text", ["1," * 100_000, "1" * 100_000, "$1 to " * 500, "one-" * 2_000, "\u200b1😀" * 500])
def test_degenerate_text_is_read_to_its_end(text: str) -> None:
    """Degenerate text is read to its end."""
    reader = NLP.get_pipe("quantities")

    assert isinstance(reader(Doc(NLP.vocab, words=[text]))._.quantities, list)


@given(st.text(max_size=200) | st.text(alphabet="1290.,-–$€%kmb to and'one", max_size=80))
@settings(max_examples=60, deadline=None)
def test_every_quantity_lies_within_its_document(text: str) -> None:
    """Every quantity lies within its document."""
    doc = NLP(text)

    assert all(0 <= found.start < found.end <= len(doc) for found in doc._.quantities)
    assert all(found.text in text for found in doc._.quantities)
