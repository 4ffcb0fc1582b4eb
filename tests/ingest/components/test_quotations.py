"""What the `quotations` component takes for a quotation, and whom it names as the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

import ingest.components.quotations  # noqa: F401 - registers the factory

if TYPE_CHECKING:
    from ingest.components.quotations import Quotation

NLP = spacy.blank("en")
NLP.add_pipe("quotations")

MARKS = [
    ("He said “we will sign it” again.", ["we will sign it"]),
    ('He said "we will sign it" again.', ["we will sign it"]),
    ("He said ‘we will sign it’ again.", ["we will sign it"]),
    ("He said 'we will sign it' again.", ["we will sign it"]),
    ("He said «we will sign it» again.", ["we will sign it"]),
    ("He said „we will sign it“ again.", ["we will sign it"]),
    ("The workers’ rights and Iran’s laws in the ’90s", []),
    ("The workers' rights and Iran's laws in the '90s", []),
    ("He said ‘the workers’ rights are safe,’ again.", ["the workers’ rights are safe,"]),
    ("“We will. Then we sign.” So be it.", ["We will. Then we sign."]),
    ("“He told me ‘no deal’ twice,” she said.", ["He told me ‘no deal’ twice,", "no deal"]),
    ("No marks at all.", []),
    ("”", []),
    ("“”", []),
    ("a 6' 2\" man", []),
]
PARAGRAPHS = [
    ("“One goes on.\n\n“Two ends.” Then.", ["One goes on.\n\n“Two ends."]),
    ('"One goes on.\n\n"Two ends." Then.', ['One goes on.\n\n"Two ends.']),
    ("“One is open.\n\nTwo is not.", ["One is open."]),
    ("“One is open.\n\nTwo has “its own.”", ["One is open.", "its own."]),
    ("“One is open", ["One is open"]),
    ("“One is open, “two is not” here.", ["One is open,", "two is not"]),
]
SPEAKERS = [
    ("“We will sign it,” said Anna Bell on Monday.", "Anna Bell"),
    ("“We will sign it,” Anna Bell said.", "Anna Bell"),
    ("“We will sign it,” he told reporters.", "he"),
    ("Anna Bell said: “We will sign it.”", "Anna Bell"),
    ("Anna Bell told reporters in Rome, “We will sign it.”", "Anna Bell"),
    ("Anna Bell: “We will sign it.”", "Anna Bell"),
    ("According to Anna Bell, “we will sign it” soon.", "Anna Bell"),
    ("“We will sign it,” the minister added.", "the minister"),
    ("“We will sign it,” the paper of Rome.", None),
    ("A sign with “we will sign it” hung there.", None),
]
INTERRUPTED = [
    ("“We will,” he said, “sign it.”", [False, True]),
    ("“We will,” he said. “We sign it.”", [False, True]),
    ("“We will,” Anna Bell, “sign it.”", [False, True]),
    ("“We will,” he said. He left. “We sign it.”", [False, False]),
    ("“We will,” he said.\n\n“We sign it.”", [False, False]),
    ("The “new” and the “old” way", [False, False]),
]


def _read(text: str) -> list[Quotation]:
    quotations: list[Quotation] = NLP(text)._.quotations
    return quotations


@pytest.mark.parametrize(("text", "inside"), MARKS)
def test_words_inside_marks_are_quotations_and_apostrophes_are_not(text: str, inside: list[str]) -> None:
    """Words inside marks are quotations and apostrophes are not."""
    assert inside == [found.text for found in _read(text)]


@pytest.mark.parametrize(("text", "inside"), PARAGRAPHS)
def test_an_open_quotation_goes_on_only_where_the_next_paragraph_opens_with_its_mark(
    text: str, inside: list[str]
) -> None:
    """An open quotation goes on only where the next paragraph opens with its mark."""
    assert inside == [found.text for found in _read(text)]


@pytest.mark.parametrize(("text", "name"), SPEAKERS)
def test_the_speaker_is_the_name_beside_the_verb_of_saying(text: str, name: str | None) -> None:
    """The speaker is the name beside the verb of saying."""
    doc = NLP(text)
    (found,) = doc._.quotations

    assert name == (doc[slice(*found.speaker)].text if found.speaker else None)


@pytest.mark.parametrize(("text", "continues"), INTERRUPTED)
def test_a_quotation_goes_on_after_no_more_than_an_attribution(text: str, continues: list[bool]) -> None:
    """A quotation goes on after no more than an attribution."""
    assert continues == [found.continues for found in _read(text)]


def test_the_parts_of_an_interrupted_quotation_share_the_speaker() -> None:
    """The parts of an interrupted quotation share the speaker."""
    first, second = _read("“We will,” said Anna Bell, “sign it.”")

    assert first.speaker == second.speaker is not None


def test_entities_are_preferred_to_capitalised_words() -> None:
    """Entities are preferred to capitalised words."""
    doc = NLP.make_doc("“We will sign it,” said Chief Negotiator Anna Bell.")
    doc.ents = [Span(doc, 8, 10, label="TITLE"), Span(doc, 10, 12, label="PERSON")]
    (found,) = NLP(doc)._.quotations

    assert found.speaker == (10, 12)


def test_words_are_counted_so_that_scare_quotes_can_be_told() -> None:
    """Words are counted so that scare quotes can be told."""
    assert [found.words for found in _read("the “free trade” plan, “we will sign it soon”")] == [2, 5]


def test_a_quotation_inside_another_has_depth() -> None:
    """A quotation inside another has depth."""
    assert [found.depth for found in _read("“He told me ‘no deal’ twice.”")] == [0, 1]


def test_token_ranges_lie_inside_the_marks() -> None:
    """Token ranges lie inside the marks."""
    doc = NLP("He said “we will sign it” again.")
    (found,) = doc._.quotations

    assert doc[found.start : found.end].text == "we will sign it"


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "’", "“a\n\n", "'a s' ", '"a" he said ', "\n"])
def test_degenerate_text_is_read_to_its_end(mark: str) -> None:
    """Degenerate text is read to its end."""
    reader = NLP.get_pipe("quotations")

    assert isinstance(reader(Doc(NLP.vocab, words=[mark * 10_000]))._.quotations, list)


@given(st.text(max_size=200) | st.text(alphabet="\"“”'‘’«» \n.,sAsaid", max_size=80))
@settings(max_examples=60, deadline=None)
def test_every_quotation_lies_within_its_document(text: str) -> None:
    """Every quotation lies within its document."""
    doc = NLP(text)

    assert all(0 <= found.start < found.end <= len(doc) and found.text in text for found in doc._.quotations)
