"""A push that is interrupted and run again leaves what one leaves that was not.

`benchmarks/neo4j_interrupted.py` does it many times, with more articles.
"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest

from benchmarks.neo4j_interrupted import disturbed, pusher_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from conftest import Neo4jServer

    from benchmarks.neo4j_interrupted import Pusher

ARTICLES = 600


@pytest.fixture
def pusher(
    tmp_path: Path,
    neo4j_server: Neo4jServer,
    local_neo4j: ModuleType,
    cannot_test_neo4j: Callable[[str], None],
) -> Iterator[Pusher]:
    """Give what pushes into a server of its own, which may be stopped."""
    options = neo4j_server.local.java_options if neo4j_server.local else ()
    local = local_neo4j.LocalServer(tmp_path / "neo4j", java_options=options)
    try:
        with pusher_of(ARTICLES, tmp_path, local) as pusher:
            yield pusher
    except local_neo4j.LocalNeo4jError as reason:
        cannot_test_neo4j(str(reason))


def test_a_push_survives_the_server_and_itself(pusher: Pusher) -> None:
    """The server stops and starts, the pusher is killed and run again: every node and relationship is there once."""
    pusher.run()
    pusher.empty()
    began = time.monotonic()
    assert pusher.run()["new"] == ARTICLES
    expected = pusher.checksum()
    pusher.empty()

    assert disturbed(pusher, Random(1), time.monotonic() - began).holds == expected  # noqa: S311 - no secret
