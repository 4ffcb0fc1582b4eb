"""Names of months and days in English, and the test that tells a year from a number."""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|"
    r"JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
MONTH_FULL = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|Sept)(?![A-Za-z])"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?![A-Za-z])"

_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|to|through|of|during|for|before|after|early|late|mid|year|fiscal|the|its|"
    rf"around|circa|this|that|a|and|between)|['’]s|\(|mid-|pre-|post-|{MONTH}[.,]?|\d{{4}}[-–—/])[ ]?\Z",
    re.IGNORECASE,
)
_AMOUNT_CUE = re.compile(r"\b(?:some|nearly|almost|roughly|approximately|estimated)[ ]\Z", re.IGNORECASE)
_COUNTABLE = re.compile(
    r"[ -](?:[a-z]+[ ])?(?:people|persons|troops|soldiers|workers|jobs|tonnes?|tons|km|kg|meters|metres|miles|barrels|"
    r"companies|employees|students|men|women|children|cases|deaths|patients|homes|houses|vehicles|cars|"
    r"trucks|tanks|families|refugees|migrants|civilians|fighters|protesters|officers|dollars|euros|pounds|"
    r"megawatts|MW|hectares|acres|feet|units|items|members|prisoners|hostages|doses|schools|students|guests)\b"
)
_UNIT_AFTER = re.compile(
    r"[ -]?(?:%|per ?cent|percentage|million|billion|trillion|thousand|bn|mn|rials?|tomans?)|[\d,.]*\d"
)


def is_year(text: str, start: int, end: int) -> bool:
    """Tell whether four bare digits are a year rather than an amount.

    Args:
        text: the whole text.
        start: first digit.
        end: one past the last digit.
    """
    if end - start != 4 or not "1000" <= text[start:end] <= "2199" or _UNIT_AFTER.match(text, end):
        return False
    before = text[max(0, start - 24) : start]
    if _COUNTABLE.match(text, end):
        return bool(re.search(r"(?:\bthe|['’]s|\bsince|\bin|\bearly|\blate)[ ]\Z", before))
    if _AMOUNT_CUE.search(before):
        return False
    if text[start:end] >= "1900":
        return not re.search(r"[$€£¥][ ]?\Z", before)
    return bool(_YEAR_CUE.search(before))
