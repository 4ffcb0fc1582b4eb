"""HTML elements to plain text: paragraphs by blank lines, items and rows by lines, cells by " | ".

It knows the tags of HTML and those of the XML that trafilatura makes of it (`item`, `row`, `cell`, `lb`).
"""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"\s+")
_AROUND_BREAKS = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")
_HIDDEN = frozenset({"script", "style", "noscript", "template", "title", "iframe", "object", "svg", "select"})
_SECTIONS = {
    "address",
    "article",
    "aside",
    "body",
    "div",
    "footer",
    "form",
    "header",
    "main",
    "nav",
    "section",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head", "figcaption"}
_BLOCKS = {"blockquote", "center", "fieldset", "figure", "hr", "p", "pre", "quote"}
_LISTS = {"dd", "dl", "dt", "list", "ol", "table", "ul"}
_PARAGRAPHS = frozenset(_SECTIONS | _HEADINGS | _BLOCKS | _LISTS)
_LINES = frozenset({"br", "item", "lb", "li", "row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})


def html_text(html: str) -> str:
    """Return all text of an HTML fragment, without its markup."""
    from lxml import etree  # noqa: PLC0415 - heavy
    from lxml.html import document_fromstring  # noqa: PLC0415 - heavy

    if "<" not in html and "&" not in html:
        return _SPACE.sub(" ", html).strip()
    try:
        document = document_fromstring(f"<div>{html}</div>")
    except (etree.LxmlError, ValueError):  # nothing but comments, or characters that no XML may hold
        return ""
    return element_text(document)


def element_text(element: Any) -> str:
    """Return the text of an element of lxml."""
    pieces: list[str] = []
    _collect(element, pieces, in_cell=False)
    text = _AROUND_BREAKS.sub("\n", _squeeze("".join(pieces)))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def _collect(element: Any, pieces: list[str], *, in_cell: bool) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _HIDDEN:
        return
    first, last = _breaks(element, in_cell=in_cell)
    pieces.append(first)
    pieces.append(_SPACE.sub(" ", element.text or ""))
    for child in element:
        _collect(child, pieces, in_cell=in_cell or tag in _CELLS)
        pieces.append(_SPACE.sub(" ", child.tail or ""))
    pieces.append(last)


def _breaks(element: Any, *, in_cell: bool) -> tuple[str, str]:
    """Return what stands before and after the element."""
    tag = element.tag
    if tag in _CELLS:
        return (" | " if element.getprevious() is not None else ""), ""
    if in_cell:
        return (" ", " ") if tag in _PARAGRAPHS | _LINES else ("", "")
    if tag in _PARAGRAPHS:
        return "\n\n", "\n\n"
    return ("\n", "") if tag in _LINES else ("", "")


def _squeeze(text: str) -> str:
    return re.sub(r" {2,}", " ", text)
