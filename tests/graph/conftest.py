"""Stores to test and records to put into them."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from graph.neo4j_connection import Server
from graph.neo4j_store import Neo4jStore
from graph.sqlite_store import SqliteStore
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Neo4jServer

    from graph.store import Store


_EMPTY = "MATCH (n) WHERE NOT n:NewsKg DETACH DELETE n"  # constraints and mark stay: they are slow to make


@pytest.fixture(params=["sqlite", "neo4j"])
def open_named(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Open the store of a name, a new one or again the same; all are closed after the test.

    In Neo4j there is one at a time: a new name empties what stands under the one before.
    """
    with ExitStack() as opened:
        if request.param == "sqlite":
            yield lambda name: opened.enter_context(SqliteStore(tmp_path / f"{name}.db"))
            return
        server: Neo4jServer = request.getfixturevalue("neo4j_server")
        current: list[str] = []

        def open_neo4j(name: str) -> Store:
            if name not in current:
                server.run(_EMPTY)
                current[:] = [name]
            return opened.enter_context(neo4j_store(server))

        yield open_neo4j


def neo4j_store(server: Neo4jServer, **options: Any) -> Neo4jStore:
    """Open the store in a server's database."""
    return Neo4jStore(Server(server.uri, server.username, server.password, server.database), **options)


@pytest.fixture
def store(open_named: Callable[[str], Store]) -> Store:
    """Return an empty store."""
    return open_named("store")


class Builder:
    """Makes small records whose evidence and mentions stand in their text."""

    def person(self, name: str, *aliases: str, scope: tuple[str, ...] = ()) -> Entity:
        """Return a person."""
        return Entity(EntityKind.PERSON, name, scope, aliases)

    def country(self, name: str, *aliases: str) -> Entity:
        """Return a country."""
        return Entity(EntityKind.COUNTRY, name, (), aliases)

    def agreement(self, name: str, *aliases: str, scope: tuple[str, ...] = ()) -> Entity:
        """Return an agreement."""
        return Entity(EntityKind.AGREEMENT, name, scope, aliases)

    def organization(self, name: str, *aliases: str) -> Entity:
        """Return an organisation."""
        return Entity(EntityKind.ORGANIZATION, name, (), aliases)

    def fact(self, type_: FactType, sentence: str = "", confidence: float = 0.9, **values: Any) -> Fact:
        """Return a fact that a sentence states; `record` finds its place in the text."""
        return Fact(type_, values, (Evidence(0, len(sentence), sentence),), confidence)

    def holds(self, person: Entity, title: str, of: Entity) -> Fact:
        """Return that a person holds an office."""
        return self.fact(FactType.HOLDS_POSITION, f"{person.name} is {title}.", person=person, title=title, of=of)

    def tariff(self, by: Entity, *on: Entity, **values: Any) -> Fact:
        """Return that a country puts a tariff on others."""
        return self.fact(FactType.TARIFF, f"{by.name} puts a tariff on it.", by=by, on=on, **values)

    def record(self, name: str, *facts: Fact, **fields: Any) -> ArticleRecord:
        """Return an article that states facts, one sentence each."""
        text = fields.pop("text", None) or f"{name}. " + " ".join(f.evidence[0].text for f in facts)
        mentions = [Mention(0, len(name), entity) for f in facts for entity in f.entities()]
        return ArticleRecord(
            id=hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest(),
            text=text,
            name=name,
            facts=tuple(self._placed(fact, text) for fact in facts),
            mentions=fields.pop("mentions", tuple(mentions)),
            **{"source": f"news/{name}.txt", "fingerprint": f"print-{name}", "model": "1", "words": 9, **fields},
        )

    def _placed(self, fact: Fact, text: str) -> Fact:
        sentence = fact.evidence[0].text
        start = text.find(sentence)
        evidence = (Evidence(start, start + len(sentence), sentence),)
        return Fact(fact.type, fact.values, evidence, fact.confidence)


@pytest.fixture(scope="session")
def make() -> Builder:
    """Return the builder of records."""
    return Builder()
