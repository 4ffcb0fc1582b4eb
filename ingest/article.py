"""What a reader returns: one article, its text and where it came from."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read.

    Attributes:
        name: the source file's name without its endings; inside a file of several articles the name
            the record gives itself (its `id`), else "<file name>-<number>". Facts carry it as `article`.
        source: where it was read: a path, "path!member" in an archive, "path:line" in JSON lines.
        text: the text itself. Every offset in the project counts characters of this string.
        title: the headline, if the source states one apart from the text.
        published: ISO date ("2025-09-19"), month or year, exactly as granular as the source says.
        language: ISO 639-1 code, stated by the source or detected.
        outlet: who published it, as the source says (front matter `source`, HTML site name, feed title).
        author: as the source says.
        url: where it stood on the web, if the source says.
        metadata: whatever else the source states, as strings.
    """

    name: str
    source: str
    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Hash of the normalised text: the same words make the same article, however it was stored."""
        return text_id(self.text)


def text_id(text: str) -> str:
    """Return the 32 hex digits that identify a text, blind to white space and Unicode composition."""
    folded = _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
