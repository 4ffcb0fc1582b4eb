"""HTML pages: the article without menus, advertisements and comments."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from ingest.readers.assemble import assemble
from ingest.readers.decode import decode
from ingest.readers.markup import element_text
from ingest.readers.page_date import page_date
from ingest.readers.quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]*?\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_HEAD = 4_096
# Browsers read these as windows-1252, and so do the pages that declare them.
_WESTERN = frozenset({"ascii", "iso8859-1"})
# Without a date of its own to find, htmldate need not search (see page_date.py).
_NO_SEARCH = {"extensive_search": False}
_FEWEST_WORDS = 5
_HEADLINE = 15  # characters that a link to an article has at least
_MOST_LINKED = 0.7  # of the text; a page that links more is a list of articles, not one


def read_html(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the one article of an HTML page.

    Raises:
        InputError: if the page is too large, not of its encoding, or holds no article.
    """
    data = source.whole(limit=options.limits.text)
    page = decode(data, source.label, declared=_declared(data))
    text, stated = extract_article(page, source.label)
    yield assemble(source, text, stated, options)


def extract_article(page: str, label: str) -> tuple[str, dict[str, object]]:
    """Return the text of the article on a page and what the page states about it.

    Raises:
        InputError: if there is no article.
    """
    markup = _XML_DECLARATION.sub("", page, count=1)
    found = _extract(markup, label)
    text = "" if found is None or found.body is None else element_text(found.body)
    if len(text.split()) < _FEWEST_WORDS or _linked(markup, text) > _MOST_LINKED * len(text):
        raise InputError(label, "holds no article", "save the article's own page, or its text as .txt")
    language = _LANGUAGE.search(page[:_HEAD])
    stated = {
        "title": found.title,
        "date": page_date(markup),
        "author": found.author,
        "source": found.sitename,
        "url": found.url,
        "description": found.description,
        "language": language[1] if language else None,
    }
    return text, stated


def _linked(page: str, text: str) -> int:
    """Return how many characters of a text are headlines that the page links to."""
    from lxml.html import document_fromstring  # noqa: PLC0415 - heavy

    links = {" ".join(link.text_content().split()) for link in document_fromstring(page).iter("a")}
    return sum(len(link) for link in links if len(link) >= _HEADLINE and link in text)


def _extract(page: str, label: str) -> Any:
    import trafilatura  # noqa: PLC0415 - takes a second

    quiet("trafilatura", "htmldate", "justext", "courlan")
    try:
        return trafilatura.bare_extraction(
            page,
            favor_recall=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params=_NO_SEARCH,
        )
    # trafilatura, htmldate and lxml raise nearly anything on hostile pages (AttributeError, RecursionError,
    # ...) and document none of it; one page must not end the run.
    except Exception as exc:
        raise InputError(label, f"the page cannot be parsed ({exc!r:.80})", "save it again, or as .txt") from exc


def _declared(data: bytes) -> str:
    match = _CHARSET.search(data[:_HEAD])
    if not match:
        return "utf-8"
    name = match[1].decode("ascii", "replace")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return name
    # A page that could be read this far is not UTF-16, whatever it says.
    return "cp1252" if known in _WESTERN else "utf-8" if known.startswith("utf-16") else known
