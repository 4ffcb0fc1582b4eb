"""Asking a Neo4j server in Cypher: a question that only reads, its columns, and its rows as they come.

In a transaction that reads, the server refuses to write. What it does all the same is refused here: to read files
and addresses, to end transactions, to run procedures of other makers.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import BrokenRecordError, Neo4jError

from graph.errors import QueryError
from graph.neo4j_connection import connect, explained

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.neo4j_connection import Server

_EXPLAIN = "EXPLAIN\n"
_PLANNING = re.compile(r"\s*(EXPLAIN|PROFILE)\b", re.IGNORECASE)
_READS = "r"
_SCHEMA = "s"
_ELSEWHERE = "kg cypher only reads; the Neo4j Browser and cypher-shell run it"
# The plan names procedures in steps of their own; of those within an expression only the expression tells.
_CALLED = re.compile(r"^([^\s(]+)\(.*\) ::|ResolvedCall\(([^\s(]+)\(")
_GAP = r"(?>/\*.*?\*/|//[^\r\n]*|\W)+"
_LOAD_CSV = re.compile(rf"(?<![A-Z_])LOAD{_GAP}CSV\b", re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
_POSITION = re.compile(r"\s*\(line \d+, column \d+ \(offset: (\d+)\)\)")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        query: one statement of Cypher.
        parameters: name -> value.
        seconds: how long the server may take, until the last row is fetched.
    """

    query: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives.

    Attributes:
        columns: their names, no two alike.
        rows: values in the order of the columns, as the driver has them; fetched as they are asked for.
    """

    columns: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


@contextmanager
def answer(server: Server, question: Question) -> Iterator[Answer]:
    """Ask a server; the rows can be fetched until the context ends.

    Raises:
        QueryError: the query does more than read, is wrong, lacks a parameter or takes too long.
        StoreUnreachable: the server does not answer.
        Both can come with any row, too.
    """
    if _PLANNING.match(question.query):
        raise QueryError("EXPLAIN and PROFILE give a plan, not rows; the Neo4j Browser draws it")
    with reading(server, question.seconds) as transaction:
        with _told(server, question):
            _refuse_more_than_reading(question.query, _run(transaction, question, _EXPLAIN).consume())
            result = _run(transaction, question)
        yield Answer(tuple(result.keys()), _rows(result, server, question))


@contextmanager
def reading(server: Server, seconds: float) -> Iterator[neo4j.Transaction]:
    """Give a transaction in which the server lets nobody write; nothing of it stays.

    At the end the connection is closed before the session, which would wait for the rows that nobody wants now.
    """
    driver = connect(server)
    with driver.session(database=server.database, default_access_mode=neo4j.READ_ACCESS) as session, driver:
        with explained(server):
            transaction = session.begin_transaction(timeout=seconds)
        yield transaction


def _run(transaction: neo4j.Transaction, question: Question, prefix: str = "") -> neo4j.Result:
    return transaction.run(prefix + question.query, dict(question.parameters))


def _rows(result: neo4j.Result, server: Server, question: Question) -> Iterator[Sequence[Any]]:
    with _told(server, question):
        for record in result:
            yield record.values()


def _refuse_more_than_reading(query: str, explanation: neo4j.ResultSummary) -> None:
    """Raise a `QueryError` for a query that does more; its plan says so, save for LOAD CSV within an expression."""
    if explanation.query_type != _READS:
        what = "is a command for the schema or the server" if explanation.query_type == _SCHEMA else "writes"
        raise QueryError(f"this query {what}; {_ELSEWHERE}")
    if any(_LOAD_CSV.search(text) for text in (query, _ESCAPE.sub(_unescaped, query))):
        raise QueryError(f"LOAD CSV reads files and addresses with the rights of the server; {_ELSEWHERE}")
    for operator, details in _steps(explanation.plan):
        if operator.startswith("TerminateTransactions"):
            raise QueryError(f"this query ends transactions; {_ELSEWHERE}")
        for names in _CALLED.findall(details):
            name = "".join(names)
            if not name.startswith("db."):
                raise QueryError(f"{name} is none of Neo4j's own procedures that read the graph (db.*); {_ELSEWHERE}")


def _steps(plan: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Yield operator and details of every step of a plan."""
    steps = [plan] if plan else []
    while steps:
        step = steps.pop()
        yield step["operatorType"], step.get("args", {}).get("Details") or ""
        steps += step.get("children", ())


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape.group(1), 16))


@contextmanager
def _told(server: Server, question: Question) -> Iterator[None]:
    """Turn what is wrong with a question into a `QueryError`, other troubles as everywhere."""
    with explained(server):
        try:
            yield
        except OverflowError as exc:
            raise QueryError("a number of the parameters does not fit into 64 bits; give it as text") from exc
        except BrokenRecordError as exc:
            raise QueryError(
                "the answer holds a date or time that Python has not, as of the year 10000; ask for it as text"
            ) from exc
        except UnicodeEncodeError as exc:
            raise QueryError("the query or a parameter holds bytes that are no UTF-8") from exc
        except Neo4jError as exc:
            if error := _query_error(exc, question):
                raise error from exc
            raise


def _query_error(exc: Neo4jError, question: Question) -> QueryError | None:
    code, message = exc.code or "", (exc.message or "").strip()
    if "TransactionTimedOut" in code:
        took = f"the query took longer than {question.seconds:g} s and was stopped"
        return QueryError(f"{took}; ask for less, as with LIMIT, or give it longer with --timeout")
    if "OutOfMemory" in code:
        return QueryError("the query needs more memory than the server gives it; ask for less, as with LIMIT")
    if "ParameterMissing" in code:
        return QueryError(f"no value for {message.partition(': ')[2]}; give each as --param NAME=VALUE")
    if code.startswith("Neo.ClientError.") and ".Security." not in code:
        return _at_its_place(message, question.query)
    return None


def _at_its_place(message: str, query: str) -> QueryError:
    """Return the error with the line of the query that a message speaks of."""
    position = _POSITION.search(message)
    if not position:
        return QueryError(message)
    units = max(int(position.group(1)) - len(_EXPLAIN), 0) * 2  # the server counts in UTF-16
    written = query.encode("utf-16-le", "replace")
    until, rest = (part.decode("utf-16-le", "replace") for part in (written[:units], written[units:]))
    before, after = until.rpartition("\n")[2], rest.partition("\n")[0]
    where = f"line {until.count(chr(10)) + 1}, column {len(before) + 1}"
    return QueryError(f"{message[: position.start()]} ({where})", before, after)
