"""Plain text: kept as it is, or refused with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError
from ingest.article import Article
from ingest.readers import Limits, ReadOptions, read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Accepting, Reading, Refusing

BODY = "Canada  and “Mexico” signed.\n\n  Two — spaces stay.\n"
FRONT = """---
title: "A deal: signed"
date: 2025-09-19
source: The Post
author: [Jane Doe, John Roe]
language: en-GB
url: https://post.example/deal
licence: CC BY 4.0
rank: 3
---

"""


def test_the_whole_file_is_the_text(accepting: Accepting) -> None:
    """Without front matter nothing is taken away, and the name has no ending."""
    article = accepting("deal.txt", BODY)
    assert (article.text, article.name) == (BODY, "deal")
    assert (article.title, article.published, article.outlet) == (None, None, None)


def test_the_text_begins_after_the_blank_line(accepting: Accepting) -> None:
    """What follows the front matter and its blank line is the text, unchanged."""
    assert accepting("deal.txt", FRONT + BODY).text == BODY


def test_only_one_blank_line_is_taken(accepting: Accepting) -> None:
    """A second blank line belongs to the text."""
    assert accepting("deal.txt", FRONT + "\n" + BODY).text == "\n" + BODY


def test_a_text_may_follow_the_front_matter_at_once(accepting: Accepting) -> None:
    """The blank line may be missing."""
    assert accepting("deal.txt", FRONT.rstrip("\n") + "\n" + BODY).text == BODY


def test_front_matter_states_the_fields(accepting: Accepting) -> None:
    """Known keys become fields, the others metadata, all of them strings."""
    article = accepting("deal.txt", FRONT + BODY)
    assert article == Article(
        name="deal",
        source=article.source,
        text=BODY,
        title="A deal: signed",
        published="2025-09-19",
        language="en",
        outlet="The Post",
        author="Jane Doe, John Roe",
        url="https://post.example/deal",
        metadata={"licence": "CC BY 4.0", "rank": "3"},
    )


def test_windows_line_ends_and_byte_order_mark_go(accepting: Accepting) -> None:
    """Offsets count characters of a text with plain line ends."""
    content = b"\xef\xbb\xbf" + (FRONT + BODY).replace("\n", "\r\n").encode()
    assert accepting("deal.txt", content).text == BODY


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_read_if_it_is_marked(accepting: Accepting, encoding: str) -> None:
    """Windows' "Unicode" text files are text."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert accepting("deal.txt", mark + BODY.encode(encoding)).text == BODY


@pytest.mark.parametrize(
    ("line", "published", "metadata"),
    [
        ("date: 2025-09", "2025-09", {}),
        ("date: 19 September 2025", "2025-09-19", {}),
        ("date: last Friday", None, {"date": "last Friday"}),
        ("date:", "2024-01-01", {}),
        ("date: null", "2024-01-01", {}),
    ],
)
def test_a_date_that_cannot_be_read_stays_in_the_metadata(
    accepting: Accepting, line: str, published: str | None, metadata: dict[str, str]
) -> None:
    """The default date stands in only where the text states none."""
    options = ReadOptions(published="2024-01-01")
    article = accepting("deal.txt", f"---\n{line}\n---\n\n{BODY}", options=options)
    assert (published, metadata) == (article.published, article.metadata)


def test_norwegian_is_no_truth_value(accepting: Accepting) -> None:
    """YAML's `no` is the language that was written."""
    assert accepting("deal.txt", f"---\nlanguage: no\n---\n\n{BODY}").language == "no"


def test_a_language_without_code_stays_in_the_metadata(accepting: Accepting) -> None:
    """What is no language tag is kept as written, and the language detected."""
    text = "The government imposed a tariff of 25 percent on steel from Canada, the minister said on Monday."
    article = accepting("deal.txt", f"---\nlanguage: English\n---\n\n{text}")
    assert (article.language, article.metadata) == ("en", {"language": "English"})


@pytest.mark.parametrize("text", ["---\n\nA rule, then prose: with a colon.\n", "----\nA longer rule.\n"])
def test_a_rule_at_the_top_is_no_front_matter(accepting: Accepting, text: str) -> None:
    """A text that merely begins with dashes is kept whole."""
    assert accepting("deal.txt", text).text == text


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: fine\nauthor: a: b\n", 3),
        ("title: [never closed\n", 3),
        ("title: fine\n\tdate: 2025\n", 3),
        ("title: &a x\nauthor: *a\n", 3),
        ("a: b\n- c\n", 3),
    ],
)
def test_broken_front_matter_names_its_line(refusing: Refusing, block: str, line: int) -> None:
    """A YAML error is refused with the line of the file."""
    error = refusing("deal.txt", f"---\n{block}---\n\n{BODY}")
    assert error.source.endswith(f"deal.txt:{line}")
    assert "front matter" in error.reason


def test_front_matter_must_end(refusing: Refusing) -> None:
    """An article never ends up inside its own front matter."""
    assert "not closed" in refusing("deal.txt", f"---\ntitle: x\n\n{BODY}").reason


def test_deep_yaml_is_refused(refusing: Refusing) -> None:
    """Thousands of brackets end in an error, not in a crash."""
    assert "YAML" in refusing("deal.txt", f"---\na: {'[' * 20_000}\n---\n\n{BODY}").reason


@pytest.mark.parametrize("content", ["", " \n\t\n", FRONT, FRONT + "\n \n", "--- *** ---\n"])
def test_a_text_without_words_is_refused(refusing: Refusing, content: str) -> None:
    """An empty file, white space and front matter alone hold nothing to read."""
    assert "0 words" in refusing("deal.txt", content).reason


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\x01\x02\x03\x04 words \x05\x06" * 50])
def test_binary_data_is_refused(refusing: Refusing, content: bytes) -> None:
    """A picture that is named .txt is no text."""
    assert "binary" in refusing("deal.txt", content).reason


def test_a_few_control_characters_are_no_reason(accepting: Accepting) -> None:
    """A stray escape or form feed in a long text does not make it binary."""
    text = "words " * 200 + "\x1b\f"
    assert accepting("deal.txt", text).text == text


@pytest.mark.parametrize(("mark", "place"), [(b"", 6), (b"\xef\xbb\xbf", 9)])
def test_broken_utf_8_names_the_byte(refusing: Refusing, mark: bytes, place: int) -> None:
    """Another encoding is never guessed: the message says where it breaks and how to convert."""
    error = refusing("deal.txt", mark + b"a caf\xe9 in Ottawa")
    assert error.reason == f"is not UTF-8: byte {place - 1} does not fit"
    assert "iconv" in error.remedy


def test_a_text_beyond_the_limit_is_refused_whole(refusing: Refusing, accepting: Accepting) -> None:
    """A text of exactly the limit is read, one byte more is refused and never cut."""
    options = ReadOptions(limits=Limits(text=1_000))
    assert len(accepting("fits.txt", "a" * 1_000, options=options).text) == 1_000
    assert "1000 bytes limit" in refusing("long.txt", "a" * 1_001, options=options).reason


def test_a_line_of_200_megabytes_is_refused(tmp_path: Path) -> None:
    """The default limit holds, and what lies beyond it is not even read."""
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no disk
    [error] = read([path])
    assert isinstance(error, InputError)
    assert str(error) == f"{path}: is larger than the 20 MB limit; split the file"


def test_an_unsure_language_is_none(accepting: Accepting) -> None:
    """Figures alone have no language."""
    assert accepting("deal.txt", "12 34 56 25% 30% 2025").language is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister traf am Montag in Berlin seinen Kollegen aus Frankreich.", "de"),
        ("El ministro dijo que los aranceles van a subir en septiembre.", "es"),
    ],
)
def test_the_language_is_detected(accepting: Accepting, text: str, language: str) -> None:
    """A text that states no language gets that of its words."""
    assert accepting("deal.txt", text).language == language


def test_errors_hold_no_text(reading: Reading) -> None:
    """An error that is kept does not keep the frames, and so the bytes, it passed through."""
    [error] = reading("deal.txt", b"\xff" * 1_000)
    assert isinstance(error, InputError)
    assert error.__traceback__ is None
    assert error.__cause__ is not None
    assert error.__cause__.__traceback__ is None
