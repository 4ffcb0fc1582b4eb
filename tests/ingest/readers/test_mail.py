"""E-mail: the message's words and its head."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Accepting, Refusing

TEXT = "Canada and Mexico signed a deal.\n\nThe café — was full.\n"
HTML = "<html><body><p>Canada and Mexico <b>signed</b> a deal.</p><p>It grew.</p></body></html>"


def message() -> EmailMessage:
    """Return a message with a head and no body."""
    mail = EmailMessage()
    mail["Subject"] = "Deal signed — at last"
    mail["From"] = "Jane Doe <jane@post.example>"
    mail["Date"] = "Fri, 19 Sep 2025 23:30:00 -0500"
    mail["Message-ID"] = "<1@post.example>"
    return mail


def test_the_plain_text_is_read(accepting: Accepting) -> None:
    """The head states title, author and the day as it is written there."""
    mail = message()
    mail.set_content(TEXT)
    mail.add_alternative(HTML, subtype="html")
    article = accepting("deal.eml", mail.as_bytes())
    assert (article.text, article.title) == (TEXT, "Deal signed — at last")
    assert (article.author, article.published) == ("Jane Doe", "2025-09-19")
    assert article.metadata == {"message-id": "<1@post.example>"}


def test_html_is_read_where_there_is_no_plain_text(accepting: Accepting) -> None:
    """Even a message too short for an article gives its words."""
    mail = message()
    mail.set_content(HTML, subtype="html")
    assert accepting("deal.eml", mail.as_bytes()).text == "Canada and Mexico signed a deal.\n\nIt grew."


def test_attachments_are_named_and_not_read(accepting: Accepting) -> None:
    """The metadata names them."""
    mail = message()
    mail.set_content(TEXT)
    mail.add_attachment("other words", filename="b.txt")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="c.pdf")
    article = accepting("deal.eml", mail.as_bytes())
    assert article.metadata["attachments"] == "b.txt, c.pdf"
    assert "other" not in article.text


def test_a_date_that_cannot_be_read_stays_in_the_metadata(accepting: Accepting) -> None:
    """It is not guessed."""
    mail = message().as_bytes().replace(b"Fri, 19 Sep 2025 23:30:00 -0500", b"some day") + b"\nWords.\n"
    article = accepting("deal.eml", mail)
    assert (article.published, article.metadata["date"]) == (None, "some day")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
def test_the_declared_encoding_is_used(accepting: Accepting, charset: str) -> None:
    """Old messages are in old encodings."""
    mail = message()
    mail.set_content("A café in Ottawa.\n", charset=charset)
    assert accepting("deal.eml", mail.as_bytes()).text == "A café in Ottawa.\n"


def test_a_body_that_is_not_of_its_encoding_is_refused(refusing: Refusing) -> None:
    """No replacement characters are put into a text."""
    mail = b"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\ncaf\xe9\n"
    assert "is not UTF-8" in refusing("deal.eml", mail).reason


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Subject: x\nContent-Type: image/png\n\nabc\n"])
def test_what_is_no_message_with_text_is_refused(refusing: Refusing, content: bytes) -> None:
    """A picture or an empty file holds nothing to read."""
    assert "no e-mail" in refusing("deal.eml", content).reason


@pytest.mark.parametrize("head", [b"From: <<<>>,;:@", b"Date: =?utf-8?q?", b"Subject: =?x?b?=?=", b"From: =?"])
def test_malformed_heads_do_not_hide_the_text(accepting: Accepting, head: bytes) -> None:
    """A broken header is not the article's fault."""
    assert accepting("deal.eml", head + b"\n\nWords.\n").text == "Words.\n"
