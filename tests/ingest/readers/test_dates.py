"""Dates become ISO dates, as granular as they are written."""

from __future__ import annotations

import pytest

from ingest.readers import ReadOptions
from ingest.readers.dates import is_iso, parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2025-09-19", "2025-09-19"),
        ("2025-9-9", "2025-09-09"),
        ("2025-09", "2025-09"),
        ("2025", "2025"),
        ("2025/09/19", "2025-09-19"),
        ("20250919", "2025-09-19"),
        ("20250919T101500Z", "2025-09-19"),
        ("2025-09-19T23:30:00-05:00", "2025-09-19"),
        ("2025-09-19 23:30", "2025-09-19"),
        ("19 September 2025", "2025-09-19"),
        ("19th of September, 2025", "2025-09-19"),
        ("September 19, 2025", "2025-09-19"),
        ("Sept. 19, 2025 at 4:30 p.m. EDT", "2025-09-19"),
        ("Friday, September 19, 2025, 10 am", "2025-09-19"),
        ("September 2025", "2025-09"),
        ("Fri, 19 Sep 2025 23:30:00 -0500", "2025-09-19"),
        ("Fri Sep 19 10:00:00 2025", "2025-09-19"),
        ("19.9.2025", "2025-09-19"),
        ("19/9/2025", "2025-09-19"),
        ("9/19/2025", "2025-09-19"),
        ("4/4/2025", "2025-04-04"),
    ],
)
def test_a_written_date_keeps_its_day_and_granularity(written: str, iso: str) -> None:
    """A date becomes ISO without a zone conversion and without an invented month or day."""
    assert iso == parse_date(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "3/4/2025",
        "2025-02-30",
        "2025-13",
        "0000",
        "31 June 2025",
        "in May",
        "1758240000",
        "2025-00-10",
    ],
)
def test_what_is_no_clear_date_is_none(written: str) -> None:
    """A date that does not exist or may mean two days is not guessed."""
    assert parse_date(written) is None


@pytest.mark.parametrize("date", ["2025-09-19", "2025-09", "2025"])
def test_the_default_date_may_be_a_day_a_month_or_a_year(date: str) -> None:
    """Each granularity is accepted."""
    assert is_iso(date)
    assert date == ReadOptions(published=date).published


@pytest.mark.parametrize("date", ["2025-9-19", "19 September 2025", "2025-02-30", "", "2025-09-19T10:00"])
def test_a_default_date_that_is_not_iso_is_refused_at_once(date: str) -> None:
    """The options cannot be made with a date that no article could carry."""
    with pytest.raises(ValueError, match="published"):
        ReadOptions(published=date)
