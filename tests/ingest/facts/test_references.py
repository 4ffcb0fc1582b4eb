"""What words stand for, on documents annotated by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from graph.vocabulary import Entity, EntityKind
from ingest.facts.references import References

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

nlp = spacy.blank("en")


def document(text: str, **entities: str) -> Doc:
    """Return a document in which each text given as `LABEL_n` is an entity wherever it stands."""
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
    spans: list[Span] = []
    for label, name in entities.items():
        at = text.find(name)
        while at >= 0:
            span = doc.char_span(at, at + len(name), label=label.split("_")[0])
            if span is not None:
                spans.append(span)
            at = text.find(name, at + 1)
    doc.ents = spacy.util.filter_spans(spans)
    return doc


def span(doc: Doc, words: str) -> Span:
    """Return the last place where words stand."""
    at = doc.text.rindex(words)
    found = doc.char_span(at, at + len(words))
    assert found is not None
    return found


def names(entities: tuple[Entity, ...]) -> list[str]:
    """Return the entities' names."""
    return [e.name for e in entities]


def test_a_surname_is_the_person_named_in_full() -> None:
    """A bare surname stands for the last person of that name."""
    doc = document("Gabriel Boric spoke. Later Boric left.", PERSON_1="Gabriel Boric", PERSON_2="Boric")

    assert names(References(doc, "a").people(span(doc, "Boric"))) == ["Gabriel Boric"]


def test_a_surname_that_nobody_is_given_in_full_belongs_to_its_article() -> None:
    """A surname alone has the article as scope, so that two articles' Smiths stay two."""
    doc = document("Smith left.", PERSON="Smith")

    (person,) = References(doc, "a1").people(span(doc, "Smith"))

    assert person == Entity(EntityKind.PERSON, "Smith", ("a1",))


def test_an_acronym_is_the_name_before_it() -> None:
    """An acronym in brackets behind a name stands for it from then on."""
    doc = document(
        "The World Trade Organization (WTO) ruled. The WTO met.", ORG_1="World Trade Organization", ORG_2="WTO"
    )

    (organization,) = References(doc, "a").actors(span(doc, "WTO"))

    assert organization.name == "World Trade Organization"
    assert organization.aliases == ("WTO",)


@pytest.mark.parametrize("words", ["both nations", "the two countries", "Both sides"])
def test_both_nations_are_the_last_two_named(words: str) -> None:
    """Such words are the last two countries before them."""
    doc = document(f"Chile and Peru met Brazil. Chile and Peru agreed and {words} left.", GPE_1="Chile", GPE_2="Peru")

    assert names(References(doc, "a").countries(span(doc, words))) == ["Chile", "Peru"]


def test_a_nationality_before_a_noun_is_not_its_country() -> None:
    """Banks of a country are not the country, its government is."""
    doc = document("They named Iranian banks and the Iranian government.", NORP="Iranian")
    references = References(doc, "a")

    assert names(references.actors(span(doc, "Iranian banks"))) == ["Iranian banks"]
    assert names(references.actors(span(doc, "Iranian government"))) == ["Iran"]


def test_a_capital_acts_for_its_country_but_is_a_place_of_its_own() -> None:
    """Ottawa imposes as Canada and is visited as Ottawa."""
    doc = document("Ottawa answered.", GPE="Ottawa")
    references = References(doc, "a")

    assert names(references.actors(span(doc, "Ottawa"))) == ["Canada"]
    assert names(references.places(span(doc, "Ottawa"))) == ["Ottawa"]


def test_an_office_stands_for_who_holds_it() -> None:
    """An office is whoever was last named with it, and nobody if none was."""
    doc = document("Keir Starmer spoke. The prime minister left.", PERSON="Keir Starmer")
    references = References(doc, "a")
    office = span(doc, "The prime minister")
    assert references.people(office) == ()

    references.note_office(0, "Prime Minister", Entity(EntityKind.PERSON, "Keir Starmer"), None)

    assert names(references.people(office)) == ["Keir Starmer"]


def test_a_pronoun_without_anybody_before_it_stays_unresolved() -> None:
    """Unresolved is an allowed outcome."""
    doc = document("He left.")

    assert References(doc, "a").people(span(doc, "He")) == ()
