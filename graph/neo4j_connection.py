"""Reaching a Neo4j server: where it is, who we are, and what its errors mean to a person."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import neo4j
from neo4j import exceptions

from graph.errors import StoreError, StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NEO4J_URL = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://", re.IGNORECASE)
# The driver logs what it tries again; without a handler of the user's, Python would write that to standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

CONNECT_SECONDS = 15.0
RETRY_SECONDS = 30.0
_OLDEST = (5, 23)  # the first with `CALL (variable) { ... }`
_REASONS: tuple[tuple[str | type[Exception], str], ...] = (
    ("AuthenticationRateLimit", "too many wrong passwords; wait a few seconds, then check NEO4J_PASSWORD"),
    (exceptions.AuthError, "the server refuses the user name or password; check NEO4J_USERNAME and NEO4J_PASSWORD"),
    ("Database.DatabaseNotFound", "the server has no database {database}; check NEO4J_DATABASE"),
    ("Database.DatabaseUnavailable", "the database {database} is not online; start it or check NEO4J_DATABASE"),
    (exceptions.ConfigurationError, "{message}; check the address"),
    (exceptions.ServiceUnavailable, "no Neo4j server answers; start it (`scripts/neo4j start`) or check the address"),
    (exceptions.SessionExpired, "the connection broke; try again when the server is up"),
    (exceptions.TransientError, "the server cannot do this now ({message}); try again"),
)
_VERSION = re.compile(r"Neo4j/(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A database of a Neo4j server.

    Attributes:
        url: `neo4j://`, `bolt://`, with `+s` or `+ssc` where encrypted.
        username, password: who asks.
        database: None for the user's home database.
    """

    url: str
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None

    def __str__(self) -> str:
        """Return the address, and the database if one is named."""
        return f"{self.url} (database {self.database})" if self.database else self.url


def server_at(url: str, environment: Mapping[str, str]) -> Server:
    """Return the server of a URL, with name, password and database from the environment.

    Args:
        url: as a person gives it.
        environment: may hold NEO4J_USERNAME (else "neo4j"), NEO4J_PASSWORD and NEO4J_DATABASE.

    Raises:
        StoreError: the URL holds a password, or is no URL of Neo4j.
    """
    if not NEO4J_URL.match(url):
        raise StoreError(f"{url!r} is no address of a Neo4j server; write it as neo4j://localhost:7687")
    if "@" in url:
        raise StoreError(
            "the address of the Neo4j server holds a user name or password; set NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    return Server(
        url,
        environment.get("NEO4J_USERNAME") or "neo4j",
        environment.get("NEO4J_PASSWORD") or "",
        environment.get("NEO4J_DATABASE") or None,
    )


def connect(server: Server) -> neo4j.Driver:
    """Return a driver that has reached the database.

    Raises:
        StoreUnreachable: the server does not answer, or refuses name, password or database.
        StoreError: the server is too old.
    """
    try:
        driver = neo4j.GraphDatabase.driver(
            server.url,
            auth=(server.username, server.password),
            connection_timeout=CONNECT_SECONDS,
            max_transaction_retry_time=RETRY_SECONDS,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            user_agent="news-kg",
        )
    except (exceptions.DriverError, ValueError, OSError) as exc:
        raise StoreUnreachable(f"{server}: {_first_line(exc)}; check the address") from exc
    try:
        with explained(server), driver.session(database=server.database) as session:
            agent = session.run("RETURN 1").consume().server.agent
        _check_version(server, agent)
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def explained(server: Server) -> Iterator[None]:
    """Turn the driver's errors into the project's, with address, reason and remedy.

    Raises:
        StoreUnreachable: where the server or the network has to change, and trying again may help.
        StoreError: for anything else the server refuses.
    """
    try:
        yield
    except (exceptions.DriverError, exceptions.Neo4jError) as exc:
        reason = _reason(exc, server)
        if reason:
            raise StoreUnreachable(f"{server}: {reason}") from exc
        raise StoreError(f"{server}: {_first_line(exc)}") from exc


def _reason(exc: Exception, server: Server) -> str | None:
    """Return what keeps us from the server and what to do about it, None where that is not what is wrong."""
    code = getattr(exc, "code", None) or ""
    for found, reason in _REASONS:
        if (found in code) if isinstance(found, str) else isinstance(exc, found):
            return reason.format(database=server.database or "(home)", message=_first_line(exc))
    return None


def _first_line(exc: Exception) -> str:
    message = getattr(exc, "message", None) or str(exc) or type(exc).__name__
    return str(message).strip().splitlines()[0].rstrip(".") if str(message).strip() else type(exc).__name__


def _check_version(server: Server, agent: str) -> None:
    found = _VERSION.match(agent)
    if found and tuple(map(int, found.groups())) < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        raise StoreError(f"{server}: runs {agent}, this program needs Neo4j {oldest} or newer")
