"""`kg tariffs`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commands.tariffs import KEYS

if TYPE_CHECKING:
    from conftest import Run


def test_shows_rate_range_goods_status_and_exempts(ask: Run) -> None:
    """The newest comes first; a fact without a date shows the article's in brackets."""
    result = ask("tariffs", "--on", "Canada")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Date          By             On              Rate       Goods    Status   Exempts",
        "(2025-09-19)  Donald Trump   Canada, Mexico  25%        imports  imposed  USMCA goods",
        "2025-03-04    United States  Canada          25 to 50%  steel    imposed",
    ]


def test_leaders_count_for_their_countries(ask: Run) -> None:
    """What the President imposes, the United States impose; an alias names them."""
    assert "Donald Trump" in ask("tariffs", "--by", "U.S.").stdout


def test_goods_status_and_days_narrow(ask: Run) -> None:
    """Everything asked must hold."""
    assert len(ask("tariffs", "--goods", "steel", "--until", "2025-03").stdout.splitlines()) == 2
    assert ask("tariffs", "--goods", "steel", "--status", "removed").exit_code == 3


def test_json_has_the_documented_keys_and_sources(ask: Run) -> None:
    """Whole numbers have no point, what is missing is null."""
    found = [json.loads(line) for line in ask("tariffs", "--json").stdout.splitlines()]

    assert [set(KEYS)] * 2 == [set(one) for one in found]
    assert (found[0]["rate"], found[0]["rate_max"], found[0]["on"]) == (25, None, ["Canada", "Mexico"])
    (source,) = found[0]["sources"]
    assert (source["article"], source["published"]) == ("canada-mexico-partnership", "2025-09-19")
    assert "25% tariffs" in source["evidence"][0]["text"]


def test_limit_says_how_many_there_are_besides(ask: Run) -> None:
    """The note goes to standard error, so that the data stays clean."""
    result = ask("tariffs", "--limit", "1", "--json")

    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == "Showing 1 of 2 (--limit).\n"


def test_an_unknown_name_is_answered_with_the_nearest(ask: Run) -> None:
    """Exit code 3."""
    result = ask("tariffs", "--on", "Canda")

    assert result.exit_code == 3
    assert result.stderr == "Canda: no entity of that name in the store; did you mean Canada?\n"


def test_what_is_no_date_is_wrong_usage(ask: Run) -> None:
    """Exit code 2, and how a date is written."""
    result = ask("tariffs", "--since", "last week")

    assert result.exit_code == 2
    assert "2025-09-18" in result.stderr
