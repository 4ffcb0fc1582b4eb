"""Numbers that measure nothing: years, days, times, ages, scores, and numbers inside names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.components.calendar_terms import MONTH, is_year

if TYPE_CHECKING:
    from ingest.components.numerals import Numeral

_STUCK_BEFORE = re.compile(r"[\w#№§/&@_^]\Z|[^\W\d_]\d*[-‑–]\Z|\d[:.,]\Z|\d[-‑]\d+[-‑]\Z")
_STUCK_AFTER = re.compile(r"(?:st|nd|rd|th)\b|[^\W\d_%]|[:/]\d|[-‑]\d+[-‑]\d|[-‑]?(?:fold|ish)\b|_|\.\d|[ ]?[@=]")
_LETTER_UNIT = re.compile(r"(?:km|kg|cm|mm|mph|kph|lbs?|ft|oz|ha|m[²³]?|t|k?Wh?|[MG]Wh?|TWh|bpd|b/d|nm|[GMT]B|p[pc]t|mb|in)(?!\w)|[GM]?Hz")
_AGE_AFTER = re.compile(r"[ -](?:year|month|week|day)s?[ -](?:olds?\b|of[ ]age\b)|s\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages|age[ ]of|turned|turns|turning)[ ]\Z", re.IGNORECASE)
_APPOSED_BEFORE = re.compile(r"[A-Z][\w’'.-]*,[ ]\Z")
_APPOSED_AFTER = re.compile(r"[,.;)]")
_CLOCK_AFTER = re.compile(
    r"[ ]?(?:[ap]\.?m\b|[ap]\.m\.|o['’]clock|(?:hours[ ])?(?:GMT|UTC|[ECMP][SD]T|IST|CET|BST)\b|local[ ]time)",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\b{MONTH}[ ](?:\d{{1,2}}[ ]?(?:[-–—&]|and|to|or|,|through|until)[ ]?){{0,4}}\Z")
_DAY_AFTER = re.compile(rf"(?:[ ]?(?:[-–—&]|and|to|or|,|through|until)[ ]?\d{{1,2}}){{0,4}}[ ](?:of[ ])?{MONTH}")
_YEAR_PAIR = re.compile(r"\b(?:1[5-9]|20)\d\d[-–—/]\Z")
_NAMED_BY = re.compile(
    r"(?:\b(?:sections?|articles?|orders?|resolutions?|chapters?|titles?|annex(?:es)?|no|nos|number|numbers|boeing|airbus|"
    r"channels?|routes?|highway|interstate|flights?|room|apollo|pages?|vol|volume|phase|tier|model|"
    r"form|proposition|prop|amendment|windows|iphone|formula|paragraphs?|para|clauses?|rules?|part|headings?|"
    r"subheadings?|schedule|decree|regulation|directive|law|case|figure|table|note|step|item|district|precinct|ward|"
    r"gate|terminal|block|pier|platform|lot|stage|grade|psalm|verse|version|page|appendix|protocol|category|"
    r"code|bill|docket|statute|episode|season|under-|u-|"
    r"u\.?s\.?c\.?|c\.?f\.?r\.?|stat\.?|h\.?r\.?|pub\.? ?l\.?)\b\.?|§{1,2})[ ]?\Z",
    re.IGNORECASE,
)
_NAMED_IF_BARE = re.compile(
    r"\b(?:group|top|week|day|year|zone|sector|radio|super|big|area|unit|camp|line|mark|list|score of|level|class|type)"
    r"[ ]\Z",
    re.IGNORECASE,
)
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
    if _AGE_AFTER.match(text, number.end) or _AGE_BEFORE.search(before) or _CLOCK_AFTER.match(text, number.end):
        return True
    if not number.plain:
        return False
    if is_year(text, number.start, number.end) or _YEAR_PAIR.search(before):
        return True
    return number.value <= 31 and bool(_DAY_BEFORE.search(before) or _DAY_AFTER.match(text, number.end))


def is_name_part(text: str, number: Numeral, *, unit: str) -> bool:
    """Tell whether a count is really the number of a section, an order, a model or a list item.

    Args:
        text: the whole text.
        number: the number.
        unit: the noun that it seems to count, "" if none follows.
    """
    before = text[max(0, number.start - 32) : number.start]
    if number.scale > 1:
        return False
    if _NAMED_BY.search(before) or _is_list_mark(text, number):
        return True
    return not unit and number.plain and bool(_NAME_WORD.search(before) or _NAMED_IF_BARE.search(before))


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
    return 0 <= rejected_end and len(gap) < 12 and bool(_CHAIN.match(gap)) and number.scale == 1.0
