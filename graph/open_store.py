"""From what the user names as the store to the store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.sqlite_store import SqliteStore

if TYPE_CHECKING:
    from graph.store import Store

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9.-]+)(?:\+s|\+ssc)?://")


def open_store(location: str, *, read_only: bool = False) -> Store:
    """Open a store.

    Args:
        location: the path of a SQLite file. URLs of servers have their place here, too.
        read_only: refuse to write, and to open a store that does not exist.

    Raises:
        StoreError: there is no store of that kind, or it cannot be opened.
    """
    url = _URL.match(location)
    if url is None:
        return SqliteStore(location, read_only=read_only)
    if url["scheme"].lower() in ("neo4j", "bolt"):
        raise StoreError("this version has no Neo4j store; name a file, as in `--store news.db`")
    raise StoreError(f"{url.group()} is no store this program knows; name a file, as in `--store news.db`")
