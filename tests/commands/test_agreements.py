"""`kg agreements`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from commands.agreements import KEYS, agreements_asked
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_shows_parties_and_present_status(ask: Run) -> None:
    """The newest article decides how an agreement stands; the day is that of its signing."""
    result = ask("agreements")

    assert result.exit_code == 0
    assert [re.split(r" {2,}", line) for line in result.stdout.splitlines()[1:]] == [
        ["2025-09-18", "comprehensive strategic partnership", "Canada, Mexico", "signed", "Mexico City"],
        [
            "2018-11-30",
            "United States-Mexico-Canada Agreement (USMCA)",
            "Canada, Mexico, United States",
            "under review",
            "Buenos Aires",
        ],
    ]


def test_party_and_status_narrow(ask: Run) -> None:
    """Every party named must be one; the status is the present one."""
    assert ask("agreements", "--party", "US", "--status", "signed").exit_code == 3
    assert "USMCA" in ask("agreements", "--party", "US", "--party", "Canada").stdout


def test_json_has_the_documented_keys(ask: Run) -> None:
    """Signatories are names here."""
    (line,) = ask("agreements", "strategic", "--json").stdout.splitlines()
    found = json.loads(line)

    assert set(KEYS) == set(found)
    assert found["signatories"] == ["Claudia Sheinbaum", "Mark Carney", "Canada", "Mexico"]


def test_a_word_for_any_agreement_may_be_wrong(filled: Path) -> None:
    """Nobody calls the partnership a deal, but it is one."""
    with SqliteStore(filled, read_only=True) as store:
        found = agreements_asked(store, words=["Canada-Mexico deal"])

    assert found[0].name == "comprehensive strategic partnership"
