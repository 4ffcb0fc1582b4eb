"""Decoding of begin/inside/outside tags: the best path in which no inside stands without its begin."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_FORBIDDEN = -1e4


@lru_cache(maxsize=8)
def _transitions(tags: tuple[str, ...]) -> NDArray[np.float32]:
    """Return what going from a tag (row) to the next word's (column) costs: 0, or _FORBIDDEN."""
    cost = np.zeros((len(tags), len(tags)), dtype=np.float32)
    for j, to in enumerate(tags):
        if to.startswith("I-"):
            allowed = {"B-" + to[2:], to}
            cost[[i for i, tag in enumerate(tags) if tag not in allowed], j] = _FORBIDDEN
    return cost


def best_tags(scores: NDArray[np.float32], tags: Sequence[str]) -> list[str]:
    """Return the best valid tags for scores of shape (words, tags), by Viterbi's algorithm.

    Most words need no search: where the best tag of each word already makes a valid path, that is the answer.
    """
    if not len(scores):
        return []
    names, cost = tuple(tags), _transitions(tuple(tags))
    greedy = scores.argmax(-1)
    if not names[greedy[0]].startswith("I-") and not cost[greedy[:-1], greedy[1:]].any():
        return [names[k] for k in greedy]
    return [names[k] for k in _viterbi(scores, cost, np.array([t.startswith("I-") for t in names]))]


def _viterbi(scores: NDArray[np.float32], cost: NDArray[np.float32], inside: NDArray[np.bool_]) -> list[int]:
    total = scores[0] + np.where(inside, _FORBIDDEN, 0.0)
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        ways = total[:, None] + cost
        back[i] = ways.argmax(0)
        total = ways.max(0) + scores[i]
    path = [int(total.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def tag_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, word after the last, label) of each span in valid tags."""
    start = None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I-"):
            yield start, i, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = i
