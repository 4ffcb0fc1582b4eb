"""From characters of a text to the tokens of its `Doc`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class TokenMap:
    """Finds the tokens under a stretch of characters, also where it begins or ends inside a token.

    Args:
        doc: the document. The map holds for its tokenisation at this moment.
    """

    def __init__(self, doc: Doc) -> None:
        self._starts: list[int] = doc.to_array("IDX").tolist()

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the token range (end exclusive) that covers the characters `start` to `end`.

        Args:
            start: first character, offset into `doc.text`.
            end: one past the last character; greater than `start`.
        """
        first = max(bisect_right(self._starts, start) - 1, 0)
        return first, max(bisect_left(self._starts, end), first + 1)

    def char(self, token: int) -> int:
        """Return the character at which a token begins."""
        return self._starts[token]


def overlap(start: int, end: int, *, other_start: int, other_end: int) -> int:
    """Return how many tokens two ranges share, 0 if none."""
    return max(0, min(end, other_end) - max(start, other_start))
