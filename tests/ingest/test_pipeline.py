"""The shipped pipeline, as users of the library meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
from graph.errors import ModelError
from graph.vocabulary import SCHEMA, Entity, FactType
from ingest.article import Article
from ingest.records import fingerprint, model_version, read_articles

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from graph.vocabulary import ArticleRecord

TEXT = (
    "LIMA - President Gabriel Boric of Chile and Peruvian President Dina Boluarte signed the Pacific Energy Agreement "
    "on Tuesday in Lima.\n\n"
    "“This agreement will bring light to a million homes on both sides of the border,” Boric said.\n\n"
    "Chile exported copper worth $44.5 billion in 2023. Peru imposed a 12% tariff on Chilean salmon."
)
ODD = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Return the shipped pipeline."""
    return ingest.load_pipeline()


def article(text: str, name: str = "a") -> Article:
    """Return an article of Thursday, 7 March 2024."""
    return Article(name=name, source=f"{name}.txt", text=text, published="2024-03-07")


def read(nlp: Language, *articles: Article) -> list[ArticleRecord]:
    """Return the articles' records."""
    return list(read_articles(nlp, articles))


def named(record: ArticleRecord, type_: FactType, field: str) -> set[str]:
    """Return the names that fill a field in the facts of a type."""
    values = [f.values[field] for f in record.facts if f.type is type_]
    return {v.name for v in values if isinstance(v, Entity)}


def test_a_document_carries_entities_sentences_and_frames(nlp: Language) -> None:
    """The pipeline's fixed interface: labelled entities, sentences, frames with anchor, roles, status, score."""
    doc = nlp(TEXT)

    assert {"PERSON", "GPE", "AGREEMENT", "TITLE"} <= {e.label_ for e in doc.ents}
    assert len(list(doc.sents)) >= 4
    frame = next(f for f in doc._.frames if f.type == "SIGNED")
    assert frame.anchor.text == "signed"
    assert {"who", "agreement"} <= set(frame.roles)
    assert 0.5 <= frame.score <= 1.0


def test_signatories_are_read_with_day_and_place(nlp: Language) -> None:
    """Who signed, what, when and where stand in the facts; the day is counted from the article's date."""
    (record,) = read(nlp, article(TEXT))

    assert {"Gabriel Boric", "Dina Boluarte"} <= named(record, FactType.SIGNED, "who")
    signature = next(f for f in record.facts if f.type is FactType.SIGNED)
    assert signature.values["date"] == "2024-03-05"
    assert named(record, FactType.SIGNED, "place") == {"Lima"}


def test_a_quotation_and_a_figure_are_read(nlp: Language) -> None:
    """Words in quotation marks have their speaker, an amount its number, currency and year."""
    (record,) = read(nlp, article(TEXT))

    assert named(record, FactType.SAID, "who") == {"Gabriel Boric"}
    figure = next(f for f in record.facts if f.type is FactType.FIGURE and f.values["unit"] == "USD")
    assert (figure.values["value"], figure.values["period"]) == (44_500_000_000, "2023")


def test_each_fact_is_stated_by_the_sentences_it_names(nlp: Language) -> None:
    """Evidence offsets cut exactly the evidence's text out of the article."""
    (record,) = read(nlp, article(TEXT))

    assert record.facts
    for fact in record.facts:
        assert set(fact.values) <= {spec.name for spec in SCHEMA[fact.type]}
        for sentence in fact.evidence:
            assert TEXT[sentence.start : sentence.end] == sentence.text


def test_what_is_read_does_not_depend_on_the_neighbours(nlp: Language) -> None:
    """The same article gives the same record alone, among others, and on one thread."""
    others = [article("Oil prices fell on Monday. " * n, f"b{n}") for n in (1, 7, 30)]

    alone = read(nlp, article(TEXT))[0]
    among = read(nlp, others[0], article(TEXT), *others[1:])[1]
    on_one_thread = read(ingest.load_pipeline(threads=1), article(TEXT))[0]

    assert alone == among == on_one_thread


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ODD)
def test_any_text_can_be_read(nlp: Language, text: str) -> None:
    """Whatever the characters, nothing crashes and every offset lies in the text."""
    (record,) = read(nlp, article(text))

    for mention in record.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
    for fact in record.facts:
        assert all(text[e.start : e.end] == e.text for e in fact.evidence)


@pytest.mark.parametrize("text", ["x" * 60_000, "word " * 20_000, "😀" * 2_000, "\u200b" * 500 + "Peru"])
def test_hostile_lengths_are_read_whole(nlp: Language, text: str) -> None:
    """A word or a paragraph beyond any measure is read without an error."""
    (record,) = read(nlp, article(text))

    assert record.text == text


def test_a_fingerprint_changes_with_what_the_facts_depend_on(nlp: Language) -> None:
    """Text, date and model version change it; where the article lies does not."""
    version = model_version(nlp)
    base = fingerprint(article(TEXT), version)

    moved = Article(name="a", source="elsewhere.txt", text=TEXT, published="2024-03-07")
    redated = Article(name="a", source="a.txt", text=TEXT, published="2024-03-08")
    assert fingerprint(moved, version) == base
    assert len({base, fingerprint(redated, version), fingerprint(article(TEXT), version + "x")}) == 3


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    """The error names the folder and what to do."""
    with pytest.raises(ModelError, match=r"meta\.json.*training/export\.py"):
        ingest.load_pipeline(tmp_path)


def test_a_title_right_before_a_name_is_not_shared_with_another(nlp: Language) -> None:
    """A leader named only by office does not get the name of the one beside."""
    text = "The Canadian prime minister and Chinese President Xi Jinping reached a preliminary agreement on Friday."

    (record,) = read(nlp, article(text))

    positions = {
        (f.values["person"].name, str(f.values["title"]).lower())
        for f in record.facts
        if f.type is FactType.HOLDS_POSITION and isinstance(f.values["person"], Entity)
    }
    assert positions == {("Xi Jinping", "president")}
