"""`kg facts`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from commands.facts import KEYS
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery
from graph.vocabulary import SCHEMA, FactType

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_json_gives_every_claim_with_the_fields_of_the_schema(ask: Run, filled: Path) -> None:
    """The form that the scorer reads: names as strings, lists of names, null for what is missing."""
    result = ask("facts", "--json")

    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for one in found:
        fields = {spec.name for spec in SCHEMA[FactType(one["type"])]}
        assert {*KEYS, *fields} == set(one)
    with SqliteStore(filled, read_only=True) as store:
        assert [claim.fact for claim in store.claims(FactQuery())] == [one["id"] for one in found]


def test_an_agreement_is_a_name_and_evidence_has_offsets(ask: Run) -> None:
    """In AGREEMENT and in SIGNED alike."""
    found = [json.loads(line) for line in ask("facts", "--json", "--type", "signed").stdout.splitlines()]

    assert {"comprehensive strategic partnership", "United States-Mexico-Canada Agreement"} == {
        one["agreement"] for one in found
    }
    assert {"start", "end", "text"} == set(found[0]["evidence"][0])


@pytest.mark.parametrize(
    ("expected", "options"),
    [
        (3, ["--type", "AGREEMENT"]),
        (4, ["--article", "tariffs-take-effect"]),
        (1, ["--article", "tariffs-take-effect", "--entity", "Russia"]),
        (2, ["--limit", "2"]),
    ],
)
def test_options_narrow(expected: int, options: list[str], ask: Run) -> None:
    """Everything asked must hold."""
    assert expected == len(ask("facts", "--json", *options).stdout.splitlines())


def test_people_get_a_table(ask: Run) -> None:
    """With the sentence beneath."""
    output = ask("facts", "--type", "TARIFF", "--article", "tariffs-take-effect", "--evidence").stdout

    assert "by United States; on Canada; goods steel; rate 25; rate_max 50; status imposed; date 2025-03-04" in output
    assert "    Tariffs of 25 to 50 percent on Canadian steel began on March 4.\n" in output


def test_no_such_fact(ask: Run) -> None:
    """Exit code 3."""
    assert ask("facts", "--article", "nowhere").exit_code == 3
