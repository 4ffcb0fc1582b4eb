"""A source that has been opened, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import IO, TypeAlias

from graph.errors import InputError
from ingest.article import Article


@dataclass(frozen=True, slots=True)
class Skipped:
    """Files that were passed over on purpose.

    Attributes:
        source: the folder or archive they lie in.
        reason: how many and why ("3 files with unknown endings: .csv, .png").
    """

    source: str
    reason: str


class NoArticleError(InputError):
    """A JSON file that is no article: settings, annotations. Passed over in a folder, an error when named."""


Outcome: TypeAlias = Article | InputError | Skipped


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read, already decompressed.

    Attributes:
        label: how messages and articles name it: a path, "path!member", "-".
        name: the file's name without its endings.
        stream: the bytes, buffered; seekable only when it is a file.
    """

    label: str
    name: str
    stream: IO[bytes]

    def part(self, place: str, name: str) -> Source:
        """Return the part of this source that is an article of its own.

        Args:
            place: where it stands: ":3" for a line, "[3]" for an entry.
            name: the name it has.
        """
        return replace(self, label=f"{self.label}{place}", name=name)

    def whole(self, *, limit: int) -> bytes:
        """Return all bytes.

        Args:
            limit: bytes that are read at most.

        Raises:
            InputError: if there are more.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise too_long(self.label, limit)
        return data


def too_long(label: str, limit: int) -> InputError:
    """Return the error for a text or file beyond its limit in bytes."""
    size = f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit} bytes"
    return InputError(label, f"is larger than the {size} limit", "split the file")
