"""From a SQLite store into each store, and what happens when it is disturbed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.copying import batches, copy
from graph.errors import NotAStore, StoreError, StoreUnreachable
from graph.sqlite_store import SqliteStore
from graph.store import FactQuery
from graph.vocabulary import Entity, EntityKind, Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from graph.store import Store
    from graph.vocabulary import ArticleRecord

LULA = Entity(EntityKind.PERSON, "Luiz Inácio Lula da Silva", (), ("Lula",))
BRAZIL = Entity(EntityKind.COUNTRY, "Brazil")


class Heard:
    """A progress that remembers, and may be interrupted after some articles."""

    def __init__(self, *, stop_after: int | None = None) -> None:
        self.articles = self.words = 0
        self.notes: list[str] = []
        self.stop_after = stop_after

    def advance(self, articles: int, words: int) -> None:
        """Count; raise KeyboardInterrupt when it is time."""
        self.articles += articles
        self.words += words
        if self.stop_after is not None and self.articles >= self.stop_after:
            raise KeyboardInterrupt

    def note(self, message: str) -> None:
        """Keep it."""
        self.notes.append(message)


class Given:
    """A source of records as they are given; one that is an error is raised."""

    def __init__(self, *records: ArticleRecord | StoreError) -> None:
        self._records = records

    def records(self) -> Iterator[ArticleRecord]:
        """Yield them."""
        for record in self._records:
            if isinstance(record, StoreError):
                raise record
            yield record


class Down(SqliteStore):
    """A store whose server goes down when a record of that name is put."""

    breaks_at = ""

    def put(self, records: Sequence[ArticleRecord]) -> None:
        """Put them, unless the time has come."""
        if any(record.name == self.breaks_at for record in records):
            raise StoreUnreachable("bolt://there: no server answers")
        super().put(records)

    def unify(self) -> None:
        """Fail the test: nobody who knows that the server is down asks again."""
        pytest.fail("asked a server that is down")


@pytest.fixture
def source(tmp_path: Path, make: Any) -> Iterator[SqliteStore]:
    """Give a store of two articles that call one man by two names."""
    lula = make.person("Lula", scope=("bare",))
    with SqliteStore(tmp_path / "source.db") as opened:
        opened.put(
            [
                make.record("full", make.holds(LULA, "president", BRAZIL), published="2025-01-02"),
                make.record("bare", make.holds(lula, "guest", BRAZIL), words=5),
            ]
        )
        opened.unify()
        yield opened


def said(store: Store) -> str:
    """Return all that a store says."""
    return repr((list(store.records()), list(store.claims(FactQuery())), store.counts(), store.find_entities("Lula")))


def many(make: Any, names: Iterable[str]) -> list[ArticleRecord]:
    """Return articles so long that each is a batch of its own."""
    mention = make.record("x", make.holds(LULA, "president", BRAZIL)).mentions[0]
    return [make.record(name, make.holds(LULA, name, BRAZIL), mentions=(mention,) * 2_000) for name in names]


def test_a_copy_says_the_same(source: SqliteStore, store: Store) -> None:
    """Records, claims, counts and which entities are the same."""
    heard = Heard()
    copied = copy(source, store, progress=heard)

    assert said(source) == said(store)
    assert (copied.read, copied.new, copied.changed, copied.unchanged, copied.failed) == (2, 2, 0, 0, {})
    assert copied.facts == {"HOLDS_POSITION": 2}
    assert (heard.articles, heard.words) == (2, 14)
    assert len(heard.notes) == 1


def test_a_copy_back_says_the_same(source: SqliteStore, store: Store, tmp_path: Path) -> None:
    """From each store into SQLite."""
    copy(source, store, progress=Heard())
    with SqliteStore(tmp_path / "back.db") as back:
        copy(store, back, progress=Heard())
        assert said(source) == said(back)


def test_copying_again_puts_nothing(source: SqliteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands there with the same fingerprint is unchanged."""
    with SqliteStore(tmp_path / "target.db") as target:
        copy(source, target, progress=Heard())
        monkeypatch.setattr(target, "put", lambda records: pytest.fail(f"put {records}"))
        heard = Heard()
        copied = copy(source, target, progress=heard)

    assert (copied.new, copied.changed, copied.unchanged) == (0, 0, 2)
    assert (heard.articles, heard.words) == (2, 0)


def test_what_changed_replaces_what_stands_under_its_source(source: SqliteStore, store: Store, make: Any) -> None:
    """And what only the target has stays."""
    only_there = make.record("only-there", make.holds(LULA, "author", BRAZIL))
    store.put([only_there])
    copy(source, store, progress=Heard())
    changed = make.record("full", make.holds(LULA, "former president", BRAZIL), fingerprint="another")
    source.put([changed])
    copied = copy(source, store, progress=Heard())

    assert (copied.new, copied.changed, copied.unchanged) == (0, 1, 1)
    assert [only_there, *source.records()] == sorted(store.records(), key=lambda r: (r != only_there, r.id))


def test_entities_are_unified_even_if_nothing_is_new(source: SqliteStore, store: Store) -> None:
    """The run before may have been killed when all was put and nothing unified."""
    store.put(list(source.records()))
    assert said(source) != said(store)
    copied = copy(source, store, progress=Heard())

    assert copied.unchanged == 2
    assert said(source) == said(store)


def test_a_record_that_cannot_be_put_is_reported_and_the_rest_goes_on(store: Store, make: Any) -> None:
    """Those in the same batch, too."""
    first, second = (make.record(name, make.holds(LULA, name, BRAZIL)) for name in ("mayor", "president"))
    wrong = replace(first, source="wrong", facts=(Fact(FactType.TARIFF, {"on": BRAZIL}, (), 0.5),))
    copied = copy(Given(first, wrong, second), store, progress=Heard())

    assert (copied.new, list(copied.failed)) == (2, ["wrong"])
    assert "TARIFF" in str(copied.failed["wrong"])
    assert {first.name, second.name} == {record.name for record in store.records()}


def test_an_interrupted_copy_is_consistent_and_goes_on_from_there(tmp_path: Path, make: Any) -> None:
    """The batches that arrived are unified; the next run adds the others."""
    bare = make.record("bare", make.holds(make.person("Lula", scope=("x",)), "guest", BRAZIL))
    records = [bare, *many(make, ["full"])]
    with SqliteStore(tmp_path / "target.db") as target, SqliteStore(tmp_path / "whole.db") as whole:
        whole.put(records)
        whole.unify()
        with pytest.raises(KeyboardInterrupt):
            copy(Given(*records, *many(make, ["more"])), target, progress=Heard(stop_after=2))
        assert said(whole) == said(target)
        copied = copy(Given(*records, *many(make, ["more"])), target, progress=Heard())
        assert (copied.new, copied.unchanged) == (1, 2)


def test_a_lost_connection_tells_how_many_have_arrived(tmp_path: Path, make: Any) -> None:
    """And that running it again goes on from there, as it does."""
    records = many(make, ["a", "b", "c"])
    with Down(tmp_path / "target.db") as target:
        target.breaks_at = "c"
        with pytest.raises(StoreUnreachable, match="no server answers; 2 articles have arrived; run it again"):
            copy(Given(*records), target, progress=Heard())
    with SqliteStore(tmp_path / "target.db") as target:
        copied = copy(Given(*records), target, progress=Heard())
    assert (copied.new, copied.unchanged) == (1, 2)


def test_a_target_that_has_become_something_else_ends_the_copy(tmp_path: Path, make: Any) -> None:
    """Instead of failing once for each article."""

    class Taken(SqliteStore):
        def put(self, records: Sequence[ArticleRecord]) -> None:
            raise NotAStore(f"holds something else than {len(records)} articles")

    with Taken(tmp_path / "target.db") as target, pytest.raises(NotAStore):
        copy(Given(*many(make, ["a", "b"])), target, progress=Heard())


def test_a_source_that_breaks_off_leaves_what_arrived(tmp_path: Path, make: Any) -> None:
    """Its error is told."""
    with SqliteStore(tmp_path / "target.db") as target:
        with pytest.raises(StoreError, match="the file is damaged"):
            copy(Given(*many(make, ["a"]), StoreError("the file is damaged")), target, progress=Heard())
        assert [record.name for record in target.records()] == ["a"]


def test_batches_have_few_records_and_few_rows(make: Any) -> None:
    """Whichever comes first, in order and without loss."""
    small = [make.record(f"{n}", make.holds(LULA, "president", BRAZIL)) for n in range(450)]
    assert [len(batch) for batch in batches(small)] == [200, 200, 50]
    assert small == [record for batch in batches(small) for record in batch]
    assert [len(batch) for batch in batches(many(make, ["a", "b"]))] == [1, 1]
    assert list(batches([])) == []
