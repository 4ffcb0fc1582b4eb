"""Names of persons made whole."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Span

from ingest.components.whole_names import whole_names

nlp = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "tokens", "names"),
    [
        ("Kim Dae-jung spoke", [(0, 2)], ["Kim Dae-jung"]),
        ("Kim Dae-jung spoke", [(0, 3)], ["Kim Dae-jung"]),
        ("Jean-Claude Juncker spoke", [(0, 3), (3, 4)], ["Jean-Claude Juncker"]),
        ("Ana Brnabic - Belgrade", [(0, 2)], ["Ana Brnabic"]),
        ("Ana, Marta spoke", [(0, 1), (2, 3)], ["Ana", "Marta"]),
    ],
)
def test_a_name_goes_on_over_hyphens_and_its_own_parts(
    text: str, tokens: list[tuple[int, int]], names: list[str]
) -> None:
    """A person's name is as long as hyphens without spaces and directly following parts make it."""
    doc = nlp.make_doc(text)

    found = whole_names(doc, [Span(doc, a, b, "PERSON") for a, b in tokens])

    assert [span.text for span in found] == names


def test_countries_joined_by_a_hyphen_stay_two() -> None:
    """Only persons are joined."""
    doc = nlp.make_doc("Chile-Peru talks")

    found = whole_names(doc, [Span(doc, 0, 1, "GPE"), Span(doc, 2, 3, "GPE")])

    assert [span.text for span in found] == ["Chile", "Peru"]


def test_no_name_begins_with_a_hyphen() -> None:
    """What hangs on a name by a hyphen takes it in."""
    doc = nlp.make_doc("the Chile-Peru Accord")

    (found,) = whole_names(doc, [Span(doc, 1, 2, "GPE"), Span(doc, 2, 5, "AGREEMENT")])

    assert (found.text, found.label_) == ("Chile-Peru Accord", "AGREEMENT")
