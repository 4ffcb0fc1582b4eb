"""`kg show`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.show import KEYS

if TYPE_CHECKING:
    from conftest import Run


def test_shows_everything_about_a_person(ask: Run) -> None:
    """Section by section; those without an entry are left out."""
    result = ask("show", "Carney")

    assert result.exit_code == 0
    headings = [part.split("\n")[0] for part in result.stdout.split("\n\n")]
    assert headings == ["Mark Carney (Person)", "Offices", "Signed", "Met", "Visited", "Said", "Articles"]
    assert "also: Carney\nmentioned in 2 articles\n" in result.stdout


def test_json_has_the_documented_keys(ask: Run) -> None:
    """One entity a line."""
    (line,) = ask("show", "Canada", "--json").stdout.splitlines()
    found = json.loads(line)

    assert set(KEYS) == set(found)
    assert (found["entity"], found["kind"], found["aliases"]) == ("Canada", "Country", ["Ottawa"])
    assert [one["person"] for one in found["positions"]] == ["Mark Carney", "Justin Trudeau"]
    assert len(found["tariffs_on"]) == 2
    assert found["tariffs_by"] == []


def test_limit_holds_for_each_section(ask: Run) -> None:
    """The heading says how many there are."""
    assert "Tariffs suffered (1 of 2)\n" in ask("show", "Canada", "--limit", "1").stdout


def test_a_part_of_a_name_is_enough(ask: Run) -> None:
    """What the name was taken for is said on standard error."""
    result = ask("show", "City")
    assert "Mexico City (Place)" in result.stdout

    several = ask("show", "Mexico-Canada")
    assert "United States-Mexico-Canada Agreement (Agreement)" in several.stdout


def test_an_unknown_entity_is_answered_with_the_nearest(ask: Run) -> None:
    """Exit code 3."""
    result = ask("show", "Sheinbam")

    assert result.exit_code == 3
    assert "Claudia Sheinbaum" in result.stderr or "Sheinbaum" in result.stderr
