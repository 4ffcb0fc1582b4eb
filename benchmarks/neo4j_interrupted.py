"""Whether a push that was interrupted, by the server or by its own end, comes to the same as one that was not.

python -m benchmarks.neo4j_interrupted --repetitions 20
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, LiteralString, NamedTuple

import neo4j

from benchmarks.generated_articles import Newsroom
from benchmarks.neo4j_dump import checksum
from graph.copying import batches
from graph.neo4j_connection import Server
from graph.sqlite_store import SqliteStore
from scripts.local_neo4j import LocalServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.neo4j_dump import Checksum

ROOT = Path(__file__).parents[1]
DONE, UNREACHABLE = 0, 5
EARLIEST, LATEST = 0.1, 0.9  # of the time that an undisturbed push takes


class Outcome(NamedTuple):
    """What became of a disturbed push.

    Attributes:
        outlived: whether the pusher went on when the server was back; else it had ended before.
        arrived: articles that the last push found there.
        holds: what it left.
    """

    outlived: bool
    arrived: int
    holds: Checksum


@dataclass(frozen=True)
class Pusher:
    """Pushes a file into a server by the `kg` command, as a process of its own."""

    file: Path
    local: LocalServer

    def start(self) -> subprocess.Popen[str]:
        """Start to push."""
        command = [sys.executable, "-m", "cli", "push", "--store", str(self.file), "--to", self.local.uri, "--json"]
        environment = {**os.environ, "NEO4J_USERNAME": self.local.username, "NEO4J_PASSWORD": self.local.password}
        return subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self) -> dict[str, int]:
        """Push to the end; return the report."""
        output = self.end(self.start(), DONE)
        report: dict[str, int] = json.loads(output)
        return report

    def end(self, process: subprocess.Popen[str], expected: int) -> str:
        """Wait for a push; return what it wrote.

        Raises:
            RuntimeError: it ended otherwise than expected.
        """
        output, errors = process.communicate()
        if process.returncode != expected:
            raise RuntimeError(f"kg push ended with {process.returncode}, not {expected}: {errors}")
        return output

    def checksum(self) -> Checksum:
        """Return that of all that the server holds."""
        return checksum(Server(self.local.uri, self.local.username, self.local.password, "neo4j"))

    def arrived(self) -> int:
        """Return how many articles the server holds."""
        return int(self._ask("MATCH (:Reading) RETURN count(*) AS articles")["articles"])

    def empty(self) -> None:
        """Delete all that the server holds."""
        self._ask("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS RETURN count(*) AS deleted")

    def _ask(self, query: LiteralString) -> neo4j.Record:
        with (
            neo4j.GraphDatabase.driver(self.local.uri, auth=(self.local.username, self.local.password)) as driver,
            driver.session() as session,
        ):
            return session.run(query).single(strict=True)


def disturbed(pusher: Pusher, *, until_stop: Callable[[], object], until_kill: Callable[[], object]) -> Outcome:
    """Push, stop and start the server meanwhile, kill the pusher, and push again.

    Args:
        pusher: what pushes, into an empty database.
        until_stop: returns when the server is to be stopped.
        until_kill: returns when, the server being back, the pusher is to be killed.
    """
    push = pusher.start()
    until_stop()
    restart(pusher.local)
    outlived = push.poll() is None
    if not outlived:
        pusher.end(push, UNREACHABLE if push.returncode else DONE)
        push = pusher.start()
    until_kill()
    push.kill()
    push.communicate()
    report = pusher.run()
    return Outcome(outlived, report["unchanged"], pusher.checksum())


def restart(local: LocalServer) -> None:
    """Stop a server and start it at the same address."""
    ports = local.http_port, local.bolt_port
    local.stop()
    local.start(*ports)


@contextmanager
def pusher_of(articles: int, folder: Path, local: LocalServer) -> Iterator[Pusher]:
    """Give what pushes so many articles into a server that runs meanwhile."""
    file = folder / "kg.db"
    with SqliteStore(file) as store:
        for batch in batches(Newsroom().articles(articles)):
            store.put(batch)
    try:
        local.start()
        yield Pusher(file, local)
    finally:
        local.stop()


def main() -> int:
    """Print a table of disturbed pushes; return 1 if one of them left something else than an undisturbed one."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        local = LocalServer(folder / "neo4j", heap="1g")
        with pusher_of(options.articles, folder, local) as pusher:
            pusher.run()  # until the server is warm
            pusher.empty()
            began = time.monotonic()
            pusher.run()
            seconds = time.monotonic() - began
            expected = pusher.checksum()
            print(f"undisturbed: {seconds:.1f} s, {expected}", flush=True)
            return _repeat(pusher, options, seconds, expected)


def _repeat(pusher: Pusher, options: argparse.Namespace, seconds: float, expected: Checksum) -> int:
    print("repetition  server stopped after  pusher  killed after  articles there  same", flush=True)
    chance = Random(options.seed)  # noqa: S311 - for variety, not for secrets
    different = 0
    for number in range(1, options.repetitions + 1):
        stop, kill = (seconds * chance.uniform(EARLIEST, LATEST) for _ in range(2))
        pusher.empty()
        one = disturbed(pusher, until_stop=partial(time.sleep, stop), until_kill=partial(time.sleep, kill))
        different += one.holds != expected
        pushed = "went on" if one.outlived else "ended"
        same = "yes" if one.holds == expected else f"NO: {one.holds}"
        print(f"{number:10}  {stop:18.1f} s  {pushed:>7}  {kill:9.1f} s  {one.arrived:14,}  {same}", flush=True)
    print(f"{options.repetitions - different} of {options.repetitions} the same")
    return min(different, 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
