"""All that a Neo4j database holds, as lines that do not depend on the order or the way in which it was written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import neo4j

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.neo4j_connection import Server

_NODES = "MATCH (n) RETURN labels(n), properties(n)"
_RELATIONSHIPS = """
    MATCH (a)-[r]->(b)
    RETURN type(r), properties(r), coalesce(CASE WHEN a:Reading THEN a.key END, a.id),
           coalesce(CASE WHEN b:Reading THEN b.key END, b.id)
"""
_LARGEST = 1 << 128


@dataclass(frozen=True, slots=True)
class Checksum:
    """How much a database holds, and a digest of all of it."""

    nodes: int
    relationships: int
    digest: str

    def __str__(self) -> str:
        return f"{self.nodes:,} nodes, {self.relationships:,} relationships, {self.digest}"


def nodes(session: neo4j.Session) -> Iterator[str]:
    """Yield a line for each node; how often the store was written to is left out."""
    for labels, properties in session.run(_NODES):
        yield _line(sorted(labels), {k: v for k, v in properties.items() if k != "revision"})


def relationships(session: neo4j.Session) -> Iterator[str]:
    """Yield a line for each relationship, its ends by id."""
    for row in session.run(_RELATIONSHIPS):
        yield _line(*row.values())


def checksum(server: Server) -> Checksum:
    """Return the checksum of a database, in memory that does not grow with it."""
    with (
        neo4j.GraphDatabase.driver(server.url, auth=(server.username, server.password)) as driver,
        driver.session(database=server.database, default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        counts, total = [], 0
        for lines in (nodes(session), relationships(session)):
            count = 0
            for count, line in enumerate(lines, start=1):  # noqa: B007 - counted
                total = (total + _number(line)) % _LARGEST
            counts.append(count)
    return Checksum(counts[0], counts[1], f"{total:032x}")


def _number(line: str) -> int:
    return int.from_bytes(hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def _line(*parts: Any) -> str:
    return json.dumps(parts, sort_keys=True)
