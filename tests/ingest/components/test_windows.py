"""Cutting documents into windows."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ingest.components.windows import PIECES, WORDS, cut_windows

nlp = spacy.blank("en")


def pieces(word: str) -> int:
    """Count pieces as a tokenizer would that knows no long word."""
    return min(len(word), 12)


@given(st.text(max_size=400))
def test_every_word_stands_in_exactly_one_window(text: str) -> None:
    """No word is lost or read twice, whatever the text."""
    doc = nlp.make_doc(text)

    covered = [i for window in cut_windows(doc, pieces) for i in window.tokens]

    assert covered == [t.i for t in doc if not t.is_space]


@pytest.mark.parametrize("text", ["word " * 1000, "x" * 5000 + " ", "12345678901234 " * 400, "😀" * 900])
def test_no_window_exceeds_what_the_encoder_takes(text: str) -> None:
    """Windows keep to their words and pieces even without a sentence end in sight."""
    for window in cut_windows(nlp.make_doc(text), pieces):
        assert len(window.words) <= WORDS
        assert len(window.words) == 1 or sum(map(pieces, window.words)) <= PIECES


def test_a_long_paragraph_is_cut_at_a_sentence_end() -> None:
    """The last sentence end that fits is where the next window begins."""
    doc = nlp.make_doc("The two ministers met in Lima for talks. " * 40)

    assert [w.words[-1] for w in cut_windows(doc, pieces)] == ["."] * len(list(cut_windows(doc, pieces)))


def test_a_paragraph_begins_a_sentence() -> None:
    """The first word after an empty line is forced to begin a sentence."""
    doc = nlp.make_doc("Headline without a stop\n\nThe text begins.")

    (window,) = cut_windows(doc, pieces)

    assert [doc[i].text for i in window.forced] == ["Headline", "The"]
