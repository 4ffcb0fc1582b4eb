"""ISO dates of any granularity as the days they span, so that a year, a quarter and a day can be compared."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-W(?P<week>\d\d))?",
    re.ASCII | re.DOTALL,
)


@lru_cache(maxsize=1 << 14)
def days_of(text: str | None) -> tuple[str, str] | None:
    """Return the first and the last day of the period that an ISO date names.

    "2025", "2025-09", "2025-09-18" (a time of day is left out), "2025-Q3", "2025-H1", "2025-W38" and two of
    them with a slash between ("2025-03/2025-05") are understood; of anything else None is returned.
    """
    first, slash, last = (text or "").partition("/")
    if slash:
        ends = days_of(first), days_of(last)
        return (ends[0][0], ends[1][1]) if ends[0] and ends[1] else None
    form = _FORM.fullmatch(first)
    try:
        return _span(form) if form else None
    except (ValueError, OverflowError):  # the form is right, the day does not exist
        return None


def _span(form: re.Match[str]) -> tuple[str, str]:
    year = int(form["year"])
    if form["week"]:
        monday = date.fromisocalendar(year, int(form["week"]), 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if form["day"]:
        day = date(year, int(form["month"]), int(form["day"])).isoformat()
        return day, day
    first, last = _months(form)
    return date(year, first, 1).isoformat(), date(year, last, monthrange(year, last)[1]).isoformat()


def _months(form: re.Match[str]) -> tuple[int, int]:
    if form["quarter"]:
        return int(form["quarter"]) * 3 - 2, int(form["quarter"]) * 3
    if form["half"]:
        return int(form["half"]) * 6 - 5, int(form["half"]) * 6
    return (int(form["month"]), int(form["month"])) if form["month"] else (1, 12)
