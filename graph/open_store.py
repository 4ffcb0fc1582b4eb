"""From what the user names as the store to the store."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from graph.store import Store

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9.-]+)(?:\+s|\+ssc)?://")


def is_neo4j(location: str) -> bool:
    """Say whether the user names a Neo4j server, not a file."""
    url = _URL.match(location)
    return url is not None and url["scheme"].lower() in ("neo4j", "bolt")


def open_store(location: str, *, read_only: bool = False) -> Store:
    """Open a store.

    Args:
        location: the path of a SQLite file, or the `neo4j://` or `bolt://` URL of a server; its user name,
            password and database come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
        read_only: refuse to write, and to open a store that does not exist.

    Raises:
        StoreError: there is no store of that kind, or it cannot be opened.
    """
    if is_neo4j(location):
        from graph.neo4j_connection import server_at  # noqa: PLC0415 - the driver is slow to import
        from graph.neo4j_store import Neo4jStore  # noqa: PLC0415

        return Neo4jStore(server_at(location, os.environ), read_only=read_only)
    if url := _URL.match(location):
        raise StoreError(f"{url.group()} is no store this program knows; name a file or a neo4j:// address")
    return SqliteStore(location, read_only=read_only)
