"""Whether the words of a question stand in what is known of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINKING = frozenset({
    "a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "s", "the", "to", "with",
})  # fmt: skip


def asked_words(question: Iterable[str]) -> list[str]:
    """Return the folded words of a question that carry meaning, or all of them if none does."""
    words = fold(" ".join(question)).split()
    return [word for word in words if word not in _LINKING] or words


def says(texts: Iterable[str | None], words: Iterable[str]) -> bool:
    """Say whether each word stands in one of the texts, whole or as the beginning of a word."""
    known = {word for text in texts if text for word in fold(text).split()}
    return all(any(other.startswith(word) for other in known) for word in words)
