"""What is the Neo4j store's own: its server, its database, its shape, writers beside each other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from graph import neo4j_schema
from graph.errors import NotAStore, SchemaVersionError, StoreError, StoreUnreachable
from graph.neo4j_connection import Server, connect, server_at
from graph.neo4j_schema import open_database
from graph.neo4j_store import Neo4jStore
from graph.open_store import open_store
from graph.store import FactQuery
from graph.vocabulary import SCHEMA, Entity, EntityKind, FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Neo4jServer

CANADA = Entity(EntityKind.COUNTRY, "Canada")
MEXICO = Entity(EntityKind.COUNTRY, "Mexico", (), ("Mexico City",))
ODD = "Robert'); MATCH (n) DETACH DELETE n // `x` {y} $z \\ \" \n"


@pytest.fixture
def database(neo4j_server: Neo4jServer) -> Iterator[Neo4jServer]:
    """Return a server whose database is empty, and empty it afterwards."""
    neo4j_server.run("MATCH (n) DETACH DELETE n")
    yield neo4j_server
    neo4j_server.run("MATCH (n) DETACH DELETE n")


@pytest.fixture
def server(database: Neo4jServer) -> Server:
    """Return how to reach an empty database."""
    return Server(database.uri, database.username, database.password, database.database)


def test_the_url_takes_name_password_and_database_from_the_environment(
    database: Neo4jServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As every tool for Neo4j does."""
    monkeypatch.setenv("NEO4J_USERNAME", database.username)
    monkeypatch.setenv("NEO4J_PASSWORD", database.password)
    monkeypatch.setenv("NEO4J_DATABASE", database.database)
    with open_store(database.uri) as store:
        assert store.counts().articles == 0


def test_a_password_in_the_url_is_refused_and_not_repeated() -> None:
    """It would stand in the shell's history and in logs."""
    with pytest.raises(StoreError, match="set NEO4J_USERNAME and NEO4J_PASSWORD") as refused:
        server_at("neo4j://neo4j:secret@localhost", {})
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"password": "wrong"}, "check NEO4J_USERNAME and NEO4J_PASSWORD"),
        ({"database": "elsewhere"}, "no database elsewhere; check NEO4J_DATABASE"),
        ({"url": "bolt://127.0.0.1:9"}, "no Neo4j server answers"),
        ({"url": "bolt://127.0.0.1:99999"}, "check the address"),
        ({"url": "neo4j://no such host"}, "address"),
    ],
)
def test_what_cannot_be_reached_is_told_with_reason_and_remedy(
    server: Server, changed: dict[str, str], reason: str
) -> None:
    """And never with the password."""
    held = {"url": server.url, "username": server.username, "password": server.password, "database": server.database}
    asked = Server(**(held | changed))  # type: ignore[arg-type]
    with pytest.raises(StoreUnreachable, match=reason) as told:
        Neo4jStore(asked)
    assert asked.password not in str(told.value)


def test_another_program_s_database_is_left_untouched(database: Neo4jServer, server: Server) -> None:
    """Not even an index is made in it."""
    database.empty()
    database.run("CREATE (:Customer {id: 7})")
    with pytest.raises(NotAStore, match="holds other data, it was left untouched; choose an empty database"):
        Neo4jStore(server)
    assert [row[0] for row in database.run("MATCH (n) RETURN labels(n)")] == [["Customer"]]
    assert database.run("SHOW INDEXES YIELD type WHERE type <> 'LOOKUP'") == []


def test_reading_needs_a_store_and_makes_none(database: Neo4jServer, server: Server) -> None:
    """An empty database stays empty."""
    with pytest.raises(StoreError, match="run `kg ingest` or `kg push` first"):
        Neo4jStore(server, read_only=True)
    assert database.run("MATCH (n) RETURN n") == []


def test_a_store_opened_for_reading_refuses_to_write(server: Server, make: Any) -> None:
    """Before the server is asked."""
    Neo4jStore(server).close()
    with Neo4jStore(server, read_only=True) as store, pytest.raises(StoreError, match="for reading only"):
        store.put([make.record("a")])


@pytest.mark.parametrize("version", [0, 99])
def test_a_store_of_another_version_is_refused(database: Neo4jServer, server: Server, version: int) -> None:
    """Older ones that nothing leads from, and newer ones."""
    Neo4jStore(server).close()
    database.run("MATCH (m:NewsKg) SET m.version = $version", version=version)
    with pytest.raises(SchemaVersionError, match=rf"schema version {version}, this program needs 1"):
        Neo4jStore(server)


def test_an_older_store_is_brought_up_to_date_step_by_step(database: Neo4jServer, server: Server) -> None:
    """Only by whoever may write."""
    Neo4jStore(server).close()
    steps = {1: ["MATCH (m:NewsKg) SET m.steps = ['one']"], 2: ["MATCH (m:NewsKg) SET m.steps = m.steps + 'two'"]}
    with connect(server) as driver:
        with pytest.raises(SchemaVersionError, match="version 1, this program needs 3"):
            open_database(driver, server, read_only=True, migrations=steps, needed=3)
        open_database(driver, server, read_only=False, migrations=steps, needed=3)
    assert [list(row) for row in database.run("MATCH (m:NewsKg) RETURN m.version, m.steps")] == [[3, ["one", "two"]]]


def test_missing_indexes_are_made_on_opening(database: Neo4jServer, server: Server) -> None:
    """As after an import, which makes none."""
    Neo4jStore(server).close()
    database.run("DROP INDEX names")
    Neo4jStore(server).close()
    there = {row[0] for row in database.run("SHOW INDEXES YIELD name")}
    assert there >= set(neo4j_schema.SCHEMA)


def test_names_that_look_like_cypher_are_only_names(database: Neo4jServer, server: Server, make: Any) -> None:
    """In every place where text can stand."""
    country = make.country(ODD, f"{ODD} too")
    record = make.record(ODD, make.tariff(country, CANADA, goods=ODD, status=ODD, date=ODD), title=ODD, published=ODD)
    with Neo4jStore(server) as store:
        store.put([record])
        store.unify()
        assert [record] == list(store.records())
        assert [country.id] == [found.id for found in store.find_entities(ODD)]
        assert [claim.values["goods"] for claim in store.claims(FactQuery(statuses=[ODD], article=ODD))] == [ODD]
        assert store.forget(ODD) == 1
    assert [list(row) for row in database.run("MATCH (n) RETURN labels(n)")] == [[["NewsKg"]]]


def test_a_name_of_a_megabyte_is_kept_and_found(server: Server, make: Any) -> None:
    """Though no index of Neo4j holds it."""
    long = make.country("Long " * 200_000 + "name")
    with Neo4jStore(server) as store:
        store.put([make.record("a", make.tariff(long, CANADA))])
        assert [long.id] == [found.id for found in store.find_entities(long.name)]
        assert [long.id] == [found.id for found in store.find_entities("name long")]
        assert len(list(store.claims(FactQuery(words=["name"])))) == 1


def test_writers_beside_each_other_leave_nothing_double(database: Neo4jServer, server: Server, make: Any) -> None:
    """Each puts, replaces and unifies the same articles in another order; the result is that of one alone."""
    lima = make.person("Ana Lima", "Lima")
    records = [
        make.record(f"a{n}", make.tariff(CANADA, MEXICO, rate=n % 3), make.holds(lima, f"mayor {n % 2}", MEXICO))
        for n in range(12)
    ]
    with Neo4jStore(server) as store:
        store.put(records)
        store.unify()
        alone = dump(database)
    database.run("MATCH (n) DETACH DELETE n")
    together([lambda n=n: write(server, records[n:] + records[:n]) for n in (0, 4, 8)])
    assert alone == dump(database)


def write(server: Server, records: list[Any]) -> None:
    """Put records one by one, then unify."""
    with Neo4jStore(server) as store:
        for record in records:
            store.put([record])
        store.unify()


def together(works: list[Callable[[], None]]) -> None:
    """Do works at the same time; raise what one of them raises."""
    failed: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def dump(database: Neo4jServer) -> list[str]:
    """Return all nodes and relationships but for the store's mark, in a fixed order."""
    nodes = database.run("MATCH (n) WHERE NOT n:NewsKg RETURN labels(n), properties(n)")
    relationships = database.run("""
        MATCH (a)-[r]->(b)
        RETURN coalesce(a.id, a.key), coalesce(a.key, ''), type(r), properties(r), coalesce(b.id, b.key)
    """)
    return sorted(repr([_fixed(value) for value in row]) for row in [*nodes, *relationships])


def _fixed(value: Any) -> Any:
    return sorted(value.items()) if isinstance(value, dict) else sorted(value) if isinstance(value, list) else value


def test_a_fact_leads_to_its_entities_sentences_and_article(database: Neo4jServer, server: Server, make: Any) -> None:
    """And its entities to each other, past the fact."""
    carney = make.person("Mark Carney")
    pact = make.agreement("Strategic Partnership")
    record = make.record(
        "pact",
        make.holds(carney, "prime minister", CANADA),
        make.fact(FactType.SIGNED, "Mark Carney signed it.", who=carney, agreement=pact, date="2025-09-18"),
        make.fact(FactType.AGREEMENT, "It is agreed.", name=pact, parties=(CANADA, MEXICO), status="agreed"),
    )
    with Neo4jStore(server) as store:
        store.put([record])
    found = database.run("""
        MATCH (p:Person)-[h:HOLDS_POSITION]->(c:Country)-[:PARTY_TO]->(a:Agreement)<-[s:SIGNED]-(p),
              (a)<-[:OF]-(f:Signing)-[:STATED_IN]->(t:Sentence)<-[:CONTAINS]-(r:Article)
        RETURN p.name, h.title, c.name, a.name, s.date, f.caption, t.text, r.name
    """)
    expected = ["Mark Carney", "prime minister", "Canada", pact.name, "2025-09-18", "2025-09-18"]
    assert [[*expected, "Mark Carney signed it.", "pact"]] == [list(row) for row in found]


def test_direct_relationships_count_the_facts_and_go_with_the_last(
    database: Neo4jServer, server: Server, make: Any
) -> None:
    """Facts that agree in all that they show share one."""
    pact = make.agreement("Pact")
    parties = {"name": pact, "parties": (CANADA, MEXICO)}
    counted = "MATCH (:Country {name: 'Canada'})-[d:PARTY_TO]->() RETURN d.facts"
    with Neo4jStore(server) as store:
        for name in ("signed", "in force"):
            store.put([make.record(name, make.fact(FactType.AGREEMENT, name, status=name, **parties))])
        both = database.run(counted)
        store.forget("signed")
        one = database.run(counted)
        store.forget("in force")
    assert [[list(row) for row in rows] for rows in (both, one, database.run(counted))] == [[[2]], [[1]], []]


def test_what_becomes_one_has_no_relationship_to_itself(database: Neo4jServer, server: Server, make: Any) -> None:
    """Two names of one person who "met"; the other name stays as its alias."""
    both = (make.person("Donald Trump"), make.person("Donald J. Trump"))
    met = "MATCH (:Person)-[m:MET]->(:Person) RETURN m"
    with Neo4jStore(server) as store:
        store.put([make.record("met", make.fact(FactType.MET, "They met.", who=both))])
        before = len(database.run(met))
        store.unify()
    aliases = database.run("MATCH (a:Alias)-[:SAME_AS]->(p:Person) WHERE NOT a:Person RETURN a.name, p.name")
    assert (before, database.run(met), [list(row) for row in aliases]) == (1, [], [["Donald J. Trump", "Donald Trump"]])


def test_only_names_of_the_schema_are_labels_and_types(database: Neo4jServer, server: Server, make: Any) -> None:
    """One fact of each type, with every field filled."""
    filled = {"entity": CANADA, "entities": (CANADA, MEXICO), "text": "t", "number": 1.0, "flag": True}
    facts = [
        make.fact(type_, f"{type_}.", **{spec.name: filled.get(spec.kind.value, "2025") for spec in fields})
        for type_, fields in SCHEMA.items()
    ]
    with Neo4jStore(server) as store:
        store.put([make.record("all", *facts)])
    roles = {spec.relationship for fields in SCHEMA.values() for spec in fields if spec.relationship}
    direct = {"HOLDS_POSITION", "PARTY_TO", "SIGNED", "MET", "VISITED"}
    own = {"CONTAINS", "STATES", "STATED_IN", "MENTIONS", "KNOWN_AS"}
    types = {row[0] for row in database.run("MATCH ()-[r]->() RETURN DISTINCT type(r)")}
    assert types >= roles | own
    assert types <= roles | own | direct
