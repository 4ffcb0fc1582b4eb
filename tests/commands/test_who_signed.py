"""`kg who-signed`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.who_signed import KEYS, SIGNATORY_KEYS, signatures_asked
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def test_shows_persons_with_office_then_countries(ask: Run) -> None:
    """The agreement with just the parties asked for comes first, its persons before its countries."""
    result = ask("who-signed", "Canada-Mexico")

    assert result.exit_code == 0
    lines = [line.split("  ")[0] for line in result.stdout.splitlines()[:6]]
    assert lines == [
        "comprehensive strategic partnership: Canada, Mexico",
        "Signed by",
        "Claudia Sheinbaum",
        "Mark Carney",
        "Canada",
        "Mexico",
    ]
    assert "Mark Carney        Prime Minister of Canada  2025-09-18  Mexico City" in result.stdout


def test_evidence_gives_each_sentence_once_with_article_and_date(ask: Run) -> None:
    """The sentence that states two signatures stands once."""
    output = ask("who-signed", "canada", "mexico", "partnership", "--evidence").stdout

    sentence = "Canada and Mexico signed a comprehensive strategic partnership Thursday in Mexico City."
    assert output.count(sentence) == 1
    assert f"    {sentence}\n    -- canada-mexico-partnership, 2025-09-19\n" in output


def test_json_has_the_documented_keys(ask: Run) -> None:
    """One agreement a line, its signatories with their sources."""
    (line,) = ask("who-signed", "USMCA", "--json").stdout.splitlines()
    found = json.loads(line)

    assert set(KEYS) == set(found)
    assert found["agreement"] == "United States-Mexico-Canada Agreement"
    assert found["parties"] == ["Canada", "Mexico", "United States"]
    assert [set(SIGNATORY_KEYS)] * 2 == [set(one) for one in found["signatories"]]
    assert [one["who"] for one in found["signatories"]] == ["Donald Trump", "Justin Trudeau"]
    assert [source["article"] for source in found["signatories"][0]["sources"]] == ["usmca-buenos-aires"]


def test_a_signature_of_two_articles_is_one_answer(filled: Path) -> None:
    """The second article knows no day and no place; those of the first stand."""
    with SqliteStore(filled, read_only=True) as store:
        found = signatures_asked(store, words=["Carney"])

    (signed,) = found
    carney = next(one.signatory for one in signed.signatures if one.signatory.entity.name == "Mark Carney")
    assert (carney.date, carney.place) == ("2025-09-18", "Mexico City")
    assert [c.article for a in carney.answers for c in a.claims] == ["canada-mexico-partnership", "partnership-again"]


def test_since_narrows_the_signatures(ask: Run) -> None:
    """An agreement that was signed before is not shown."""
    assert "USMCA" not in ask("who-signed", "--since", "2025").stdout


def test_nothing_found_says_where_to_look(ask: Run) -> None:
    """Exit code 3 and a message on standard error."""
    result = ask("who-signed", "Kyoto")

    assert result.exit_code == 3
    assert result.stdout == ""
    assert "Kyoto" in result.stderr
    assert "kg agreements" in result.stderr
