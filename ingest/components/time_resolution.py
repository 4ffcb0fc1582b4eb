"""Places an unresolved time on the calendar, counted from the day an article was published.

The rules, where a text leaves the year or the week open:

- A weekday is the last such day up to the published one; after a word of the future ("will", "is due to",
  "next", "by") the coming one, the published day excluded.
- A day of a month is the one nearest to the published day; after a word of the future the coming one.
- A month, a quarter or a half is the last that has begun; after a word of the future the coming one.
- What the published date does not settle (it may be a month, a year or absent) has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.components.time_grammar import Moment

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Span = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published date, as far as it is known.

    Attributes:
        year: its year, None if nothing is known.
        month: its month, if known.
        day: the day itself, if known.
    """

    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def from_iso(cls, published: object) -> Calendar:
        """Read "2025-09-19", "2025-09" or "2025"; longer strings by their date, anything else as unknown."""
        match = _ISO.match(published) if isinstance(published, str) else None
        if match is None:
            return cls()
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or not MINYEAR < year < MAXYEAR:
            return cls()
        return cls(year, month if month and month <= 12 else None, _day(year, month, day))

    def resolve(self, moment: Moment, *, future: bool) -> Span:
        """Return the ISO value of a moment and, where it is a stretch, of its end; None for what is unknown.

        Args:
            moment: the time, taken apart.
            future: words of the future precede it.
        """
        reader = _RESOLVERS.get(moment.unit)
        return reader(self, moment, future) if reader else (None, None)

    def stated_year(self, moment: Moment) -> int | None:
        """Return the year that a moment names itself or by "last year"."""
        if moment.year is not None or moment.year_offset is None:
            return moment.year
        return None if self.year is None else self.year + moment.year_offset


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _shifted(day: date | None, days: int) -> date | None:
    try:
        return day + timedelta(days=days) if day else None
    except OverflowError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _of_day(calendar: Calendar, moment: Moment, future: bool) -> Span:  # noqa: FBT001 - one of a table of functions
    if moment.offset is not None:
        return _iso(_shifted(calendar.day, moment.offset)), None
    year = calendar.stated_year(moment)
    if year is None:
        year = _nearest_year(calendar, moment, future=future)
    first = _day(year, moment.month, moment.day)
    last = _day(year, moment.month, moment.to) if moment.to else None
    return _iso(first), _iso(last) if first and last and last > first else None


def _nearest_year(calendar: Calendar, moment: Moment, *, future: bool) -> int | None:
    if calendar.year is None or calendar.month is None:
        return None
    published = calendar.day or date(calendar.year, calendar.month, 15)
    days = [_day(calendar.year + step, moment.month, moment.day) for step in (-1, 0, 1)]
    known = [day for day in days if day and (not future or day >= published)]
    return min(known, key=lambda day: abs((day - published).days)).year if known else None


def _of_weekday(calendar: Calendar, moment: Moment, future: bool) -> Span:  # noqa: FBT001
    if calendar.day is None or moment.part is None:
        return None, None
    if moment.year_offset is not None:  # "Monday last week"
        monday = _shifted(calendar.day, -calendar.day.weekday() + 7 * moment.year_offset)
        return _iso(_shifted(monday, moment.part)), None
    back = (calendar.day.weekday() - moment.part) % 7
    if moment.offset == 1 or (moment.offset is None and future):
        return _iso(_shifted(calendar.day, 7 - back)), None
    if moment.offset == -1 and back == 0:
        back = 7
    return _iso(_shifted(calendar.day, -back)), None


def _of_week(calendar: Calendar, moment: Moment, _future: bool) -> Span:  # noqa: FBT001
    day = _shifted(calendar.day, 7 * (moment.offset or 0))
    if day is None:
        return None, None
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}", None


def _of_weekend(calendar: Calendar, moment: Moment, _future: bool) -> Span:  # noqa: FBT001
    if calendar.day is None:
        return None, None
    saturday = _shifted(calendar.day, 5 - calendar.day.weekday() + 7 * (moment.offset or 0))
    return _iso(saturday), _iso(_shifted(saturday, 1))


def _of_month(calendar: Calendar, moment: Moment, future: bool) -> Span:  # noqa: FBT001
    if moment.month is None:
        return _month_from(calendar, moment.offset or 0), None
    year = calendar.stated_year(moment)
    if year is None:
        year = _month_year(calendar, moment, future=future)
    return f"{year:04d}-{moment.month:02d}" if year else None, None


def _month_from(calendar: Calendar, offset: int) -> str | None:
    if calendar.year is None or calendar.month is None:
        return None
    year, month = divmod(calendar.year * 12 + calendar.month - 1 + offset, 12)
    return f"{year:04d}-{month + 1:02d}" if MINYEAR < year < MAXYEAR else None


def _month_year(calendar: Calendar, moment: Moment, *, future: bool) -> int | None:
    if calendar.year is None or calendar.month is None or moment.month is None:
        return None
    if moment.offset == 0:
        return calendar.year
    if moment.offset == 1 or (moment.offset is None and future):
        strictly = moment.offset == 1 and moment.month == calendar.month
        return calendar.year + (moment.month < calendar.month or strictly)
    before = moment.month < calendar.month or (moment.month == calendar.month and moment.offset is None)
    return calendar.year - (not before)


def _of_part(calendar: Calendar, moment: Moment, future: bool) -> Span:  # noqa: FBT001
    letter, length = ("Q", 3) if moment.unit == "quarter" else ("H", 6)
    if moment.part is None:
        return _part_from(calendar, letter, length, moment.offset or 0), None
    year = calendar.stated_year(moment)
    if year is None and calendar.year is not None and calendar.month is not None:
        begun = (moment.part - 1) * length + 1 <= calendar.month
        year = (
            calendar.year + (begun and future and moment.part * length < calendar.month)
            if future
            else calendar.year - (not begun)
        )
    return f"{year:04d}-{letter}{moment.part}" if year else None, None


def _part_from(calendar: Calendar, letter: str, length: int, offset: int) -> str | None:
    if calendar.year is None or calendar.month is None:
        return None
    each = 12 // length
    year, part = divmod(calendar.year * each + (calendar.month - 1) // length + offset, each)
    return f"{year:04d}-{letter}{part + 1}" if MINYEAR < year < MAXYEAR else None


def _of_months(calendar: Calendar, moment: Moment, _future: bool) -> Span:  # noqa: FBT001
    year = calendar.stated_year(moment)
    return (f"{year:04d}-01", f"{year:04d}-{moment.month or 1:02d}") if year else (None, None)


def _of_year(calendar: Calendar, moment: Moment, _future: bool) -> Span:  # noqa: FBT001
    year = moment.year
    if year is None and calendar.year is not None:
        year = calendar.year + (moment.offset or 0)
    if year is None or not MINYEAR <= year <= MAXYEAR:
        return None, None
    return f"{year:04d}", f"{moment.to:04d}" if moment.to else None


def _of_decade(_calendar: Calendar, moment: Moment, _future: bool) -> Span:  # noqa: FBT001
    year = moment.year or 0
    return f"{year:04d}", f"{year + 9:04d}"


_RESOLVERS: dict[str, Callable[[Calendar, Moment, bool], Span]] = {
    "day": _of_day, "weekday": _of_weekday, "week": _of_week, "weekend": _of_weekend, "month": _of_month,
    "quarter": _of_part, "half": _of_part, "months": _of_months, "year": _of_year, "season": _of_year,
    "decade": _of_decade,
}  # fmt: skip
