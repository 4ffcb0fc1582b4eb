"""RSS and Atom feeds that were saved as files. Nothing is fetched."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from ingest.readers.assemble import as_text, assemble
from ingest.readers.markup import html_text
from ingest.readers.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source

# Entities can name files of this machine and stand for gigabytes.
_ENTITY = b"<!ENTITY"


def read_feed(source: Source, options: ReadOptions) -> Iterator[Article | InputError]:
    """Yield the article of each entry, or the error that says why that entry has none.

    Raises:
        InputError: if the file is too large, no feed, or a feed without entries.
    """
    data = source.whole(limit=options.limits.text)
    if not data.strip():
        raise InputError(source.label, "is empty: it holds 0 words", "fetch the feed again")
    feed = _parse(data, source.label)
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _article(source, feed, entry, options, number)
        except InputError as error:
            yield error
    if broken := _broken(feed):
        raise InputError(source.label, f"is broken XML, entries may be missing ({broken:.80})", "fetch the feed again")


def _parse(data: bytes, label: str) -> Any:
    import feedparser  # noqa: PLC0415 - heavy

    quiet("feedparser")
    if _ENTITY in data:
        raise InputError(label, "declares XML entities, which no feed needs", "remove its DOCTYPE")
    try:
        # A stream and not bytes: of bytes feedparser first tries whether they name a file.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    # feedparser falls back to a lenient parser that raises whatever it meets on hostile input
    # (AssertionError, ValueError, RecursionError, ...); one feed must not end the run.
    except Exception as exc:
        raise InputError(label, f"the feed cannot be parsed ({exc!r:.80})", "fetch the feed again") from exc
    if not feed.entries:
        reason = "is a feed without entries" if feed.get("version") else "is no RSS or Atom feed"
        raise InputError(label, reason, "leave it out, or save the feed itself")
    return feed


def _broken(feed: Any) -> str | None:
    """Return why the XML ended early; what feedparser repairs without loss is no matter."""
    problem = feed.get("bozo_exception")
    if not feed.bozo or type(problem).__name__ != "SAXParseException":
        return None
    return None if "undefined entity" in str(problem) else str(problem)


def _article(source: Source, feed: Any, entry: Any, options: ReadOptions, number: int) -> Article:
    channel = feed.feed
    stated = {
        "title": html_text(entry.get("title") or ""),
        "date": entry.get("published") or entry.get("updated"),
        "author": entry.get("author"),
        "url": entry.get("link"),
        "source": html_text(channel.get("title") or ""),
        "language": channel.get("language"),
        "tags": [tag.get("term") for tag in entry.get("tags") or []],
    }
    name = as_text(entry.get("id")) or f"{source.name}-{number}"
    return assemble(source.part(f"[{number}]", name), _text(entry), stated, options)


def _text(entry: Any) -> str:
    """Return the entry's content, or its summary where there is none."""
    pieces = [_plain(content) for content in entry.get("content") or []]
    summary = entry.get("summary_detail") or {}
    return max([*pieces], key=len, default="") or _plain(summary)


def _plain(content: Any) -> str:
    value = content.get("value") or ""
    return value.strip() if content.get("type") == "text/plain" else html_text(value)
