"""`kg pull`: from Neo4j into a file."""

from __future__ import annotations

import click

from commands.documented import Documented
from commands.push import KEYS, NOTES, copy_store, local_store_option, report_option, server_option, show_report


@click.command(
    cls=Documented,
    examples=("kg pull --from neo4j://localhost:7687 --store news.db",),
    keys=KEYS,
    notes=NOTES,
)
@server_option("--from", "The Neo4j server to copy, as in neo4j://localhost:7687.")
@local_store_option("The store to copy into: a SQLite file, which comes into being if it is missing.")
@report_option
def pull(*, server: str, store: str, as_json: bool) -> None:
    """Copy the store in Neo4j into a file.

    Articles that stand there unchanged are passed over, so that running it again goes on where it stopped.
    Those that only the file has stay. Without --from, NEO4J_URI names the server; NEO4J_USERNAME (else neo4j),
    NEO4J_PASSWORD and NEO4J_DATABASE say how to get in. --from can name a SQLite file, too.
    """
    show_report(copy_store(server, store), as_json=as_json)
