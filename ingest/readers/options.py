"""What a caller may set about reading, and the limits that keep a hostile file from filling the memory."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.dates import is_iso


@dataclass(frozen=True, kw_only=True)
class JsonFields:
    """Which field of a JSON object holds what; every other field goes into the article's metadata."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    date: str = "date"
    source: str = "source"
    author: str = "author"
    language: str = "language"
    url: str = "url"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes beyond which a source is refused, never cut.

    Attributes:
        text: bytes of one plain-text, Markdown or HTML file and of one JSON line; characters of one article.
        file: bytes of any other file that has to be read whole, and of one decompressed file.
        archive: bytes that all members of one archive may decompress to, nested ones included.
        members: members of one archive.
        ratio: decompressed bytes for one compressed byte, once `ratio_from` bytes have come out.
        ratio_from: bytes up to which any ratio is accepted.
        depth: how many archives or compressions may lie within each other.
    """

    text: int = 20_000_000
    file: int = 256_000_000
    archive: int = 2_000_000_000
    members: int = 100_000
    ratio: int = 200
    ratio_from: int = 10_000_000
    depth: int = 2


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """How to read.

    Attributes:
        published: date for articles that state none: ISO date ("2025-09-19"), month or year.
        fields: names of the fields in JSON.
        input_format: format of standard input and of named files with an unknown ending
            (a key of `formats.FORMATS`: "text", "jsonl", ...); None: by ending, or by a look at the start.
        limits: sizes beyond which a source is refused.

    Raises:
        ValueError: if `published` is no ISO date, month or year.
    """

    published: str | None = None
    fields: JsonFields = JsonFields()
    input_format: str | None = None
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        """Refuse a default date that no calendar knows."""
        if self.published is not None and not is_iso(self.published):
            raise ValueError(
                f"published: {self.published!r} is no ISO date, month or year; write 2025-09-19, 2025-09 or 2025"
            )
