"""Numbers as people write them."""

from __future__ import annotations

import pytest

from commands.amounts import amount, rate


@pytest.mark.parametrize(
    ("expected", "value", "value_max", "unit"),
    [
        ("CAD 56 billion", 56e9, None, "CAD"),
        ("USD 171.7 billion", 171_700_000_000, None, "USD"),
        ("IRR 2.5 trillion", 2.5e12, None, "IRR"),
        ("EUR 1,234,567", 1_234_567, None, "EUR"),
        ("USD 1 billion to 1.5 billion", 1e9, 1.5e9, "USD"),
        ("USD 0.25", 0.25, None, "USD"),
        ("10,000 troops", 10_000, None, "troop"),
        ("1 vehicle", 1, None, "vehicle"),
        ("3 million people", 3e6, None, "person"),
        ("5 million metric tons", 5e6, None, "metric ton"),
        ("7 countries", 7, None, "country"),
        ("36.3%", 36.3, None, "%"),
        ("", None, None, "USD"),
        ("-2.5 million barrels", -2.5e6, None, "barrel"),
    ],
)
def test_an_amount_is_readable_and_exact(
    expected: str, value: float | None, value_max: float | None, unit: str
) -> None:
    """Scaled where that needs few decimals, in full otherwise."""
    assert expected == amount(value, value_max, unit)


def test_a_rate_may_be_a_range() -> None:
    """The sign stands once."""
    assert rate(25.0, 50.0) == "25 to 50%"
