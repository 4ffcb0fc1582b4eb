"""`kg figures`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.figures import KEYS

if TYPE_CHECKING:
    from conftest import Run


def test_shows_money_readably(ask: Run) -> None:
    """Words match what is measured and whom it is about."""
    result = ask("figures", "canada", "trade")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["CAD 56 billion  bilateral trade  2024    Canada, Mexico  2025-09-19"]


def test_unit_narrows(ask: Run) -> None:
    """A counted noun may be given in the plural."""
    assert "10,000 troops" in ask("figures", "--unit", "troops").stdout
    assert ask("figures", "--unit", "USD").exit_code == 3


def test_min_confidence_leaves_out_what_is_less_sure(ask: Run) -> None:
    """The troops are only half sure."""
    assert "troops" not in ask("figures", "--min-confidence", "0.5").stdout


def test_json_has_the_documented_keys(ask: Run) -> None:
    """Amounts are plain numbers."""
    (line,) = ask("figures", "trade", "--json").stdout.splitlines()
    found = json.loads(line)

    assert set(KEYS) == set(found)
    assert found["value"] == 56_000_000_000
