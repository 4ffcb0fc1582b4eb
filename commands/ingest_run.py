"""The work of `kg ingest`: articles that are new or changed go through the pipeline into the store, in batches."""

from __future__ import annotations

import os
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from commands.ingest_report import IngestReport
from graph.errors import InputError
from ingest import load_pipeline
from ingest.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

    from commands.ingest_progress import Progress
    from graph.store import Store
    from graph.vocabulary import ArticleRecord
    from ingest.readers import Outcome

_BATCH_ARTICLES = 64
_BATCH_CHARACTERS = 1_000_000


class Reading(Protocol):
    """Whoever reads articles into records."""

    def fingerprint(self, article: Article) -> str:
        """Return the hash of everything that the article's record depends on."""

    def read(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """Yield the records of articles, in their order."""


class PipelineReading:
    """Reading with the spaCy pipeline, which is loaded when the first article comes.

    Args:
        model: folder of another model than the shipped one.
    """

    def __init__(self, model: Path | None = None) -> None:
        self._model = model

    def fingerprint(self, article: Article) -> str:
        """Return the hash of the article and the model's version."""
        from ingest import records  # noqa: PLC0415 - spaCy is imported only when text is read

        return records.fingerprint(article, self._version)

    def read(self, articles: Iterable[Article]) -> Iterator[ArticleRecord]:
        """Yield the records of articles, in their order."""
        from ingest import records  # noqa: PLC0415 - spaCy is imported only when text is read

        return records.read_articles(self._nlp, articles)

    @cached_property
    def _nlp(self) -> Language:
        return load_pipeline(self._model)

    @cached_property
    def _version(self) -> str:
        from ingest import records  # noqa: PLC0415 - spaCy is imported only when text is read

        return records.model_version(self._nlp)


def distinct_paths(paths: Iterable[str]) -> list[str]:
    """Return the paths in their order, those left out that name, or lie in, what another names."""
    real = {path: path if path == "-" else os.path.realpath(path) for path in dict.fromkeys(paths)}
    first = {place: path for path, place in reversed(real.items())}
    return [path for path, place in real.items() if first[place] is path and not _lies_in(place, first)]


def _lies_in(place: str, others: Iterable[str]) -> bool:
    above = Path(place).parents if place != "-" else ()
    return any(str(folder) in others for folder in above)


def ingest_outcomes(store: Store, reading: Reading, outcomes: Iterable[Outcome], *, progress: Progress) -> IngestReport:
    """Store what the readers found and report what became of it.

    Whatever stops it, the batches that are stored stay, and their entities are unified. That is done even if
    no article is new: a run before this one may have been killed in between.

    Args:
        store: where to put them.
        reading: who reads them.
        outcomes: articles, failures and notices, as the readers yield them.
        progress: told of every article.
    """
    report = IngestReport()
    began = time.monotonic()
    try:
        for batch in batches(articles_of(outcomes, report, progress)):
            _store_batch(store, reading, batch, report, progress)
    finally:
        progress.note("Deciding which entities are the same")
        store.unify()
    report.seconds = time.monotonic() - began
    report.store = store.counts()
    return report


def articles_of(outcomes: Iterable[Outcome], report: IngestReport, progress: Progress) -> Iterator[Article]:
    """Yield the articles, each source once; note failures and notices in the report."""
    seen: set[str] = set()
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            report.failed.append(outcome)
            progress.advance(1, 0)
        elif isinstance(outcome, Article):
            if outcome.source not in seen:
                seen.add(outcome.source)
                yield outcome
        else:
            report.skipped.append(outcome)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield articles in batches that are neither too many nor too long to keep in memory."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if len(batch) == _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _store_batch(
    store: Store, reading: Reading, batch: Sequence[Article], report: IngestReport, progress: Progress
) -> None:
    known = store.fingerprints([article.source for article in batch])
    fresh = [article for article in batch if known.get(article.source) != reading.fingerprint(article)]
    records = []
    for record in reading.read(fresh):
        records.append(record)
        progress.advance(1, record.words)
    store.put(records)
    for record in records:
        report.add(record, known=record.source in known)
    report.unchanged += len(batch) - len(fresh)
    progress.advance(len(batch) - len(fresh), 0)
