"""Markdown, rendered to the plain text that a reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.assemble import assemble
from ingest.readers.decode import decode
from ingest.readers.front_matter import split_front_matter
from ingest.readers.markup import html_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read_markdown(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the one article of a Markdown file, with or without front matter, as plain text.

    Raises:
        InputError: if it is too large, no text, empty, or its front matter is broken.
    """
    raw = decode(source.whole(limit=options.limits.text), source.label)
    stated, body = split_front_matter(raw, source.label)
    yield assemble(source, markdown_text(body), stated, options)


def markdown_text(markdown: str) -> str:
    """Return Markdown as plain text.

    Paragraphs and headings are separated by blank lines; a list item or table row is one line, cells joined
    by " | "; of a link its words stay, of an image nothing.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page = _Page()
    for token in parser.parse(markdown):
        page.add(token)
    return "".join(page.pieces)


class _Page:
    """Blocks of text as they come, those of one list or table kept together."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._depth = 0  # of lists and tables
        self._joined = False  # whether the last block belongs to the list or table that is open
        self._row: list[str] | None = None

    def add(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "table_open":
                self._nest(1)
            case "bullet_list_close" | "ordered_list_close" | "table_close":
                self._nest(-1)
            case "tr_open":
                self._row = []
            case "tr_close":
                self._close_row()
            case "inline":
                self._inline(_words(token.children or []))
            case "fence" | "code_block":
                self._push(token.content.rstrip("\n"))
            case "html_block":
                self._push(html_text(token.content))

    def _nest(self, step: int) -> None:
        if self._depth == 0 or self._depth + step == 0:
            self._joined = False
        self._depth += step

    def _inline(self, words: str) -> None:
        if self._row is None:
            self._push(words)
        else:
            self._row.append(words)

    def _close_row(self) -> None:
        row, self._row = self._row or [], None
        self._push(" | ".join(row))

    def _push(self, text: str) -> None:
        if not text.strip():
            return
        if self.pieces:
            self.pieces.append("\n" if self._joined else "\n\n")
        self.pieces.append(text)
        self._joined = self._depth > 0


def _words(children: Sequence[Token]) -> str:
    return "".join(map(_word, children)).strip()


def _word(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    if token.type == "html_inline" and token.content.lower().startswith("<br"):
        return "\n"
    return _BREAKS.get(token.type, "")
