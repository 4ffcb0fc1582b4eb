"""Words to the arrays that the encoder reads. Training and reading share this code, so they cannot differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SHAPES = ("lower", "upper", "initial", "capitalised", "digit", "mixed")
_LONGEST_WORD = 40  # characters of a word that the encoder sees; the word itself is never cut
_MOST_PIECES = 12  # per word


@dataclass(frozen=True, slots=True)
class PieceBatch:
    """Windows of words as padded arrays of int64.

    Attributes:
        input_ids: word-piece ids, shape (windows, pieces).
        attention_mask: 1 for a piece, 0 for padding, shape (windows, pieces).
        shapes: index into SHAPES of each piece's word, shape (windows, pieces).
        first: position of each word's first piece, shape (windows, words); 0 for padding.
        lengths: words in each window, shape (windows,).
    """

    input_ids: NDArray[np.int64]
    attention_mask: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]
    lengths: NDArray[np.int64]


def word_shape(word: str) -> int:
    """Return the index into SHAPES: what an uncased vocabulary cannot see of a word."""
    if word.isupper():
        return 1 if len(word) > 1 else 2
    if word[:1].isupper():
        return 3
    if any(c.isdigit() for c in word):
        return 4
    if any(c.isupper() for c in word):
        return 5
    return 0


class WordPieces:
    """Cuts words into pieces, remembering what it has cut before."""

    def __init__(self, path: Path) -> None:
        """Load a `tokenizer.json` of the tokenizers library."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[list[int], int]] = {}
        self._cls, self._sep, self._unknown = (
            self._tokenizer.token_to_id(token) or 0 for token in ("[CLS]", "[SEP]", "[UNK]")
        )

    def pieces(self, word: str) -> tuple[list[int], int]:
        """Return a word's piece ids (never empty) and its shape."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:_LONGEST_WORD], add_special_tokens=False).ids
            known = (ids[:_MOST_PIECES] or [self._unknown], word_shape(word))
            if len(self._known) < 200_000:
                self._known[word] = known
        return known

    def batch(self, windows: Sequence[Sequence[str]]) -> PieceBatch:
        """Cut windows of words; each is framed by [CLS] and [SEP] and padded to the longest."""
        cut = [[self.pieces(word) for word in words] for words in windows]
        lengths = np.array([len(words) for words in windows], dtype=np.int64)
        longest = max((sum(len(ids) for ids, _ in row) for row in cut), default=0) + 2
        ids, mask, shapes = (np.zeros((len(cut), longest), dtype=np.int64) for _ in range(3))
        first = np.zeros((len(cut), max(1, int(lengths.max(initial=0)))), dtype=np.int64)
        for i, row in enumerate(cut):
            flat, row_shapes, at = [self._cls], [0], []
            for piece_ids, shape in row:
                at.append(len(flat))
                flat += piece_ids
                row_shapes += [shape] * len(piece_ids)
            flat.append(self._sep)
            ids[i, : len(flat)] = flat
            mask[i, : len(flat)] = 1
            shapes[i, : len(row_shapes)] = row_shapes
            first[i, : len(at)] = at
        return PieceBatch(ids, mask, shapes, first, lengths)
