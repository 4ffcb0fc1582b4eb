"""From a text and what its source states about it to an `Article`. Every reader ends here."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from graph.errors import InputError
from ingest.article import Article
from ingest.readers.dates import parse_date
from ingest.readers.language import detect_language, stated_language
from ingest.readers.source import too_long

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source

_WORD = re.compile(r"[^\W_]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def assemble(source: Source, text: str, stated: Mapping[str, object], options: ReadOptions) -> Article:
    """Return the article.

    Args:
        source: where it was read; of a source that holds several articles, the part (`Source.part`).
        text: its text, which is kept as it is.
        stated: what the source states: `title`, `date`, `source` (the outlet), `author`, `language`, `url`;
            every other key goes into the metadata, and so do a date and a language that cannot be understood.
        options: how to read.

    Raises:
        InputError: if the text holds no words, is too long or holds characters that no file can hold.
    """
    _check(text, source.label, options.limits.text)
    values = {key: value for key in stated if (value := as_text(stated[key]))}
    date, language = values.get("date"), values.get("language")
    published = parse_date(date) if date else options.published
    code = stated_language(language) if language else None
    understood = {"title", "source", "author", "url"}
    understood |= {"date"} if published else set()
    understood |= {"language"} if code else set()
    return Article(
        name=source.name,
        source=source.label,
        text=text,
        title=values.get("title"),
        published=published,
        language=code or detect_language(text),
        outlet=values.get("source"),
        author=values.get("author"),
        url=values.get("url"),
        metadata={key: value for key, value in values.items() if key not in understood},
    )


def as_text(value: object) -> str | None:
    """Return a stated value as a string: lists joined by commas, things by their `name`, else as JSON."""
    if isinstance(value, str):
        value = _SURROGATE.sub("\ufffd", value).replace("\0", "").strip()
        return None if value in _NOTHING else value
    if isinstance(value, list):
        return ", ".join(filter(None, map(as_text, value))) or None
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return as_text(value["name"])
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _check(text: str, label: str, limit: int) -> None:
    if len(text) > limit:
        raise too_long(label, limit)
    if not _WORD.search(text):
        raise InputError(label, "is empty: it holds 0 words", "leave it out, or put the article's text into it")
    if "\0" in text or _SURROGATE.search(text):
        raise InputError(label, "holds NUL characters or halves of surrogate pairs", "write the file again as UTF-8")
