"""`kg ingest` with the shipped model, on small texts."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from commands.ingest import FORMATS, JSON_FIELDS, KEYS
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TEXT = (
    "Canada and Mexico signed a comprehensive strategic partnership on Thursday in Mexico City. "
    "Prime Minister Mark Carney and Mexican President Claudia Sheinbaum met there."
)


@pytest.fixture
def folder(elsewhere: Path) -> Path:
    """Return a folder of two articles, one empty file and one that is skipped."""
    news = elsewhere / "news"
    news.mkdir()
    (news / "signing.txt").write_text(TEXT, encoding="utf-8")
    (news / "tariffs.md").write_text(
        "---\ndate: 2025-03-05\n---\nTrump imposed 25% tariffs on Canada.", encoding="utf-8"
    )
    (news / "empty.txt").write_text("", encoding="utf-8")
    (news / "data.csv").write_text("a,b", encoding="utf-8")
    return news


def test_ingest_stores_what_can_be_read_and_reports_the_rest(kg: Run, folder: Path, elsewhere: Path) -> None:
    """Exit code 4, since one file is empty; the others are in the store."""
    result = kg("ingest", str(folder), "--published", "2025-09-19", "--json")

    assert result.exit_code == 4
    report = json.loads(result.stdout)
    assert set(report) == set(KEYS)
    assert (report["read"], report["new"], report["unchanged"]) == (2, 2, 0)
    assert [failure["source"] for failure in report["failed"]] == [str(folder / "empty.txt")]
    assert ".csv" in report["skipped"][0]["reason"]
    assert f"failed: {folder / 'empty.txt'}: " in result.stderr
    with SqliteStore(elsewhere / "kg.db", read_only=True) as store:
        assert store.counts().articles == 2
        stored = {claim.article: claim.published for claim in store.claims(FactQuery())}
    assert stored == {"signing": "2025-09-19", "tariffs": "2025-03-05"}
    assert sum(report["facts"].values()) == report["store"]["facts"]


def test_ingest_twice_changes_nothing_and_says_so(kg: Run, folder: Path, elsewhere: Path) -> None:
    """The store holds the same records afterwards."""
    (folder / "empty.txt").unlink()
    assert kg("ingest", str(folder)).exit_code == 0
    with SqliteStore(elsewhere / "kg.db", read_only=True) as store:
        before = list(store.records())
    result = kg("ingest", str(folder), str(folder / "signing.txt"))

    assert result.exit_code == 0
    assert "read 2, new 0, unchanged 2, changed 0, failed 0" in result.stderr
    with SqliteStore(elsewhere / "kg.db", read_only=True) as store:
        assert list(store.records()) == before


def test_ingest_of_a_changed_article_withdraws_what_it_said(kg: Run, folder: Path, elsewhere: Path) -> None:
    """It counts as changed."""
    kg("ingest", str(folder))
    (folder / "tariffs.md").write_text("Nothing happened in Canada.", encoding="utf-8")
    result = kg("ingest", str(folder / "tariffs.md"))

    assert "new 0, unchanged 0, changed 1" in result.stderr
    with SqliteStore(elsewhere / "kg.db", read_only=True) as store:
        assert "Trump" not in " ".join(record.text for record in store.records())


def test_ingest_fails_when_nothing_can_be_read(kg: Run, elsewhere: Path) -> None:
    """Exit code 1."""
    result = kg("ingest", str(elsewhere / "missing.txt"))

    assert result.exit_code == 1
    assert "missing.txt: does not exist; check the path" in result.stderr


def test_ingest_maps_json_fields(kg: Run, elsewhere: Path) -> None:
    """The text may be called as its maker likes."""
    file = elsewhere / "news.jsonl"
    file.write_text(json.dumps({"body": TEXT, "id": "signing", "day": "2025-09-19"}) + "\n[]\n", encoding="utf-8")
    result = kg("ingest", str(file), "--field", "text=body", "--field", "date=day")

    assert result.exit_code == 4
    assert "read 1, new 1" in result.stderr
    assert kg("facts", "--article", "signing").exit_code == 0


def test_ingest_into_a_store_that_cannot_be_written(kg: Run, folder: Path, elsewhere: Path) -> None:
    """Exit code 5, before anything is read."""
    assert kg("ingest", str(folder), "--store", str(elsewhere / "no" / "folder.db")).exit_code == 5


@pytest.mark.parametrize("wrong", [["--published", "soon"], ["--format", "word"], ["--field", "body"], []])
def test_wrong_usage(wrong: list[str], kg: Run) -> None:
    """Exit code 2."""
    assert kg("ingest", *(["a.txt", *wrong] if wrong else [])).exit_code == 2


def test_formats_and_fields_are_those_of_the_readers() -> None:
    """They stand in the command so that its help need not import the readers."""
    from ingest.readers import JsonFields  # noqa: PLC0415 - slow to import
    from ingest.readers.formats import FORMATS as KNOWN  # noqa: PLC0415 - slow to import

    assert tuple(KNOWN) == FORMATS
    assert tuple(field.name for field in fields(JsonFields)) == JSON_FIELDS
