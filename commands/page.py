"""What answers are written on: a terminal, or a file or pipe."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, and the article and date it stands in."""

    sentence: str
    origin: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, with the sentences that stand beneath it."""

    cells: tuple[str, ...]
    evidence: tuple[Quoted, ...] = ()


class Page(Protocol):
    """Text from outside is written on it as it is, never read as markup, with control characters made visible."""

    def heading(self, text: str) -> None:
        """Write the name of what follows."""

    def line(self, text: str) -> None:
        """Write a line of running text."""

    def table(self, headings: Sequence[str], rows: Sequence[Row]) -> None:
        """Write a table; columns without any entry are left out."""

    def evidence(self, quoted: Sequence[Quoted]) -> None:
        """Write sentences with their origin."""

    def gap(self) -> None:
        """Write an empty line."""


def standard_page() -> Page:
    """Return the page for standard output."""
    if sys.stdout.isatty():
        from commands.terminal_page import TerminalPage  # noqa: PLC0415 - rich is imported only for a terminal

        return TerminalPage()
    from commands.plain_page import PlainPage  # noqa: PLC0415 - the other one

    return PlainPage()


def filled_columns(headings: Sequence[str], rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """Return a table without the columns that have no entry."""
    filled = [at for at in range(len(headings)) if any(row.cells[at] for row in rows)]
    kept = [Row(tuple(row.cells[at] for at in filled), row.evidence) for row in rows]
    return [headings[at] for at in filled], kept
