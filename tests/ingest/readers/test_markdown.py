"""Markdown becomes the text that a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.readers.markdown import markdown_text

if TYPE_CHECKING:
    from conftest import Accepting, Refusing


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# A *deal*\n\nCanada **signed** [it](https://x.example).", "A deal\n\nCanada signed it."),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("- a\n- b\n  - c\n\nafter", "a\nb\nc\n\nafter"),
        ("1. a\n\n2. b\n\n\n* c", "a\nb\n\nc"),
        ("| Good | Rate |\n|---|--:|\n| *Steel* | 25% |\n\nafter", "Good | Rate\nSteel | 25%\n\nafter"),
        ("> said he\n\n---\n\nthen", "said he\n\nthen"),
        ("```\ncode | *x*\n```\nand `y`", "code | *x*\n\nand y"),
        ("![alt](x.png) AT&amp;T <b>bold</b> ~~old~~", "AT&T bold old"),
        ("<div><p>In <i>HTML</i></p></div>\n\n<!-- note -->\n\nend", "In HTML\n\nend"),
        ("“quotes” stay", "“quotes” stay"),
    ],
)
def test_markup_goes_and_words_stay(markdown: str, text: str) -> None:
    """Sentences hold no marks; items and rows are lines; paragraphs are separated by blank lines."""
    assert text == markdown_text(markdown)


@pytest.mark.parametrize("ending", ["md", "markdown", "MD"])
def test_markdown_may_have_front_matter(accepting: Accepting, ending: str) -> None:
    """Front matter states the fields as in plain text."""
    article = accepting(f"deal.{ending}", "---\ntitle: Deal\ndate: 2025-09\n---\n\n**Signed** today.\n")
    assert (article.title, article.published, article.text) == ("Deal", "2025-09", "Signed today.")


def test_markdown_of_pictures_alone_is_refused(refusing: Refusing) -> None:
    """What renders to nothing holds no words."""
    assert "0 words" in refusing("deal.md", "![alt](x.png)\n").reason
