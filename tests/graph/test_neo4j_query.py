"""Questions in Cypher to a real server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from neo4j.time import Date, DateTime, Duration, Time

from graph.cypher_values import as_cypher, as_json
from graph.errors import QueryError, StoreUnreachable
from graph.neo4j_connection import Server
from graph.neo4j_query import Question, answer, reading

if TYPE_CHECKING:
    from conftest import Neo4jServer

NASTY = "O'Neil \"`{x}` }) DETACH DELETE n //"
WRITES = [
    "CREATE (n:Written) RETURN n",
    "MERGE (n:Written)",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.x = 1",
    "FOREACH (x IN [1] | CREATE (:Written))",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS",
    "CALL db.createLabel('Written')",
]
COMMANDS = [
    "CREATE INDEX FOR (n:Written) ON (n.name)",
    "DROP CONSTRAINT kg_mark IF EXISTS",
    "CREATE USER somebody SET PASSWORD 'abcdefgh'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "CALL dbms.listConfig()",
    "CALL db.clearQueryCaches()",
]
LOADS = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load /* // */ csv WITH HEADERS FROM 'http://127.0.0.1/' AS line RETURN line",
    "LOAD // */ \n CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LO\\u0041D CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }]",
]


@pytest.fixture
def server(neo4j_server: Neo4jServer) -> Server:
    """Return the server as the program knows it."""
    return Server(neo4j_server.uri, neo4j_server.username, neo4j_server.password, neo4j_server.database)


def asked(server: Server, query: str, *, seconds: float = 60, **parameters: Any) -> list[list[Any]]:
    """Return the rows of a query."""
    with answer(server, Question(query, parameters, seconds)) as found:
        return [list(row) for row in found.rows]


def refusal(server: Server, query: str, *, seconds: float = 60, **parameters: Any) -> QueryError:
    """Return the error that a query ends with."""
    with pytest.raises(QueryError) as caught:
        asked(server, query, seconds=seconds, **parameters)
    return caught.value


def test_columns_and_rows_come_as_asked(server: Server) -> None:
    """In their order, also with a semicolon and comments."""
    with answer(server, Question("/* a */ UNWIND range(1, 2500) AS b RETURN b, -b AS a; // c")) as found:
        rows = [tuple(row) for row in found.rows]

    assert found.columns == ("b", "a")
    assert rows == [(n, -n) for n in range(1, 2501)]


def test_parameters_are_data(server: Server) -> None:
    """Whatever stands in them, in names as in values."""
    assert asked(server, "RETURN $text, $`x y`", **{"text": NASTY, "x y": {"a": [1, None]}}) == [
        [NASTY, {"a": [1, None]}]
    ]


@pytest.mark.parametrize(
    ("reason", "query"),
    [
        *(("this query writes", query) for query in WRITES),
        *(("is a command for the schema or the server", query) for query in COMMANDS),
        *(("LOAD CSV reads files", query) for query in LOADS),
        ("ends transactions", "TERMINATE TRANSACTIONS 'neo4j-transaction-0'"),
    ],
)
def test_what_does_more_than_read_is_refused(server: Server, reason: str, query: str) -> None:
    """Before it runs, and with a word on where it can be run."""
    error = refusal(server, query)

    assert reason in str(error)
    assert "Neo4j Browser" in str(error)
    assert asked(server, "MATCH (n:Written) RETURN n") == []
    assert ["Written"] not in asked(server, "CALL db.labels()")


def test_the_server_itself_lets_nobody_write(server: Server) -> None:
    """Even if a query got past us."""
    with reading(server, 10) as transaction, pytest.raises(neo4j.exceptions.ClientError) as caught:
        transaction.run("CREATE (:Written)").consume()

    assert caught.value.code == "Neo.ClientError.Statement.AccessMode"
    assert asked(server, "MATCH (n:Written) RETURN n") == []


def test_procedures_of_other_makers_are_refused() -> None:
    """The server's mode does not tell what they do to files."""
    from graph.neo4j_query import _refuse_more_than_reading  # noqa: PLC0415 - no such procedure is installed here

    class Summary:
        query_type = "r"

        def __init__(self, operator: str, details: str) -> None:
            child = {"operatorType": operator, "args": {"Details": details}, "children": []}
            self.plan = {"operatorType": "ProduceResults@neo4j", "args": {}, "children": [child]}

    _refuse_more_than_reading("", Summary("ProcedureCall@neo4j", "db.labels() :: (label :: STRING)"))
    for operator, details in (
        ("ProcedureCall@neo4j", "apoc.load.json($autostring_0, {}) :: (value :: MAP)"),
        ("Projection@neo4j", "COUNT { ResolvedCall(apoc.load.json(url :: STRING) :: value :: MAP,...) } AS n"),
    ):
        with pytest.raises(QueryError, match=r"^apoc\.load\.json is none of Neo4j's own"):
            _refuse_more_than_reading("", Summary(operator, details))


@pytest.mark.parametrize("query", ["SHOW INDEXES YIELD name", "CALL db.labels() YIELD label RETURN count(*)"])
def test_looking_at_the_schema_is_reading(server: Server, query: str) -> None:
    """SHOW and `db.*` change nothing."""
    assert asked(server, query)


def test_a_parameter_may_speak_of_loading(server: Server) -> None:
    """It is data."""
    assert asked(server, "RETURN $text", text="LOAD CSV") == [["LOAD CSV"]]


@pytest.mark.parametrize(
    ("reason", "before", "after", "query"),
    [
        ("Invalid input 'RETRN'", "MATCH (n) ", "RETRN n", "MATCH (n) RETRN n"),
        ("(line 3, column 14)", "  RETURN n.a ", "b c", "MATCH (n)\n\n  RETURN n.a b c\n// end"),
        ("(line 1, column 21)", "RETURN '😀中' AS x, 1 ", "z", "RETURN '😀中' AS x, 1 z"),
        ("exactly one statement", "", "RETURN 1; RETURN 2", "RETURN 1; RETURN 2"),
        ("Unexpected end of input", "", "// nothing", "// nothing"),
        ("Unknown function 'nope'", "RETURN ", "nope()", "RETURN nope()"),
        ("/ by zero", "", "", "UNWIND [1, 0] AS x RETURN 1/x"),
        ("no procedure with the name `nope.nope`", "", "", "CALL nope.nope()"),
        ("give a plan, not rows", "", "", " profile MATCH (n) RETURN n"),
    ],
)
def test_a_wrong_query_is_told_with_its_place(server: Server, reason: str, before: str, after: str, query: str) -> None:
    """The line up to the mistake and the rest of it."""
    error = refusal(server, query)

    assert reason in str(error)
    assert (before, after) == (error.before, error.after)


def test_missing_parameters_are_named(server: Server) -> None:
    """All of them."""
    assert str(refusal(server, "RETURN $a, $b, $c", b=1)) == "no value for a, c; give each as --param NAME=VALUE"


@pytest.mark.parametrize(
    ("reason", "query", "value"),
    [("64 bits", "RETURN $x", 2**63), ("no UTF-8", "RETURN $x", "\udc80"), ("no UTF-8", "RETURN '\udc80', $x", 1)],
)
def test_values_that_cannot_be_sent(server: Server, reason: str, query: str, value: Any) -> None:
    """Say why."""
    assert reason in str(refusal(server, query, x=value))


def test_a_date_that_python_has_not(server: Server) -> None:
    """It is no fault of the server."""
    assert "year 10000" in str(refusal(server, "RETURN date('+10000-01-01')"))


def test_a_query_that_takes_too_long_is_stopped_by_the_server(server: Server) -> None:
    """With what to do about it."""
    error = refusal(server, "UNWIND range(1, 1000000000) AS x WITH x WHERE x < 0 RETURN x", seconds=1)

    assert "took longer than 1 s" in str(error)
    assert "--timeout" in str(error)


def test_whoever_has_had_enough_does_not_wait_for_the_rest(server: Server) -> None:
    """The server stops working on it, too."""
    query = "UNWIND range(1, 1000000000) AS x RETURN x AS endless"
    with answer(server, Question(query)) as found:
        assert next(found.rows) == [1]
    running = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'endless' RETURN count(*)"
    until = time.monotonic() + 30
    while asked(server, running) != [[1]] and time.monotonic() < until:  # the one is the question itself
        time.sleep(0.1)
    assert asked(server, running) == [[1]]


def test_what_readers_raise_stays_what_it_is(server: Server) -> None:
    """A broken pipe is no trouble of the server."""
    with pytest.raises(BrokenPipeError), answer(server, Question("RETURN 1")):
        raise BrokenPipeError


def test_a_server_that_is_down_is_unreachable() -> None:
    """Trying again may help."""
    with pytest.raises(StoreUnreachable, match=r"bolt://127\.0\.0\.1:1"):
        asked(Server("bolt://127.0.0.1:1"), "RETURN 1")


def test_nodes_relationships_and_paths(server: Server, empty_neo4j: Neo4jServer) -> None:
    """As objects for JSON, and as Cypher draws them."""
    empty_neo4j.run(
        "CREATE (:Person:Entity {name: 'Ana \"Vega\"', age: 50})-[:HOLDS_POSITION {title: 'mayor'}]->(:`A b`)"
    )
    [[node, step, path, back]] = asked(server, "MATCH p=(a)-[r]->(b) MATCH q=(b)<--(a) RETURN a, r, p, q")
    person = as_json(node)
    assert {key: person[key] for key in person if key != "element_id"} == {
        "labels": ["Entity", "Person"],
        "properties": {"age": 50, "name": 'Ana "Vega"'},
    }
    place = as_json(path)["nodes"][1]
    assert as_json(path) == {"nodes": [person, place], "relationships": [as_json(step)]}
    assert as_json(step) == {
        "element_id": step.element_id,
        "type": "HOLDS_POSITION",
        "start": person["element_id"],
        "end": place["element_id"],
        "properties": {"title": "mayor"},
    }
    written = '(:Entity:Person {age: 50, name: "Ana \\"Vega\\""})', '[:HOLDS_POSITION {title: "mayor"}]', "(:`A b`)"
    assert as_cypher(node) == written[0]
    assert as_cypher(path) == "{}-{}->{}".format(*written)
    assert as_cypher(back) == "{2}<-{1}-{0}".format(*written)


@pytest.mark.parametrize(
    ("expected", "query"),
    [
        ("2025-09-18", "date('2025-09-18')"),
        ("10:20:00.5", "localtime('10:20:00.500')"),
        ("2025-09-18T10:20:30+02:00", "datetime('2025-09-18T10:20:30[Europe/Berlin]')"),
        ("2025-09-18T00:00:00.000000001", "localdatetime('2025-09-18T00:00:00.000000001')"),
        ("P1M2DT3.5S", "duration('P1M2DT3.5S')"),
        ({"srid": 7203, "x": 1.0, "y": 2.0}, "point({x: 1, y: 2})"),
        ({"srid": 4979, "x": 1.0, "y": 2.0, "z": 3.0}, "point({longitude: 1, latitude: 2, height: 3})"),
        ("AP8=", "$bytes"),
        ("NaN", "0.0 / 0"),
        ("-Infinity", "-1.0 / 0"),
        (9223372036854775807, "9223372036854775807"),
        ([{"a": [None, True, "2025-09-18"]}], "[{a: [null, true, date('2025-09-18')]}]"),
    ],
)
def test_values_as_json(server: Server, expected: Any, query: str) -> None:
    """Each kind that Cypher has."""
    parameters = {"bytes": b"\x00\xff"} if "$" in query else {}
    assert [expected] == [as_json(value) for value in asked(server, f"RETURN {query}", **parameters)[0]]


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("null", None),
        ("true", True),
        ("25.0", 25.0),
        ('""', ""),
        ('["a\\nb", 1]', ["a\nb", 1]),
        ("{a: {}, `b ``c`: []}", {"a": {}, "b `c": []}),
        ("2025-09-18", Date(2025, 9, 18)),
        ("10:20:30.1", Time(10, 20, 30, 100_000_000)),
        ("2025-09-18T10:20:00", DateTime(2025, 9, 18, 10, 20)),
        ("PT1H", Duration(hours=1)),
    ],
)
def test_values_as_cypher(expected: str, value: Any) -> None:
    """As a table shows them."""
    assert expected == as_cypher(value)


def test_points_as_cypher(server: Server) -> None:
    """They can be put into a query again."""
    [[point]] = asked(server, "RETURN point({x: 1, y: 2})")
    assert asked(server, f"RETURN point({{x: 1, y: 2}}) = {as_cypher(point)}") == [[True]]
