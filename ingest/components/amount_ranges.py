"""Joins the two ends of a range: "$1-2 billion", "between 10% and 15%"; "from 15% to 3%" stays two."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.components.amounts import Amount, counts_something, single_amounts
from ingest.components.numerals import tidy

_JOIN = re.compile(r"[ \u00a0]?(?P<dash>[-–—‑])[ \u00a0]?|,?[ ](?P<word>to|and|or|through)[ ]|(?P<comma>,)[ ]")
_FROM = re.compile(r"\bfrom[ ](?:(?:about|nearly|just|around|the[ ]current)[ ])?\Z", re.IGNORECASE)
_RANGING = re.compile(
    r"\b(?:rang\w{1,4}|var\w{1,4}|anywhere|anything|spann\w{1,4})[ ](?:\w{1,12}[ ]){0,2}?from[ ]\Z", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween[ ](?:(?:about|around)[ ])?\Z", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:by|rose|rise|risen|fell|fall|climbed|gained|lost|jumped|dropped|grew|up|down|added|increased|decreased|"
    r"declined|soared|surged|slid|shed)[ ](?:(?:by|\w{2,12}ly|about|nearly)[ ])?\Z",
    re.IGNORECASE,
)


def read_amounts(text: str, *, dollar: str = "USD") -> list[Amount]:
    """Return the amounts of a text from left to right, ranges as one amount.

    Args:
        text: any text; it is read in time linear in its length.
        dollar: ISO 4217 code that "$" and "dollars" stand for where the text does not say.
    """
    joined: list[Amount] = []
    for amount in reversed(single_amounts(text, dollar=dollar)):
        if joined and amount.end > joined[-1].start:
            continue
        joined[-1:] = reversed(_join(text, amount, joined[-1])) if joined else [amount]
    return [amount for amount in reversed(joined) if counts_something(text, amount)]


def _join(text: str, first: Amount, second: Amount) -> list[Amount]:
    gap = text[first.end : second.start]
    match = _JOIN.fullmatch(gap) if len(gap) < 12 else None
    if match is None or second.value_max is not None or not _same_measure(first, second):
        return [first, second]
    lower = _like(first, second)
    if first.kind == "money" and second.kind == "count":
        second = replace(second, kind="money", unit=first.unit)
    if _is_range(text, lower, second, word=match["word"] or match["comma"] or "-"):
        return [replace(lower, end=second.end, value_max=second.value)]
    return [lower, second]


def _same_measure(first: Amount, second: Amount) -> bool:
    bare = first.kind == "count" and not first.unit and (first.number.plain or first.number.scale == 1)
    if first.kind == "money":
        return second.kind == "money" or (second.kind == "count" and second.number.scale > 1)
    return bare or (first.kind == second.kind and first.unit == second.unit)


def _like(first: Amount, second: Amount) -> Amount:
    """Give the first end the unit, and where the number allows it the magnitude, that only the second one states."""
    value = first.value
    scale = second.number.scale
    if first.number.scale == 1 and scale > 1 and first.number.value < second.number.value / scale:
        value = tidy(first.value * scale)
    if first.kind == "count" and not first.unit:
        return replace(first, value=value, kind=second.kind, unit=second.unit)
    return replace(first, value=value) if value != first.value else first


def _is_range(text: str, first: Amount, second: Amount, *, word: str) -> bool:
    if first.value >= second.value or (first.kind == "count" and not first.unit):
        return False
    before = text[max(0, first.start - 48) : first.start]
    if word in {"and", "or", ","}:
        return word == "and" and bool(_BETWEEN.search(before))
    if _FROM.search(before):
        return bool(_RANGING.search(before))
    return word == "-" or not _CHANGED.search(before)
