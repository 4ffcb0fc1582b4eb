"""The date that a page declares, as it is written: JSON-LD, `meta`, `time`. Nothing is searched in its text.

htmldate, which trafilatura asks, makes a day of a month ("2025-09" became 2025-09-24) and takes dates out of
the running text; a wrong date moves every "on Monday" of the article, so we read the declarations ourselves.
"""

from __future__ import annotations

import json
from typing import Any

_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "citation_publication_date",
)
_META_KEYS = ("property", "name", "itemprop")
_FIELD = "datePublished"


def page_date(page: str) -> str | None:
    """Return the first date that a page declares as that of its publication, unchanged."""
    from lxml import etree  # noqa: PLC0415 - heavy
    from lxml.html import document_fromstring  # noqa: PLC0415 - heavy

    try:
        document = document_fromstring(page)
    except (etree.LxmlError, ValueError):  # no element at all: no date either
        return None
    return _from_json(document) or _from_meta(document) or _from_time(document)


def _from_json(document: Any) -> str | None:
    for script in document.iterfind(".//script[@type='application/ld+json']"):
        try:
            date = _find(json.loads(script.text or ""))
        except (ValueError, RecursionError):  # pages are full of broken JSON; the next place may do better
            continue
        if date:
            return date
    return None


def _find(value: object) -> str | None:
    """Return the outermost `datePublished`, so that a page's own comes before that of what it links to."""
    level = [value]
    while level:
        for item in level:
            if isinstance(item, dict) and isinstance(item.get(_FIELD), str):
                return str(item[_FIELD])
        level = [child for item in level for child in _children(item)]
    return None


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _from_meta(document: Any) -> str | None:
    declared: dict[str, str] = {}
    for meta in document.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in _META_KEYS:
            if content:
                declared.setdefault((meta.get(key) or "").lower(), content)
    return next((declared[name] for name in _META if name in declared), None)


def _from_time(document: Any) -> str | None:
    times = list(document.iter("time"))
    marked = [time for time in times if time.get("pubdate") is not None or time.get("itemprop") == _FIELD]
    for time in marked or times[:1]:
        date = time.get("datetime") or time.text_content()
        if date.strip():
            return str(date.strip())
    return None
