"""JSON: each line or object by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError
from ingest.article import Article
from ingest.readers import JsonFields, Limits, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Accepting, Reading, Refusing

    from ingest.readers import Outcome

RECORD = {
    "id": "deal/1",
    "text": "Canada signed.",
    "title": "Deal",
    "date": "2025-09",
    "source": {"id": None, "name": "The Post"},
    "author": ["Jane Doe", "John Roe"],
    "language": "en",
    "url": "https://post.example",
    "rank": 3,
    "free": True,
    "none": None,
    "places": {"Ottawa": 1},
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("news.jsonl", json.dumps(RECORD)),
        ("news.ndjson", json.dumps(RECORD)),
        ("news.json", json.dumps(RECORD, indent=1)),
        ("news.json", json.dumps([RECORD])),
    ],
)
def test_a_record_states_its_fields(accepting: Accepting, name: str, content: str) -> None:
    """Known fields become the article's, the others metadata as strings; the id is its name."""
    article = accepting(name, content)
    assert article == Article(
        name="deal/1",
        source=article.source,
        text="Canada signed.",
        title="Deal",
        published="2025-09",
        language="en",
        outlet="The Post",
        author="Jane Doe, John Roe",
        url="https://post.example",
        metadata={"rank": "3", "free": "true", "places": '{"Ottawa": 1}'},
    )


def test_a_bad_line_does_not_stop_the_others(reading: Reading, summary: Callable[[list[Outcome]], list[str]]) -> None:
    """Each failure names its line and the rest is read; blank lines are nothing."""
    lines = [
        '{"text": "one"}',
        "",
        "[1]",
        '{"title": "no text"}',
        '{"text": ',
        '{"text": 5}',
        '{"text": " "}',
    ]
    content = "\n".join([*lines, '{"text": "caf\\u00e9"}']).encode() + b'\n{"text": "caf\xe9"}\n{"text": "two"}'
    outcomes = reading("news.jsonl", content)
    kinds = ["article", *["error"] * 5, "article", "error", "article"]
    expected = [f"{kind} news.jsonl:{n}" for kind, n in zip(kinds, [1, 3, 4, 5, 6, 7, 8, 9, 10], strict=True)]
    assert expected == summary(outcomes)
    assert [o.name for o in outcomes if isinstance(o, Article)] == ["news-1", "news-8", "news-10"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "is no JSON object"),
        ('{"title": "x"}', 'has no text in the field "text"'),
        ('{"text": "x"', "is no JSON"),
        ("[" * 100_000, "is JSON that cannot be read"),
        ("1" * 10_000, "is JSON that cannot be read"),
        ('{"text": "\\ud800 half"}', "surrogate"),
        ('{"text": "a\\u0000b"}', "NUL"),
    ],
)
def test_a_bad_line_has_one_clear_reason(refusing: Refusing, line: str, reason: str) -> None:
    """The message says what is wrong with the line."""
    assert reason in refusing("news.jsonl", line).reason


def test_fields_can_have_other_names(accepting: Accepting) -> None:
    """A foreign file is read by naming its fields; ours keep no second meaning."""
    fields = JsonFields(text="body", id="key", title="headline", date="day", source="paper")
    record = {"body": "Words.", "key": 7, "headline": "T", "day": "2025", "paper": "P", "title": "other"}
    article = accepting("news.jsonl", json.dumps(record), options=ReadOptions(fields=fields))
    assert (
        article.name,
        article.text,
        article.title,
        article.published,
        article.outlet,
    ) == ("7", "Words.", "T", "2025", "P")
    assert article.metadata == {}


def test_a_list_reads_each_of_its_objects(reading: Reading, summary: Callable[[list[Outcome]], list[str]]) -> None:
    """An item that is no object fails alone."""
    outcomes = reading("news.json", '[{"text": "one"}, 2, {"text": "three"}]')
    assert summary(outcomes) == ["article news.json[1]", "error news.json[2]", "article news.json[3]"]


@pytest.mark.parametrize("content", ["[]", "5", '"text"', "null"])
def test_json_without_objects_is_refused(refusing: Refusing, content: str) -> None:
    """There is nothing to read."""
    assert "no object" in refusing("news.json", content).reason


def test_broken_json_names_the_place(refusing: Refusing) -> None:
    """Line and column say where to look."""
    assert "line 2 column 1" in refusing("news.json", '{"text": "x",\n}').reason


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_refused(refusing: Refusing, content: str) -> None:
    """A file without lines is reported."""
    assert "0 words" in refusing("news.jsonl", content).reason


def test_a_line_beyond_the_limit_is_refused_alone(reading: Reading) -> None:
    """The lines around it are read, and it counts as one line."""
    content = '{"text": "one"}\n' + '{"text": "' + "x" * 500 + '"}\n{"text": "three"}\n'
    first, long, last = reading("news.jsonl", content, options=ReadOptions(limits=Limits(text=100)))
    assert isinstance(first, Article)
    assert isinstance(long, InputError)
    assert long.source.endswith("news.jsonl:2")
    assert isinstance(last, Article)
    assert last.source.endswith("news.jsonl:3")
