"""`kg sanctions`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.sanctions import KEYS

if TYPE_CHECKING:
    from conftest import Run


def test_shows_who_put_what_on_whom(ask: Run) -> None:
    """Aliases, kinds and statuses narrow."""
    result = ask("sanctions", "--by", "Washington", "--kind", "freeze", "--status", "imposed", "--evidence")

    assert result.exit_code == 0
    assert "(2025-03-05)  United States  Russia  asset freeze  imposed" in result.stdout
    assert "The US froze assets of Russia." in result.stdout


def test_json_has_the_documented_keys(ask: Run) -> None:
    """One sanction a line."""
    (line,) = ask("sanctions", "--json").stdout.splitlines()

    assert set(KEYS) == set(json.loads(line))


def test_nobody_sanctioned_canada(ask: Run) -> None:
    """Exit code 3."""
    assert ask("sanctions", "--on", "Canada").exit_code == 3
