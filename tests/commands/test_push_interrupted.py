"""A push that is interrupted and run again leaves what one leaves that was not.

`benchmarks/neo4j_interrupted.py` does it many times, with more articles.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.neo4j_dump import checksum
from benchmarks.neo4j_interrupted import disturbed, pusher_of
from commands.push import copy_store
from graph.neo4j_connection import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from conftest import Neo4jServer

    from benchmarks.neo4j_interrupted import Pusher

ARTICLES = 450  # three batches


@pytest.fixture
def pusher(
    tmp_path: Path, neo4j: Neo4jServer, local_neo4j: ModuleType, cannot_test_neo4j: Callable[[str], None]
) -> Iterator[Pusher]:
    """Give what pushes into a server of its own, which may be stopped."""
    options = neo4j.local.java_options if neo4j.local else ()
    local = local_neo4j.LocalServer(tmp_path / "neo4j", java_options=options)
    try:
        with pusher_of(ARTICLES, tmp_path, local) as pusher:
            yield pusher
    except local_neo4j.LocalNeo4jError as reason:
        cannot_test_neo4j(str(reason))


def test_a_push_survives_the_server_and_itself(pusher: Pusher, neo4j: Neo4jServer) -> None:
    """The server stops and starts, the pusher is killed and run again: every node and relationship is there once."""

    def until_some_have_arrived() -> None:
        while not pusher.arrived():
            time.sleep(0.5)

    neo4j.empty()
    copy_store(str(pusher.file), neo4j.uri)
    expected = checksum(Server(neo4j.uri, neo4j.username, neo4j.password, neo4j.database))
    outcome = disturbed(pusher, until_stop=until_some_have_arrived, until_kill=lambda: time.sleep(1))

    assert outcome.holds == expected
    assert 0 < outcome.arrived <= ARTICLES
