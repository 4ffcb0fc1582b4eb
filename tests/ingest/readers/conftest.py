"""Ways to write a file and read it back that the tests of all formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from graph.errors import InputError
from ingest.article import Article
from ingest.readers import Outcome, ReadOptions, Skipped, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Reading(Protocol):
    """Write bytes to a file of that name and read it."""

    def __call__(self, name: str, content: bytes | str, *, options: ReadOptions = ...) -> list[Outcome]:
        """Return all that is yielded."""


class Accepting(Protocol):
    """Write bytes to a file of that name and read the one article in it."""

    def __call__(self, name: str, content: bytes | str, *, options: ReadOptions = ...) -> Article:
        """Return the article."""


class Refusing(Protocol):
    """Write bytes to a file of that name and read why it is refused."""

    def __call__(self, name: str, content: bytes | str, *, options: ReadOptions = ...) -> InputError:
        """Return the error."""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Write a file and return all that `read` yields for it."""

    def run(name: str, content: bytes | str, *, options: ReadOptions = ReadOptions()) -> list[Outcome]:  # noqa: B008
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read([path], options=options))

    return run


@pytest.fixture
def accepting(reading: Reading) -> Accepting:
    """Write a file and return the one article in it."""

    def run(name: str, content: bytes | str, *, options: ReadOptions = ReadOptions()) -> Article:  # noqa: B008
        [article] = reading(name, content, options=options)
        assert isinstance(article, Article), article
        return article

    return run


@pytest.fixture
def refusing(reading: Reading) -> Refusing:
    """Write a file and return the one error it makes, which must be one line and name the file."""

    def run(name: str, content: bytes | str, *, options: ReadOptions = ReadOptions()) -> InputError:  # noqa: B008
        [error] = reading(name, content, options=options)
        assert isinstance(error, InputError), error
        assert name in error.source
        assert "\n" not in str(error)
        return error

    return run


@pytest.fixture
def summary() -> Callable[[list[Outcome]], list[str]]:
    """Name each outcome by its kind and the last part of its source."""

    def run(outcomes: list[Outcome]) -> list[str]:
        kinds = {Article: "article", InputError: "error", Skipped: "skipped"}
        return [f"{kinds[type(outcome)]} {outcome.source.rsplit('/', 1)[-1]}" for outcome in outcomes]

    return run
