"""Numbers as people write them: "CAD 56 billion", "25 to 50%", "10,000 troops"."""

from __future__ import annotations

import re
from decimal import Decimal

_CURRENCY = re.compile(r"[A-Z]{3}")
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_MOST_DECIMALS = 3
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet"}
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")
_UNCHANGED = frozenset({"km", "kg", "cm", "mm", "gw", "mw", "kw", "gwh", "mwh", "kwh", "aircraft", "cattle"})


def amount(value: float | None, value_max: float | None, unit: str) -> str:
    """Return a figure for reading, exact to the last digit.

    Args:
        value: the number, or the lower end of a range.
        value_max: the upper end, if it is a range.
        unit: a currency code, "%", or a noun in the singular.
    """
    if value is None:
        return ""
    text = number(value) if value_max is None else f"{number(value)} to {number(value_max)}"
    if _CURRENCY.fullmatch(unit):
        return f"{unit} {text}"
    if unit == "%":
        return f"{text}%"
    return f"{text} {unit if value == 1 and value_max is None else plural(unit)}".rstrip()


def rate(value: float | None, value_max: float | None) -> str:
    """Return a percentage for reading."""
    return amount(value, value_max, "%")


def number(value: float) -> str:
    """Return a number in millions, billions or trillions where that needs few decimals, else in full."""
    exact = Decimal(str(value))
    for digits, name in _SCALES:
        scaled = exact.scaleb(-digits).normalize()
        if abs(scaled) >= 1 and _decimals(scaled) <= _MOST_DECIMALS:
            return f"{scaled:,f} {name}"
    return f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact:,f}"


def plural(noun: str) -> str:
    """Return the plural of a unit."""
    if not noun or not noun[-1].isalpha() or noun.casefold() in _UNCHANGED:
        return noun
    head, _, last = noun.rpartition(" ")
    if last in _PLURALS:
        return f"{head} {_PLURALS[last]}".lstrip()
    if _SIBILANT.search(noun):
        return f"{noun}es"
    return _CONSONANT_Y.sub("ie", noun) + "s"


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
