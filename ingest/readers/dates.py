"""Dates as sources write them, to ISO dates of the same granularity. Nothing is guessed or filled in."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>\d{4})"
_DAY = r"(?P<day>\d{1,2})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[\sT,]+(?:at\s+)?\d{1,2}(?::\d\d|\s*[ap]\.?m\b).*)?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?:-(?P<month>\d\d))?",
        rf"{_YEAR}(?P<sep>[-/])(?P<month>\d{{1,2}})(?P=sep){_DAY}{_TIME}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{{4,6}}.*)?",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th)?\.?[\s-]+(?:of\s+)?{_MONTH}[,\s-]+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+\d\d:\d\d:\d\d(?:\s+[A-Z]+)?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}{_TIME}",
    )
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LONGEST = 100


def is_iso(text: str) -> bool:
    """Whether a text is an ISO date, month or year that the calendar knows."""
    return bool(_ISO.fullmatch(text)) and parse_date(text) == text


def parse_date(text: str) -> str | None:
    """Return a date as ISO date, month or year, as granular as it is written.

    A time of day and its zone are dropped, not converted: the day stays the one that is written.

    Args:
        text: a date as ISO 8601, RFC 2822 or English prose write it; "19/9/2025" only where day and
            month cannot be confused.

    Returns:
        "2025-09-19", "2025-09" or "2025"; None if the text is no such date.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _from_groups(match.groupdict())
    return _slashed(text)


def _from_groups(groups: dict[str, str | None]) -> str | None:
    year, month, day = groups["year"] or "", groups.get("month"), groups.get("day")
    return _iso(int(year), _month(month) if month else None, int(day) if day else None)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTHS.index(written[:3].lower()) + 1


def _slashed(text: str) -> str | None:
    """Read 19/9/2025 and 9/19/2025, but not 3/4/2025, which means two days."""
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    first, second, year = map(int, match.groups())
    if first > 12 or first == second:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else None


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if month is None:
        return f"{year:04}"
    return f"{year:04}-{month:02}" if day is None else f"{year:04}-{month:02}-{day:02}"
