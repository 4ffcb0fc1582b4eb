"""The work of `kg ingest`, with a reading that needs no model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commands.ingest import exit_code_for, field_mapping
from commands.ingest_progress import Lines
from commands.ingest_report import IngestReport, report_lines, report_object
from commands.ingest_run import batches, distinct_paths, ingest_outcomes
from graph.errors import InputError
from graph.sqlite_store import SqliteStore
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType, Mention
from ingest.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PERSON = Entity(EntityKind.PERSON, "Ana Vega")


class ByHand:
    """A reading that finds one fact in every article, and can be interrupted."""

    def __init__(self, *, stops_at: str = "") -> None:
        self.stops_at = stops_at
        self.has_read: list[str] = []

    def fingerprint(self, article: Article) -> str:
        """Return the text."""
        return article.text

    def read(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """Yield an article's record."""
        for article in articles:
            if article.name == self.stops_at:
                raise KeyboardInterrupt
            self.has_read.append(article.name)
            fact = Fact(FactType.SAID, {"who": PERSON, "quote": article.text}, (Evidence(0, 1, article.text[:1]),), 0.9)
            yield ArticleRecord(
                id=article.id,
                fingerprint=article.text,
                model="by hand",
                words=len(article.text.split()),
                name=article.name,
                source=article.source,
                text=article.text,
                facts=(fact,),
                mentions=(Mention(0, 1, PERSON),),
            )


def _article(name: str, text: str | None = None) -> Article:
    return Article(name=name, source=f"{name}.txt", text=text or f"I am article {name}")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """Give an empty store."""
    with SqliteStore(tmp_path / "news.db") as opened:
        yield opened


def test_new_changed_and_unchanged_are_told_apart(store: SqliteStore) -> None:
    """What stands unchanged is not read again; what changed replaces what stood there."""
    ingest_outcomes(store, ByHand(), [_article("a"), _article("b")], progress=Lines())
    reading = ByHand()
    report = ingest_outcomes(
        store, reading, [_article("a"), _article("b", "I changed"), _article("c")], progress=Lines()
    )

    assert (report.read, report.new, report.changed, report.unchanged) == (3, 1, 1, 1)
    assert reading.has_read == ["b", "c"]
    assert store.counts().articles == 3
    assert store.counts().claims[FactType.SAID] == 3


def test_the_same_source_counts_once(store: SqliteStore) -> None:
    """However often it comes."""
    report = ingest_outcomes(store, ByHand(), [_article("a"), _article("a")], progress=Lines())

    assert report.read == 1


def test_a_failure_is_reported_and_the_rest_goes_on(store: SqliteStore) -> None:
    """One line each, with reason and remedy; exit code 4."""
    failure = InputError("b\x1b.pdf", "is encrypted", "decrypt it")
    report = ingest_outcomes(store, ByHand(), [failure, _article("a")], progress=Lines())

    assert exit_code_for(report) == 4
    assert report_lines(report)[0] == r"failed: b\x1b.pdf: is encrypted; decrypt it"
    assert store.counts().articles == 1


@pytest.mark.parametrize(("expected", "failed", "unchanged"), [(0, 0, 2), (4, 1, 2), (1, 1, 0), (0, 0, 0)])
def test_the_exit_code_tells_some_from_all(expected: int, failed: int, unchanged: int) -> None:
    """An article that stands in the store already has not failed."""
    failures = [InputError("a", "is empty", "fill it")] * failed

    assert exit_code_for(IngestReport(failed=failures, unchanged=unchanged)) == expected


def test_ctrl_c_leaves_a_consistent_store(store: SqliteStore) -> None:
    """The batches before stay, the one that was interrupted is not there at all."""
    articles = [_article(f"{number:03}") for number in range(100)]
    with pytest.raises(KeyboardInterrupt):
        ingest_outcomes(store, ByHand(stops_at="070"), articles, progress=Lines())

    assert store.counts().articles == 64
    assert store.counts().unified_entities == 1
    report = ingest_outcomes(store, ByHand(), articles, progress=Lines())
    assert (report.new, report.unchanged) == (36, 64)


def test_the_report_is_an_object_too(store: SqliteStore) -> None:
    """With the documented keys."""
    from commands.ingest import KEYS  # noqa: PLC0415 - used once

    found = report_object(ingest_outcomes(store, ByHand(), [_article("a")], progress=Lines()))

    assert set(found) == set(KEYS)
    assert found["facts"] == {"SAID": 1}
    assert found["store"] == {"articles": 1, "entities": 1, "facts": 1}


def test_long_articles_make_small_batches() -> None:
    """So that a batch fits into the memory."""
    long = replace(_article("a"), text="x" * 600_000)

    assert [len(batch) for batch in batches([long, long, long])] == [2, 1]


def test_a_path_that_lies_in_another_counts_once(tmp_path: Path) -> None:
    """Whatever way it is written."""
    folder = tmp_path / "news"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text("a", encoding="utf-8")
    paths = ["-", str(folder), str(file), f"{folder}/", f"{tmp_path}/news/../news/a.txt", "-"]

    assert distinct_paths(paths) == ["-", str(folder)]
    assert distinct_paths([str(file), str(file)]) == [str(file)]


def test_fields_are_mapped_by_our_names() -> None:
    """Whatever the JSON calls them."""
    import click  # noqa: PLC0415 - for its context

    from commands.ingest import ingest  # noqa: PLC0415 - used once

    context, option = click.Context(ingest), ingest.params[0]
    assert field_mapping(context, option, ("text=body", "date=day=iso")) == (("text", "body"), ("date", "day=iso"))
    with pytest.raises(click.BadParameter, match="NAME is one of text"):
        field_mapping(context, option, ("words=body",))


def test_lines_come_every_few_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """With articles and speed, on standard error."""
    times = iter([0.0, 0.0, 1.0, 6.0, 7.0])
    lines = Lines(clock=lambda: next(times))
    lines.start(10)
    for _ in range(3):
        lines.advance(1, 100)

    assert capsys.readouterr().err == "2 of 10 articles, 33 words/s\n"
