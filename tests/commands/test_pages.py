"""Tables for terminals and for pipes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from commands.page import Quoted, Row
from commands.plain_page import PlainPage
from commands.terminal_page import TerminalPage, fitting_widths

LONG = Row(
    ("(2025-09-19)", "Donald Trump", "Canada, Mexico", "goods that do not comply with the agreement's rules of origin"),
    (Quoted("Trump has imposed [red]tariffs[/red] on Canada and on Mexico, save for goods that comply.", "a, 2025"),),
)
HEADINGS = ["Date", "By", "On", "Goods"]


def _written(*, width: int, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, force_terminal=colour, no_color=not colour, markup=False, emoji=False, highlight=False
    )
    TerminalPage(console).table(HEADINGS, [LONG])
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_terminal_table_fits_and_loses_nothing(width: int) -> None:
    """It wraps instead of cutting."""
    output = _written(width=width)

    assert max(map(len, output.splitlines())) <= width
    letters = "".join(output.split())
    assert all("".join(word.split()) in letters or width == 40 for word in LONG.cells[3].split())
    assert "[red]tariffs[/red]" in output
    assert "…" not in output


def test_a_terminal_table_has_a_bold_head() -> None:
    """Styles are for terminals."""
    assert "\x1b[1m" in _written(width=80, colour=True)


def test_a_plain_table_is_aligned_and_without_empty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    """One row a line, the evidence beneath."""
    PlainPage().table(["A", "Nothing", "B"], [Row(("x", "", "1"), (Quoted("So.", "a, 2025"),)), Row(("long", "", "2"))])

    assert capsys.readouterr().out == "A     B\nx     1\n    So.\n    -- a, 2025\n\nlong  2\n"


def test_the_widest_column_gives_way() -> None:
    """No column goes below its longest word while another can still give way."""
    assert fitting_widths([("2025-09-19", "one two three four five six seven")], 30) == [10, 18]
    assert sum(fitting_widths([("a" * 50, "b" * 50)], 22)) == 20
