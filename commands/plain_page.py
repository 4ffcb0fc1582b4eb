"""Answers for a file or a pipe: aligned text, one row a line, no colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.harmless import harmless
from commands.page import filled_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.page import Quoted, Row

_GAP = "  "
_INDENT = " " * 4


class PlainPage:
    """A `Page` of plain lines."""

    def heading(self, text: str) -> None:
        """Write the name of what follows."""
        click.echo(harmless(text))

    def line(self, text: str) -> None:
        """Write a line of running text."""
        click.echo(harmless(text))

    def table(self, headings: Sequence[str], rows: Sequence[Row]) -> None:
        """Write a table; columns without any entry are left out."""
        titles, kept = filled_columns(headings, rows)
        lines = [[harmless(cell) for cell in cells] for cells in (titles, *(row.cells for row in kept))]
        widths = [max(len(line[at]) for line in lines) for at in range(len(titles))]
        click.echo(_aligned(lines[0], widths))
        for cells, row in zip(lines[1:], kept, strict=True):
            click.echo(_aligned(cells, widths))
            self.evidence(row.evidence)
            if row.evidence:
                self.gap()

    def evidence(self, quoted: Sequence[Quoted]) -> None:
        """Write sentences with their origin."""
        for one in quoted:
            click.echo(f"{_INDENT}{harmless(one.sentence)}")
            click.echo(f"{_INDENT}-- {harmless(one.origin)}")

    def gap(self) -> None:
        """Write an empty line."""
        click.echo()


def _aligned(cells: list[str], widths: list[int]) -> str:
    return _GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
