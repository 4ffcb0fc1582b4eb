"""`kg leaders`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.leaders import KEYS, leaders_asked
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_the_newest_article_decides(ask: Run) -> None:
    """A prime minister whom a newer article follows with another is past."""
    output = ask("leaders", "Canada").stdout

    assert "Mark Carney  Prime Minister  Canada  2025-09-19" in output
    assert "Trudeau" not in output


def test_former_includes_past_offices(ask: Run) -> None:
    """Past ones come last and say so."""
    result = ask("leaders", "Canada", "--former", "--json")

    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["person"], one["former"]) for one in found] == [("Mark Carney", False), ("Justin Trudeau", True)]
    assert [set(KEYS)] * 2 == [set(one) for one in found]


def test_until_shows_the_offices_as_known_then(filled: Path) -> None:
    """In March Trudeau was prime minister."""
    from graph.lookups import Bounds  # noqa: PLC0415 - used once

    with SqliteStore(filled, read_only=True) as store:
        found = leaders_asked(store, name="Ottawa", bounds=Bounds(until="2025-03"))

    assert [position.person for position in found] == ["Justin Trudeau"]


def test_a_person_is_asked_by_surname(ask: Run) -> None:
    """Aliases count as names."""
    assert "Claudia Sheinbaum  President  Mexico" in ask("leaders", "Sheinbaum").stdout


def test_a_person_whose_office_is_past_is_pointed_to_former(ask: Run) -> None:
    """Exit code 3; the message names the option."""
    result = ask("leaders", "Trudeau")

    assert result.exit_code == 3
    assert "--former" in result.stderr
