"""Numbers that measure nothing: years, days, times, ages, scores, and numbers inside names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.components.calendar_terms import MONTH, is_year
from ingest.components.numerals import word_before

if TYPE_CHECKING:
    from ingest.components.numerals import Numeral

_STUCK_BEFORE = re.compile(r"[\w#№§/&@_^]\Z|[^\W\d_]\d*[-‑–]\Z|\d[:.,]\Z|\d[-‑]\d+[-‑]\Z")
_STUCK_AFTER = re.compile(r"(?:st|nd|rd|th)\b|[^\W\d_%]|[:/]\d|[-‑]\d+[-‑]\d|[-‑]?(?:fold|ish)\b|_|\.\d|[ ]?[@=]")
_LETTER_UNIT = re.compile(
    r"(?:km|kg|cm|mm|mph|kph|lbs?|ft|oz|ha|m[²³]?|t|k?Wh?|[MG]Wh?|TWh|bpd|b/d|nm|[GMT]B|p[pc]t|mb|in)(?!\w)|[GM]?Hz"
)
_AGE_AFTER = re.compile(r"[ -](?:year|month|week|day)s?[ -](?:olds?\b|of[ ]age\b)|s\b", re.IGNORECASE)
_APPOSED_BEFORE = re.compile(r"[A-Z][\w’'.-]*,[ ]\Z")
_APPOSED_AFTER = re.compile(r"[,.;)]")
_CLOCK_AFTER = re.compile(
    r"[ ]?(?:[ap]\.?m\b|[ap]\.m\.|o['’]clock|(?:hours[ ])?(?:GMT|UTC|[ECMP][SD]T|IST|CET|BST)\b|local[ ]time)",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\b{MONTH}[ ](?:\d{{1,2}}[ ]?(?:[-–—&]|and|to|or|,|through|until)[ ]?){{0,4}}\Z")
_DAY_AFTER = re.compile(rf"(?:[ ]?(?:[-–—&]|and|to|or|,|through|until)[ ]?\d{{1,2}}){{0,4}}[ ](?:of[ ])?{MONTH}")
_YEAR_PAIR = re.compile(r"(?:1[5-9]|20)\d\d[-–—/]\Z")
_NAMED_BY = frozenset({
    "section", "sections", "article", "articles", "order", "orders", "resolution", "resolutions", "chapter",
    "chapters", "title", "titles", "annex", "annexes", "no", "nos", "number", "numbers", "boeing", "airbus",
    "channel", "channels", "route", "routes", "highway", "interstate", "flight", "flights", "room", "apollo",
    "page", "pages", "vol", "volume", "phase", "tier", "model", "form", "proposition", "prop", "amendment",
    "windows", "iphone", "formula", "paragraph", "paragraphs", "para", "clause", "clauses", "rule", "rules",
    "part", "heading", "headings", "subheading", "subheadings", "schedule", "decree", "regulation", "directive",
    "law", "case", "figure", "table", "note", "step", "item", "district", "precinct", "ward", "gate",
    "terminal", "block", "pier", "platform", "lot", "stage", "grade", "psalm", "verse", "version", "appendix",
    "protocol", "category", "code", "bill", "docket", "statute", "episode", "season", "u.s.c", "usc", "c.f.r",
    "cfr", "stat", "h.r", "§", "§§",
})  # fmt: skip
_NAMED_IF_BARE = frozenset({
    "group", "top", "week", "day", "year", "zone", "sector", "radio", "super", "big", "area", "unit", "camp",
    "line", "mark", "list", "level", "class", "type",
})  # fmt: skip
_AGED = frozenset({"age", "aged", "ages", "turned", "turns", "turning"})
_NAME_WORD = re.compile(r"(?<![.!?:;]\s)(?<!\n)(?<!\A)\b[A-Z][\w-]+[ ]\Z")
_CHAIN = re.compile(r"(?:[,;]|,?[ ](?:and|or|to|through)|[-–—])[ ]?(?:and[ ])?(?:\([a-z\d]+\)[, ]*)*\Z")
_LIST_MARK = re.compile(r"[.)][ \t]|\)")
_SCORE_AFTER = re.compile(r"[ ]?[-–—][ ]?\d{1,3}(?![\d%,.]|[ ](?:percent|per|million|billion))")
_SCORE_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}[ ]?[-–—][ ]?\Z")


def is_attached(text: str, number: Numeral) -> bool:
    """Tell whether letters or digits around a number make it part of a name, an ordinal or a version."""
    before = text[max(0, number.start - 8) : number.start]
    if _STUCK_BEFORE.search(before):
        return True
    return bool(_STUCK_AFTER.match(text, number.end)) and not _LETTER_UNIT.match(text, number.end)


def is_calendar(text: str, number: Numeral) -> bool:
    """Tell whether a number is a year, a day of a month, a time of day or an age."""
    before = text[max(0, number.start - 32) : number.start]
    word = word_before(text, number.start)
    if word in _AGED or (word == "of" and before.endswith(" age of ")):
        return True
    if _AGE_AFTER.match(text, number.end) or _CLOCK_AFTER.match(text, number.end):
        return True
    if not number.plain:
        return False
    if is_year(text, number.start, number.end) or _YEAR_PAIR.match(before[-5:]):
        return True
    return number.value <= 31 and bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(text, number.end))


def is_name_part(text: str, number: Numeral, *, unit: str) -> bool:
    """Tell whether a count is really the number of a section, an order, a model or a list item.

    Args:
        text: the whole text.
        number: the number.
        unit: the noun that it seems to count, "" if none follows.
    """
    if number.scale > 1:
        return False
    word = word_before(text, number.start)
    if word in _NAMED_BY or _is_list_mark(text, number):
        return True
    if unit or not number.plain:
        return False
    return word in _NAMED_IF_BARE or bool(_NAME_WORD.search(text[max(0, number.start - 32) : number.start]))


def _is_list_mark(text: str, number: Numeral) -> bool:
    if not number.plain or not _LIST_MARK.match(text, number.end):
        return False
    before = text[max(0, number.start - 3) : number.start]
    return not before.strip(" \t") or before[-1] in "\n("


def is_score_or_age(text: str, number: Numeral) -> bool:
    """Tell whether a number without a noun is a score ("3-1"), an apposed age (", 45,")."""
    before = text[max(0, number.start - 24) : number.start]
    if _SCORE_AFTER.match(text, number.end) or _SCORE_BEFORE.search(before):
        return True
    apposed = _APPOSED_BEFORE.search(before) and _APPOSED_AFTER.match(text, number.end)
    return number.plain and number.value <= 115 and bool(apposed)


def follows_rejected(text: str, rejected_end: int, number: Numeral) -> bool:
    """Tell whether a number goes on a list of numbers in names: the 232 of "Sections 201 and 232"."""
    gap = text[rejected_end : number.start]
    return rejected_end >= 0 and len(gap) < 12 and bool(_CHAIN.match(gap)) and number.scale == 1.0
