"""What the `dates` component reads, anchored to the day an article was published."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from ingest.components.dates import TimeExpression, date_at

NLP = spacy.blank("en")
NLP.add_pipe("dates")
PUBLISHED = "2025-09-19"  # a Friday

VALUES = [
    ("on 18 September 2025", "2025-09-18"),
    ("on Sept. 18, 2025", "2025-09-18"),
    ("on Thursday, September 18, 2025", "2025-09-18"),
    ("on the ninth of July 2024", "2024-07-09"),
    ("on 2025-09-18", "2025-09-18"),
    ("on 18/9/2025", "2025-09-18"),
    ("on 18.09.2025", "2025-09-18"),
    ("on 9/8/2025", None),
    ("on September 18", "2025-09-18"),
    ("on January 5", "2026-01-05"),
    ("on Friday 13 June", "2025-06-13"),
    ("on February 30", None),
    ("on Thursday", "2025-09-18"),
    ("on Friday", "2025-09-19"),
    ("last Friday", "2025-09-12"),
    ("next Thursday", "2025-09-25"),
    ("He will meet her on Thursday", "2025-09-25"),
    ("It is due to open on Friday", "2025-09-26"),
    ("He said on Thursday", "2025-09-18"),
    ("It will open, he said on Thursday", "2025-09-18"),
    ("yesterday", "2025-09-18"),
    ("today", "2025-09-19"),
    ("tonight", "2025-09-19"),
    ("tomorrow", "2025-09-20"),
    ("the day before yesterday", "2025-09-17"),
    ("10 days ago", "2025-09-09"),
    ("this week", "2025-W38"),
    ("a week ago", "2025-W37"),
    ("last month", "2025-08"),
    ("three months ago", "2025-06"),
    ("two years ago", "2023"),
    ("next year", "2026"),
    ("in 2024", "2024"),
    ("since 2018", "2018"),
    ("in February", "2025-02"),
    ("in November", "2024-11"),
    ("by November", "2025-11"),
    ("in February 2025", "2025-02"),
    ("July last year", "2024-07"),
    ("September 20 of this year", "2025-09-20"),
    ("the third quarter of 2024", "2024-Q3"),
    ("Q3 2024", "2024-Q3"),
    ("the fourth quarter", "2024-Q4"),
    ("the first half of 2025", "2025-H1"),
]
RANGES = [
    ("2017-2026", "2017", "2026"),
    ("from 2017 to 2026", "2017", "2026"),
    ("between 2012 and 2016", "2012", "2016"),
    ("2024-25", "2024", "2025"),
    ("March 20-April 19", "2025-03-20", "2025-04-19"),
    ("March 20-April 19, 2021", "2021-03-20", "2021-04-19"),
    ("December 21, 2018 to March 20, 2019", "2018-12-21", "2019-03-20"),
    ("10-12 June 2025", "2025-06-10", "2025-06-12"),
    ("June 10-12", "2025-06-10", "2025-06-12"),
    ("from February to May", "2025-02", "2025-05"),
    ("the 1990s", "1990", "1999"),
    ("the first nine months of 2024", "2024-01", "2024-09"),
]
FUZZY = [
    ("early September", "2025-09"),
    ("mid-2025", "2025"),
    ("the end of 2026", "2026"),
    ("later this year", "2025"),
    ("the summer of 2024", "2024"),
]
NO_DATES = [
    "he may go", "May I ask", "they march on", "Theresa May said", "2000 troops", "$2000", "Section 2024", "2,000",
    "No. 2024", "an F-2000", "99999-99-99", "the third way", "half the men",
]  # fmt: skip


def _read(text: str, published: str | None = PUBLISHED) -> list[TimeExpression]:
    doc = NLP.make_doc(text)
    doc.user_data["published"] = published
    expressions: list[TimeExpression] = NLP(doc)._.dates
    return expressions


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_time_has_the_value_that_its_words_support(text: str, value: str | None) -> None:
    """A time has the value that its words support."""
    (found,) = _read(text)

    assert (value, None, "date") == (found.value, found.end_value, found.kind)


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_range_has_two_ends(text: str, first: str, last: str) -> None:
    """A range has two ends."""
    (found,) = _read(text)

    assert (first, last, "range") == (found.value, found.end_value, found.kind)


@pytest.mark.parametrize(("text", "value"), FUZZY)
def test_a_vague_time_has_the_value_of_the_whole(text: str, value: str) -> None:
    """A vague time has the value of the whole."""
    (found,) = _read(text)

    assert (value, "fuzzy") == (found.value, found.kind)


@pytest.mark.parametrize("text", NO_DATES)
def test_words_that_name_no_time_are_left_alone(text: str) -> None:
    """Words that name no time are left alone."""
    assert _read(text) == []


@pytest.mark.parametrize("text", ["fiscal year 2024", "FY24", "FY 2024"])
def test_a_fiscal_year_is_marked(text: str) -> None:
    """A fiscal year is marked."""
    assert [(found.value, found.fiscal) for found in _read(text)] == [("2024", True)]


@pytest.mark.parametrize("text", ["in September", "on Thursday", "last year", "yesterday", "September 18", "this week"])
def test_a_relative_time_has_no_value_without_a_published_date(text: str) -> None:
    """A relative time has no value without a published date."""
    assert [found.value for found in _read(text, None)] == [None]


def test_an_absolute_time_needs_no_published_date() -> None:
    """An absolute time needs no published date."""
    assert [found.value for found in _read("18 September 2025", None)] == ["2025-09-18"]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("last year", "2025", "2024"),
        ("last month", "2025", None),
        ("last month", "2025-01", "2024-12"),
        ("on Thursday", "2025-09", None),
        ("in February", "2025-09", "2025-02"),
        ("last year", "not a date", None),
    ],
)
def test_a_coarse_published_date_settles_what_it_can(text: str, published: str, value: str | None) -> None:
    """A coarse published date settles what it can."""
    assert [value] == [found.value for found in _read(text, published)]


def test_a_year_in_another_calendar_is_not_read_as_ours() -> None:
    """A year in another calendar is not read as ours."""
    assert [found.value for found in _read("the first quarter of the current Iranian calendar year")] == [None]


def test_a_month_inside_a_persons_name_is_no_time() -> None:
    """A month inside a person's name is no time."""
    doc = NLP.make_doc("Since May 2016 spoke")
    doc.ents = [Span(doc, 1, 3, label="PERSON")]

    assert NLP(doc)._.dates == []


@pytest.mark.parametrize(
    ("value", "calendar"), [("last week", "2025-09"), ("two weeks ago", "2025-09"), ("today", PUBLISHED)]
)
def test_a_week_has_a_month_as_calendar_value(value: str, calendar: str) -> None:
    """A week has a month as calendar value."""
    assert [calendar] == [found.calendar_value for found in _read(value)]


def test_a_week_in_two_months_has_the_year_as_calendar_value() -> None:
    """A week in two months has the year as calendar value."""
    assert [found.calendar_value for found in _read("this week", "2025-09-30")] == ["2025"]


def test_the_expression_that_shares_most_tokens_is_found() -> None:
    """The expression that shares most tokens is found."""
    doc = NLP("met in May 2024 and in 2025")

    assert getattr(date_at(doc, 1, 4), "text", None) == "May 2024"
    assert date_at(doc, 0, 1) is None


@pytest.mark.parametrize(
    "text", ["2020-" * 2_000, "May 1 and " * 1_000, "early the end of the " * 1_000, "1/" * 50_000]
)
def test_degenerate_text_is_read_to_its_end(text: str) -> None:
    """Degenerate text is read to its end."""
    reader = NLP.get_pipe("dates")

    assert isinstance(reader(Doc(NLP.vocab, words=[text]))._.dates, list)


@given(
    st.text(max_size=200) | st.text(alphabet="0129-/., MaySeptQFYweekagol", max_size=80),
    st.none() | st.dates().map(str) | st.text(max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_every_expression_lies_within_its_document(text: str, published: str | None) -> None:
    """Every expression lies within its document."""
    doc = NLP.make_doc(text)
    doc.user_data["published"] = published
    NLP(doc)

    assert all(0 <= found.start < found.end <= len(doc) and found.text in text for found in doc._.dates)
