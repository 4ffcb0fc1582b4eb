"""E-mail as files: one message each."""

from __future__ import annotations

import email
import email.policy
from typing import TYPE_CHECKING

from graph.errors import InputError
from ingest.readers.assemble import assemble
from ingest.readers.decode import decode
from ingest.readers.markup import html_text
from ingest.readers.web_page import extract_article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source


def read_mail(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the message: its plain text, else the article in its HTML part.

    Attachments are not read; the metadata names them (`attachments`).

    Raises:
        InputError: if it is too large, no message, holds no text or is not of its encoding.
    """
    data = source.whole(limit=options.limits.file)
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        stated = _stated(message)
        text, more = _text(message, source.label)
    except InputError:
        raise
    # The header parser of `email` raises IndexError, TypeError, AttributeError and others on malformed
    # headers (several open bugs of CPython); one message must not end the run.
    except Exception as exc:
        raise InputError(source.label, f"is a broken message ({exc!r:.80})", "export it again") from exc
    yield assemble(source, text, more | {key: value for key, value in stated.items() if value}, options)


def _text(message: EmailMessage, label: str) -> tuple[str, dict[str, object]]:
    body = message.get_body(preferencelist=("plain", "html"))
    if not len(message) or body is None:
        raise InputError(label, "is no e-mail with text", "export the message with its text as .eml")
    payload = body.get_payload(decode=True)
    charset = body.get_content_charset("utf-8")
    # ASCII is a part of UTF-8, and those who declare it by habit often mean that.
    declared = "utf-8" if charset == "us-ascii" else charset
    text = decode(payload if isinstance(payload, bytes) else b"", label, declared=declared)
    return _page(text, label) if body.get_content_subtype() == "html" else (text, {})


def _page(page: str, label: str) -> tuple[str, dict[str, object]]:
    """Return the article of an HTML message, or all its words if it is too short to be told from a menu."""
    try:
        text, stated = extract_article(page, label)
    except InputError:
        return html_text(page), {}
    return text, {key: stated[key] for key in ("language",)}


def _stated(message: EmailMessage) -> dict[str, object]:
    return {
        "title": message["subject"] and str(message["subject"]),
        "date": _date(message),
        "author": _author(message),
        "language": message["content-language"] and str(message["content-language"]),
        "attachments": [part.get_filename() or part.get_content_type() for part in message.iter_attachments()],
        "message-id": message["message-id"] and str(message["message-id"]),
    }


def _date(message: EmailMessage) -> str | None:
    header = message["date"]
    if header is None:
        return None
    stamp = header.datetime
    return stamp.date().isoformat() if stamp else str(header)


def _author(message: EmailMessage) -> str | None:
    header = message["from"]
    if header is None:
        return None
    names = [address.display_name or address.addr_spec for address in header.addresses]
    return ", ".join(names) or str(header)
