"""The Neo4j store's constraints and indexes, its version, and opening a database that holds it or nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, LiteralString

from graph.errors import NotAStore, SchemaVersionError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import neo4j

    from graph.neo4j_connection import Server

VERSION = 1

# The one NewsKg node says that the database holds a store, and of which version. Ids are unique. A name of
# several kilobytes fits no index: its words stand under another property (`graph.neo4j_rows`).
SCHEMA: dict[LiteralString, tuple[LiteralString, LiteralString]] = {
    "kg_mark": ("CONSTRAINT", "FOR (m:NewsKg) REQUIRE m.id IS UNIQUE"),
    "kg_reading": ("CONSTRAINT", "FOR (r:Reading) REQUIRE r.key IS UNIQUE"),
    "kg_sentence": ("CONSTRAINT", "FOR (s:Sentence) REQUIRE s.id IS UNIQUE"),
    "kg_entity": ("CONSTRAINT", "FOR (e:Entity) REQUIRE e.id IS UNIQUE"),
    "kg_name": ("CONSTRAINT", "FOR (n:Name) REQUIRE n.id IS UNIQUE"),
    "kg_fact": ("CONSTRAINT", "FOR (f:Fact) REQUIRE f.id IS UNIQUE"),
    "kg_article": ("INDEX", "FOR (r:Reading) ON (r.id)"),
    "kg_published": ("INDEX", "FOR (a:Article) ON (a.first_day)"),
    "kg_name_key": ("INDEX", "FOR (n:Name) ON (n.key)"),
    "kg_name_words": ("TEXT INDEX", "FOR (n:Name) ON (n.words)"),
    "kg_fact_type": ("INDEX", "FOR (f:Fact) ON (f.type)"),
    "kg_fact_days": ("INDEX", "FOR (f:Fact) ON (f.first_day)"),
    "names": ("FULLTEXT INDEX", "FOR (n:Name) ON EACH [n.name]"),
    "sentences": ("FULLTEXT INDEX", "FOR (s:Sentence) ON EACH [s.text]"),
    "facts": ("FULLTEXT INDEX", "FOR (f:Fact) ON EACH [f.words]"),
}
MIGRATIONS: dict[int, Sequence[LiteralString]] = {}
"""Version -> the statements that make a store of it one of the next; each must bear being run twice."""

_FIND_MARK = "MATCH (m:NewsKg {id: 1}) RETURN m.version"
_ANYTHING = "MATCH (n) RETURN 1 LIMIT 1"
_MAKE_MARK = "MERGE (m:NewsKg {id: 1}) ON CREATE SET m.version = $version, m.revision = 0"
_SET_VERSION = "MATCH (m:NewsKg {id: 1}) SET m.version = $version"
_LONE = re.compile("[\ud800-\udfff]")
_ESCAPE = "\U0010ffff"


def bound(text: str | None) -> str | None:
    """Return a text as Neo4j can take it: lone surrogates, which have no UTF-8, are written as escapes."""
    if text is None or text.isascii() or not (_LONE.search(text) or text.startswith(_ESCAPE)):
        return text
    return _ESCAPE + text.encode("unicode_escape").decode("ascii")


def unbound(value: Any) -> Any:
    """Return a value as it was before `bound`, in lists and maps as well."""
    if isinstance(value, str):
        if not value.startswith(_ESCAPE):
            return value
        return value[1:].encode("ascii").decode("unicode_escape")
    if isinstance(value, list):
        return [unbound(one) for one in value]
    if isinstance(value, dict):
        return {key: unbound(one) for key, one in value.items()}
    return value


def open_database(
    driver: neo4j.Driver,
    server: Server,
    *,
    read_only: bool,
    migrations: Mapping[int, Sequence[LiteralString]] = MIGRATIONS,
    needed: int = VERSION,
) -> None:
    """Make sure that a database is a store of this version; an empty one becomes a store unless read only.

    Args:
        driver: connected.
        server: where.
        read_only: change nothing.
        migrations: see `MIGRATIONS`.
        needed: the version that this program needs.

    Raises:
        StoreError: read only, and there is no store.
        NotAStore: the database holds something else.
        SchemaVersionError: the store has a version that is not, or cannot be made, the one needed.
    """
    with driver.session(database=server.database) as session:
        holds_anything = session.run(_ANYTHING).peek() is not None  # asked first: a store's mark comes before its data
        mark = session.run(_FIND_MARK).single()
        if mark is not None:
            _migrate(session, server, mark[0], needed, {} if read_only else migrations)
            if not read_only:
                _create_missing(session)
        elif holds_anything:
            raise NotAStore(f"{server}: the database holds other data, it was left untouched; choose an empty database")
        elif read_only:
            raise StoreError(f"no store at {server}; run `kg ingest` or `kg push` first")
        else:
            _create_missing(session)
            session.run(_MAKE_MARK, version=needed).consume()


def _create_missing(session: neo4j.Session) -> None:
    """Create the constraints and indexes that are not there: all of them, or those that an import left out."""
    there = set(session.run("SHOW INDEXES YIELD name").value())
    missing = {name: made for name, made in SCHEMA.items() if name not in there}
    for name, (kind, what) in missing.items():
        session.run(f"CREATE {kind} {name} IF NOT EXISTS {what}").consume()
    if missing:
        session.run("CALL db.awaitIndexes(600)").consume()


def _migrate(
    session: neo4j.Session, server: Server, found: int, needed: int, migrations: Mapping[int, Sequence[LiteralString]]
) -> None:
    steps = range(found, needed)
    if found > needed or not migrations.keys() >= set(steps):
        raise SchemaVersionError(
            f"{server}: the store has schema version {found}, this program needs {needed}; "
            "use the program that wrote it, or load the articles into an empty database"
        )
    for step in steps:
        for statement in migrations[step]:
            session.run(statement).consume()
        session.run(_SET_VERSION, version=step + 1).consume()
