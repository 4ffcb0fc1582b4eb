"""`kg quotes`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.quotes import KEYS

if TYPE_CHECKING:
    from conftest import Run


def test_shows_who_said_what(ask: Run) -> None:
    """The speaker is asked for by any name, the quotation by its words."""
    result = ask("quotes", "Trudeau", "--about", "dumb")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["2025-03-05  Justin Trudeau  This is very dumb indeed"]


def test_text_from_outside_is_shown_harmlessly(ask: Run) -> None:
    """Markup stays as it is, escapes are written out."""
    assert r"[bold]we are \x1b[31mstronger\x1b[0m together[/bold]" in ask("quotes", "Carney").stdout


def test_json_has_the_documented_keys_and_the_very_words(ask: Run) -> None:
    """In JSON the words are unchanged, the escape encoded."""
    result = ask("quotes", "Carney", "--json")

    assert "\x1b" not in result.stdout
    found = json.loads(result.stdout)
    assert set(KEYS) == set(found)
    assert found["quote"] == "[bold]we are \x1b[31mstronger\x1b[0m together[/bold]"


def test_nobody_said_that(ask: Run) -> None:
    """Exit code 3."""
    assert ask("quotes", "Carney", "--about", "surrender").exit_code == 3
