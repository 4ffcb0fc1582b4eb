"""Decoding of begin/inside/outside tags."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.components.bio import best_tags, tag_spans

TAGS = ["O", "B-GPE", "I-GPE", "B-ORG", "I-ORG"]


def test_the_best_tags_are_taken_where_they_make_a_valid_path() -> None:
    """Words whose best tags fit together keep them."""
    scores = np.eye(5, dtype=np.float32)[[1, 2, 0, 3]]

    assert best_tags(scores, TAGS) == ["B-GPE", "I-GPE", "O", "B-ORG"]


def test_no_inside_stands_without_its_begin() -> None:
    """An inside tag that scores best gives way where nothing of its label has begun."""
    scores = np.zeros((2, 5), dtype=np.float32)
    scores[0, 0] = 1.0
    scores[1, 4], scores[1, 3] = 2.0, 1.5

    assert best_tags(scores, TAGS) == ["O", "B-ORG"]


@pytest.mark.parametrize("seed", range(20))
def test_random_scores_decode_validly(seed: int) -> None:
    """Whatever the scores, each inside follows a begin or inside of its label."""
    tags = best_tags(np.random.default_rng(seed).normal(size=(30, 5)).astype(np.float32), TAGS)

    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I-") or before in {"B-" + tag[2:], tag}


def test_no_words_have_no_tags() -> None:
    """An empty window decodes to nothing."""
    assert best_tags(np.zeros((0, 5), dtype=np.float32), TAGS) == []


def test_spans_end_where_another_begins() -> None:
    """Two entities of a label side by side stay two."""
    assert list(tag_spans(["B-GPE", "B-GPE", "I-GPE", "O"])) == [(0, 1, "GPE"), (1, 3, "GPE")]
