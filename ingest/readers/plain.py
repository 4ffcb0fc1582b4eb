"""Plain text, with or without front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.assemble import assemble
from ingest.readers.decode import decode
from ingest.readers.front_matter import split_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source


def read_plain(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the one article of a text file: what follows the front matter, unchanged.

    Raises:
        InputError: if it is too large, no text, empty, or its front matter is broken.
    """
    text = decode(source.whole(limit=options.limits.text), source.label)
    stated, body = split_front_matter(text, source.label)
    yield assemble(source, body, stated, options)
