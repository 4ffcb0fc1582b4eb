"""How far the reading or copying is: a bar on a terminal, a line every few seconds elsewhere, on standard error."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as RichProgress

_SECONDS_BETWEEN_LINES = 5.0


class Progress(Protocol):
    """Somebody who wants to know how far the reading is."""

    def start(self, sources: int) -> None:
        """Hear how many files there are at least."""

    def advance(self, articles: int, words: int) -> None:
        """Hear of articles that are done, and of the words that were read for them."""

    def note(self, message: str) -> None:
        """Hear what else is going on."""


class Lines:
    """Plain lines, one every few seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began = self._last = clock()
        self._sources = self._articles = self._words = 0

    def start(self, sources: int) -> None:
        """Start the clock."""
        self._sources = sources
        self._began = self._last = self._clock()

    def advance(self, articles: int, words: int) -> None:
        """Write a line if the last one is old enough."""
        self._articles += articles
        self._words += words
        now = self._clock()
        if now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = now
            speed = self._words / (now - self._began)
            total = max(self._sources, self._articles)
            click.echo(f"{self._articles:,} of {total:,} articles, {speed:,.0f} words/s", err=True)

    def note(self, message: str) -> None:
        """Keep quiet: the closing report is near."""


class Bar:
    """A bar, with articles and words per second."""

    def __init__(self, progress: RichProgress, *, first: str, doing: str) -> None:
        self._progress = progress
        self._first = first
        self._doing = doing
        self._task = progress.add_task(doing, total=None, speed="")
        self._began = time.monotonic()
        self._sources = self._articles = self._words = 0

    def start(self, sources: int) -> None:
        """Set the bar's length."""
        self._sources = sources
        self._began = time.monotonic()
        self._progress.update(self._task, total=sources, description=self._first)

    def advance(self, articles: int, words: int) -> None:
        """Move on; a file of several articles makes the bar longer."""
        self._articles += articles
        self._words += words
        speed = self._words / max(time.monotonic() - self._began, 0.001)
        self._progress.update(
            self._task,
            description=self._doing,
            completed=self._articles,
            total=max(self._sources, self._articles),
            speed=f"{speed:,.0f} words/s",
        )

    def note(self, message: str) -> None:
        """Write it before the bar."""
        self._progress.update(self._task, description=message)


@contextmanager
def standard_progress(*, first: str = "Loading the model", doing: str = "Reading") -> Iterator[Progress]:
    """Give the progress for standard error.

    Args:
        first: what is done before the first article.
        doing: what is done with the articles.
    """
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console  # noqa: PLC0415 - rich is imported only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415 - likewise
    from rich.progress import Progress as RichProgress  # noqa: PLC0415 - likewise

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TextColumn("{task.fields[speed]}"),
    )
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress, first=first, doing=doing)
