"""How fast the Neo4j store loads, and how that compares with a bare UNWIND loop over the same rows.

python -m benchmarks.neo4j_load --articles 100000
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import neo4j

from benchmarks.bare_load import statements
from benchmarks.generated_articles import Newsroom
from benchmarks.neo4j_dump import checksum
from graph.copying import batches, copy
from graph.flat_records import FlatRecord
from graph.neo4j_connection import Server
from graph.neo4j_rows import graph_rows
from graph.neo4j_store import Neo4jStore
from scripts.local_neo4j import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.bare_load import Statements
    from benchmarks.neo4j_dump import Checksum
    from graph.store import Store
    from graph.vocabulary import ArticleRecord

T = TypeVar("T")

BAR = 0.7


class Generated:
    """What `graph.copying.copy` needs of a store to copy from."""

    def __init__(self, articles: int, seed: int) -> None:
        self._articles = articles
        self._newsroom = Newsroom(seed)

    def records(self) -> Iterator[ArticleRecord]:
        """Yield the articles, the same each time."""
        return self._newsroom.articles(self._articles)


class Quiet:
    """Nobody who wants to know how far the copying is."""

    def advance(self, articles: int, words: int) -> None:
        """Hear nothing."""

    def note(self, message: str) -> None:
        """Hear nothing."""


@dataclass(slots=True)
class Load:
    """What loading took, batch by batch: seconds of writing, and the client's peak memory so far in MB."""

    seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def tenths(self) -> Iterator[str]:
        """Yield seconds and memory for every tenth of the batches."""
        size = max(1, len(self.seconds) // 10)
        for first in range(0, len(self.seconds), size):
            part = slice(first, first + size)
            yield f"{sum(self.seconds[part]):.1f} s, {self.memory[part][-1]} MB"


class Outcome(NamedTuple):
    """A load, and what it left behind."""

    load: Load
    holds: Checksum

    @property
    def speed(self) -> float:
        """Relationships per second."""
        return self.holds.relationships / sum(self.load.seconds)


def main() -> None:
    """Load both ways, by turns, and print how fast."""
    options = _options()
    print(f"{options.articles:,} articles, seed {options.seed}")
    source = Generated(options.articles, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        local = LocalServer(Path(folder), heap=options.heap, pagecache=options.pagecache)
        try:
            ratios = [_round(local, source) for _ in range(options.rounds)]
        finally:
            local.wipe()
    print(f"\nratios {', '.join(f'{ratio:.2f}' for ratio in ratios)}; the bar is {BAR}")


def _round(local: LocalServer, source: Generated) -> float:
    put = _fresh(local, _put, source)
    _report("Neo4jStore.put", put)
    _load_again(local, source, put.holds)
    bare = _fresh(local, _bare, source)
    _report("bare UNWIND", bare)
    return put.speed / bare.speed


def _fresh(local: LocalServer, load: Callable[[Server, Iterable[ArticleRecord]], Load], source: Generated) -> Outcome:
    """Load into a server that has just been started with nothing in it."""
    local.start()
    local.wipe()
    local.start()
    server = _server(local)
    return Outcome(load(server, source.records()), checksum(server))


def _report(name: str, outcome: Outcome) -> None:
    print(f"\n{name}: {outcome.speed:,.0f} relationships/s, {sum(outcome.load.seconds):.1f} s, {outcome.holds}")
    for part in outcome.load.tenths():
        print(f"    {part}", flush=True)


def _put(server: Server, records: Iterable[ArticleRecord]) -> Load:
    with Neo4jStore(server) as store:
        return _timed(store.put, batches(records))


def _bare(server: Server, records: Iterable[ArticleRecord]) -> Load:
    """Write the rows of each batch, which are ready before the clock runs."""
    Neo4jStore(server).close()  # makes the constraints and indexes
    prepared = (statements(graph_rows([FlatRecord(one) for one in batch])) for batch in batches(records))
    with (
        neo4j.GraphDatabase.driver(server.url, auth=(server.username, server.password)) as driver,
        driver.session(database=server.database) as session,
    ):

        def work(transaction: neo4j.ManagedTransaction, listed: Statements) -> None:
            for statement, rows in listed:
                transaction.run(statement, rows=rows).consume()

        return _timed(lambda listed: session.execute_write(work, listed), prepared)


def _timed(write: Callable[[T], Any], batches_: Iterable[T]) -> Load:
    load = Load()
    for batch in batches_:
        began = time.perf_counter()
        write(batch)
        load.seconds.append(time.perf_counter() - began)
        load.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    return load


def _load_again(local: LocalServer, source: Generated, before: Checksum) -> None:
    """Load what is there already, twice: the first time decides which entities are the same, too."""
    server = _server(local)
    with Neo4jStore(server) as store:
        for name in ("the same again, with entities to unify", "the same again"):
            began = time.perf_counter()
            copied = copy(cast("Store", source), store, progress=Quiet())
            seconds = time.perf_counter() - began
            after = checksum(server)
            same = "nothing changed" if after == before else "changed"
            print(f"{name}: {seconds:.1f} s, {copied.new} new, {copied.unchanged} unchanged, {same}", flush=True)
            before = after


def _server(local: LocalServer) -> Server:
    return Server(local.uri, local.username, local.password, "neo4j")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="how often each way is taken, by turns")
    parser.add_argument("--heap", default="1g", help="the server's memory for the program")
    parser.add_argument("--pagecache", default="512m", help="the server's memory for the graph")
    return parser.parse_args()


if __name__ == "__main__":
    main()
