"""Answers for a terminal: tables as wide as the window, wrapped and never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commands.harmless import harmless
from commands.page import filled_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.page import Quoted, Row

_GAP = 2
_INDENT = 4
_NARROW = 10


class TerminalPage:
    """A `Page` written with rich; `NO_COLOR` is respected."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(markup=False, emoji=False, highlight=False, soft_wrap=False)

    def heading(self, text: str) -> None:
        """Write the name of what follows."""
        self._console.print(Text(harmless(text), style="bold"))

    def line(self, text: str) -> None:
        """Write a line of running text."""
        self._console.print(Text(harmless(text)))

    def table(self, headings: Sequence[str], rows: Sequence[Row]) -> None:
        """Write a table; columns without any entry are left out."""
        titles, kept = filled_columns(headings, rows)
        lines = [tuple(harmless(cell) for cell in row.cells) for row in kept]
        widths = fitting_widths([tuple(titles), *lines], self._console.width)
        self._print_row(titles, widths, "bold")
        self._console.print(Text("─" * (sum(widths) + _GAP * (len(widths) - 1)), style="dim"))
        for cells, row in zip(lines, kept, strict=True):
            self._print_row(cells, widths, "")
            self.evidence(row.evidence)
            if row.evidence:
                self.gap()

    def evidence(self, quoted: Sequence[Quoted]) -> None:
        """Write sentences with their origin."""
        for one in quoted:
            self._indented(Text(harmless(one.sentence), style="italic"))
            self._indented(Text(f"-- {harmless(one.origin)}", style="dim"))

    def gap(self) -> None:
        """Write an empty line."""
        self._console.print()

    def _print_row(self, cells: Sequence[str], widths: Sequence[int], style: str) -> None:
        grid = Table.grid(padding=(0, _GAP, 0, 0), pad_edge=False)
        for width in widths:
            grid.add_column(width=width, overflow="fold")
        grid.add_row(*(Text(cell, style=style) for cell in cells))
        self._console.print(grid)

    def _indented(self, text: Text) -> None:
        self._console.print(Padding(text, (0, 0, 0, _INDENT)))


def fitting_widths(lines: Sequence[Sequence[str]], available: int) -> list[int]:
    """Return how wide each column of a table is, so that all of them fit.

    The widest column gives way first, no column below its longest word while others can still give way.
    """
    columns = list(zip(*lines, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    room = available - _GAP * (len(columns) - 1)
    for least in ([_longest_word(column) for column in columns], [_NARROW] * len(columns), [1] * len(columns)):
        while sum(widths) > room and any(map(int.__gt__, widths, least)):
            at = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
            widths[at] -= 1
    return widths


def _longest_word(column: Sequence[str]) -> int:
    return max(cell_len(word) for cell in column for word in (cell.split() or [""]))
