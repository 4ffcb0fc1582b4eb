"""Cutting a document into windows that the encoder can take, none of its words lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc

WORDS = 160  # as in training
PIECES = 510  # the encoder's 512 less the two that frame a window
_ENDING = ".!?"
_CLOSING = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive words of a document.

    Attributes:
        tokens: index in the document of each word (white space is no word).
        words: their texts.
        forced: indices of tokens that must begin a sentence, because a paragraph begins there.
    """

    tokens: list[int]
    words: list[str]
    forced: list[int]


def cut_windows(doc: Doc, pieces: Callable[[str], int]) -> Iterator[Window]:
    """Pack whole paragraphs into windows; a longer paragraph is cut where a sentence seems to end.

    Args:
        doc: any document.
        pieces: number of word pieces of a word.
    """
    window = Window([], [], [])
    size = 0
    for tokens in _paragraphs(doc):
        costs = [pieces(doc[i].text) for i in tokens]
        for begin, end in _cuts(doc, tokens, costs):
            piece, length = tokens[begin:end], sum(costs[begin:end])
            if window.tokens and (len(window.tokens) + len(piece) > WORDS or size + length > PIECES):
                yield window
                window, size = Window([], [], []), 0
            window.tokens.extend(piece)
            window.words.extend(doc[i].text for i in piece)
            if piece[0] == tokens[0]:
                window.forced.append(piece[0])
            size += length
    if window.tokens:
        yield window


def _paragraphs(doc: Doc) -> Iterator[list[int]]:
    """Yield the words of each paragraph: an empty line stands between two."""
    tokens: list[int] = []
    for token in doc:
        if not token.is_space:
            tokens.append(token.i)
        elif token.text.count("\n") > 1 and tokens:
            yield tokens
            tokens = []
    if tokens:
        yield tokens


def _cuts(doc: Doc, tokens: list[int], costs: list[int]) -> Iterator[tuple[int, int]]:
    """Cut a paragraph that is too long, after the last likely sentence end that fits."""
    begin = 0
    while begin < len(tokens):
        end = _fitting(costs, begin)
        if end < len(tokens):
            end = _sentence_end(doc, tokens, begin, end)
        yield begin, end
        begin = end


def _fitting(costs: list[int], begin: int) -> int:
    size, end = 0, begin
    while end < len(costs) and end - begin < WORDS:
        size += costs[end]
        if size > PIECES and end > begin:
            break
        end += 1
    return end


def _sentence_end(doc: Doc, tokens: list[int], begin: int, end: int) -> int:
    for k in range(end, begin + 1, -1):
        before, after = doc[tokens[k - 1]].text, doc[tokens[k]].text
        ends = before[-1] in _ENDING or (before in _CLOSING and doc[tokens[k - 2]].text[-1] in _ENDING)
        if ends and not after[0].islower():
            return k
    return end
