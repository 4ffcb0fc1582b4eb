"""The Neo4j server that `scripts/neo4j` runs: its life, what it leaves behind, what it says when it cannot run.

One server serves the tests of its life; those that end it cost a start. All else fakes what is on the machine.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from scripts.local_neo4j import LocalServer

SCRIPTS = Path(__file__).parents[2] / "scripts"
NASTY = """ it's "5\\5" # ö"""


def _script(*arguments: str | Path, answer: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `scripts/neo4j` as somebody would who has set nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPTS / "neo4j", *arguments],
        env={**kept, **environment},
        input=answer,
        capture_output=True,
        text=True,
        check=False,
    )


def _program(path: Path, *lines: str) -> None:
    """Write a program that stands for one of the machine's."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


def _query(server: LocalServer, query: str) -> list[neo4j.Record]:
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        return driver.execute_query(query).records


def _start(home: Path) -> subprocess.CompletedProcess[str]:
    options = ["--engine=java", "--http-port=0", "--bolt-port=0"]
    quick = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    return _script("start", "--home", home, *options, NEO4J_PASSWORD=NASTY, JAVA_TOOL_OPTIONS=quick)


@pytest.fixture(scope="module")
def server(
    local_neo4j: ModuleType,
    tmp_path_factory: pytest.TempPathFactory,
    cannot_test_neo4j: Callable[[str], None],
) -> Iterator[LocalServer]:
    """Return a server in a folder whose name has a space; whether it runs depends on the tests before."""
    try:
        local_neo4j.Java()
    except local_neo4j.LocalNeo4jError as reason:
        cannot_test_neo4j(str(reason))
    server = local_neo4j.LocalServer(tmp_path_factory.mktemp("a home"))
    yield server
    server.stop()


@pytest.fixture
def running(server: LocalServer) -> LocalServer:
    """Return the server, running."""
    started = _start(server.home)
    assert started.returncode == 0, started.stderr
    return server


def test_both_addresses_answer_and_the_given_password_lets_a_driver_in(running: LocalServer) -> None:
    """Quotes, blanks and backslashes in the password are no obstacle."""
    assert running.answers()
    assert running.password == NASTY
    assert [record["one"] for record in _query(running, "RETURN 1 AS one")] == [1]


def test_starting_twice_leaves_the_first_server_and_says_so(running: LocalServer) -> None:
    """What is printed fits a terminal's width and has the password's place, not the password."""
    pid = running.pid
    again = _start(running.home)
    assert "running already" in again.stdout
    assert pid == running.pid
    assert f"Password  in {running.password_file}" in again.stdout
    assert NASTY not in again.stdout


def test_the_printed_environment_leads_a_shell_to_the_server(running: LocalServer) -> None:
    """`eval "$(scripts/neo4j env)"` sets all that programs need."""
    lines = _script("env", "--home", running.home).stdout
    assert NASTY not in lines
    seen = subprocess.run(  # noqa: S603 - what we printed
        ["/bin/sh", "-c", f'{lines}\nprintf "%s|%s|%s" "$NEO4J_URI" "$NEO4J_USERNAME" "$NEO4J_PASSWORD"'],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert seen == f"{running.uri}|neo4j|{NASTY}"


def test_only_the_owner_can_read_the_password(running: LocalServer) -> None:
    """Others on the machine are not let in."""
    assert running.password_file.stat().st_mode & 0o777 == 0o600
    assert running.home.stat().st_mode & 0o007 == 0


@pytest.mark.skipif(not Path("/proc/net/tcp6").exists(), reason="only Linux lists sockets there")
def test_it_listens_on_the_loopback_only(running: LocalServer) -> None:
    """Nobody on the network reaches it."""
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path("/proc/net", name).read_text().splitlines()[1:]]
    ports = {running.http_port, running.bolt_port}
    listening = [row[1].split(":") for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) in ports]
    assert len(listening) == 2
    assert {address[-8:] for address, _ in listening} == {"0100007F"}


def test_a_taken_port_is_named_with_the_remedy(running: LocalServer, tmp_path: Path) -> None:
    """A second server does not start on the first one's port."""
    second = _script("start", "--home", tmp_path / "home", "--http-port", str(running.http_port))
    assert second.returncode == 1
    assert f"Port {running.http_port} cannot be had" in second.stderr
    assert "--http-port, or 0" in second.stderr


def test_a_stopped_server_says_so_and_takes_an_import(running: LocalServer, tmp_path: Path) -> None:
    """`status` tells scripts by its exit code; neo4j-admin works on the stopped data and refuses the running."""
    status = _script("status", "--home", running.home)
    assert (status.returncode, status.stdout.split("\n")[0]) == (0, "Running.")
    with pytest.raises(Exception, match="needs the server stopped"):
        running.admin("database", "info")

    assert _script("stop", "--home", running.home).stdout == "Stopped.\n"

    assert _script("stop", "--home", running.home).stdout == "Not running.\n"
    assert _script("status", "--home", running.home).returncode == 3
    (tmp_path / "nodes.csv").write_text("id:ID,:LABEL\n1,Imported\n2,Imported\n")
    nodes = f"--nodes={tmp_path / 'nodes.csv'}"
    assert "IMPORT DONE" in running.admin("database", "import", "full", nodes, "--overwrite-destination", "neo4j")


def test_a_killed_server_is_not_running_and_its_data_survive(running: LocalServer) -> None:
    """After `kill -9` nothing stands in the way of the next start."""
    _query(running, "CREATE (:Kept)")
    os.kill(running.pid, signal.SIGKILL)
    _wait_for(lambda: not running.running())
    assert _script("status", "--home", running.home).returncode == 3
    assert _start(running.home).returncode == 0
    assert [r["n"] for r in _query(running, "MATCH (k:Kept) RETURN count(k) AS n")] == [1]


def test_wipe_asks_then_stops_and_deletes_what_the_server_made(running: LocalServer) -> None:
    """Without a yes nothing happens; somebody's file in the home stays."""
    (running.home / "mine.txt").write_text("mine")
    for answer in ("", "n\n"):
        refused = _script("wipe", "--home", running.home, answer=answer)
        assert (refused.returncode, "Nothing was deleted." in refused.stdout) == (1, True)
    assert running.answers()

    assert _script("wipe", "--home", running.home, "--yes").returncode == 0

    assert not running.running()
    assert {path.name for path in running.home.iterdir()} == {"mine.txt", "news-kg-neo4j.lock"}


def test_wipe_leaves_folders_alone_that_are_no_home(tmp_path: Path) -> None:
    """A mistyped --home costs nothing."""
    (tmp_path / "data").mkdir()
    refused = _script("wipe", "--home", tmp_path, "--yes")
    assert refused.returncode == 1
    assert "no home of a server" in refused.stderr
    assert (tmp_path / "data").is_dir()


def test_a_folder_with_other_things_is_not_taken_for_a_home(tmp_path: Path) -> None:
    """The server does not settle among somebody's files."""
    (tmp_path / "thesis.txt").write_text("mine")
    refused = _script("start", "--home", tmp_path)
    assert refused.returncode == 1
    assert "holds other things" in refused.stderr


def test_without_docker_and_java_the_error_names_both_and_a_remedy(tmp_path: Path) -> None:
    """Each way's reason stands there."""
    refused = _start_with(tmp_path)
    assert refused.returncode == 1
    assert "there is no `docker`" in refused.stderr
    assert "there is no `java`" in refused.stderr
    assert "apt-get install" in refused.stderr


def test_docker_without_its_daemon_does_not_count(tmp_path: Path) -> None:
    """A client alone cannot run anything."""
    _program(tmp_path / "bin" / "docker", "exit 1")
    assert "`docker info` fails" in _start_with(tmp_path).stderr


@pytest.mark.parametrize(("version", "named"), [("11.0.2", "11"), ("1.8.0_392", "8")])
def test_an_old_java_is_refused_by_its_version(tmp_path: Path, version: str, named: str) -> None:
    """The versions before 9 started with 1."""
    _program(tmp_path / "bin" / "java", f"echo 'openjdk version \"{version}\" 2019-01-15' >&2")
    assert f"Java {named} ({tmp_path}/bin/java) is too old: Neo4j needs 17 or 21" in _start_with(tmp_path).stderr


def test_java_without_maven_is_refused(tmp_path: Path) -> None:
    """Java alone has no Neo4j to run."""
    _program(tmp_path / "bin" / "java", "echo 'openjdk version \"17.0.15\"' >&2")
    assert "there is no `mvn`" in _start_with(tmp_path).stderr


def test_docker_publishes_on_the_loopback_and_keeps_the_password_off_the_command_line(
    local_neo4j: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call that runs the official image."""
    _program(tmp_path / "bin" / "docker", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    server = local_neo4j.LocalServer(tmp_path)
    server.password_file.write_text("geheimnis\n")
    command = local_neo4j.find_engine(["docker", "java"]).command(server, 7475, 7688)
    assert "--publish=127.0.0.1:7475:7474" in command.arguments
    assert "--publish=127.0.0.1:7688:7687" in command.arguments
    assert not any("geheimnis" in argument for argument in command.arguments)
    assert command.environment["NEO4J_AUTH"] == "neo4j/geheimnis"
    assert command.environment["NEO4J_server_memory_heap_max__size"] == "512m"
    assert command.environment["NEO4J_server_bolt_advertised__address"] == "127.0.0.1:7688"


def test_java_keeps_the_password_off_the_command_line(
    local_neo4j: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others see the arguments of processes, not their standard input."""
    words = ["echo 'version \"17.0.15\"' >&2", f'echo "$@" >> {tmp_path}/arguments', f"cat >> {tmp_path}/input"]
    _program(tmp_path / "bin" / "java", *words)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (tmp_path / "news-kg" / "neo4j" / local_neo4j.VERSION).mkdir(parents=True)
    server = local_neo4j.LocalServer(tmp_path)
    server.password_file.write_text("geheimnis\n")
    local_neo4j.Java().prepare(server)
    assert "set-initial-password" in (tmp_path / "arguments").read_text()
    assert "geheimnis" not in (tmp_path / "arguments").read_text()
    assert "geheimnis" in (tmp_path / "input").read_text()


@pytest.mark.parametrize("password", ["seven77", "with/slash"])
def test_a_password_that_neo4j_refuses_is_not_kept(
    local_neo4j: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    """Neo4j's rule and its container's, said before anything is made."""
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    server = local_neo4j.LocalServer(tmp_path / "home")
    with pytest.raises(local_neo4j.LocalNeo4jError, match="8 characters or more, and no slash"):
        server.start()
    assert not server.password_file.exists()


def test_another_password_than_the_first_is_refused(
    local_neo4j: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else programs would be let in or not, depending on where they looked."""
    server = local_neo4j.LocalServer(tmp_path / "home")
    monkeypatch.setenv("NEO4J_PASSWORD", "the first one")
    monkeypatch.setattr(local_neo4j, "find_engine", _no_engine)
    for password, error in (("the first one", "no engine"), ("the second", "first started with")):
        monkeypatch.setenv("NEO4J_PASSWORD", password)
        with pytest.raises((local_neo4j.LocalNeo4jError, LookupError), match=error):
            server.start()
    assert server.password == "the first one"  # noqa: S105 - a test's


def test_each_server_gets_a_random_password_once(
    local_neo4j: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where `NEO4J_PASSWORD` says nothing."""
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr(local_neo4j, "find_engine", _no_engine)
    passwords = []
    for name in ("one", "one", "two"):
        server = local_neo4j.LocalServer(tmp_path / name)
        with pytest.raises(LookupError):
            server.start()
        passwords.append(server.password)
    assert passwords[0] == passwords[1] != passwords[2]
    assert min(map(len, passwords)) >= 20


def test_a_killed_download_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    """The next one starts from scratch."""
    _program(tmp_path / "bin" / "mvn", "mkdir lib", "echo half > lib/half.jar", "echo > ../started", "exec sleep 60")
    cache = tmp_path / "cache" / "news-kg" / "neo4j"
    download = _fetch(tmp_path)
    _wait_for((cache / "started").exists)
    os.killpg(download.pid, signal.SIGKILL)
    download.communicate()
    assert not list(cache.glob("5*[0-9]"))

    _program(tmp_path / "bin" / "mvn", "mkdir lib", "echo whole > lib/whole.jar")
    folder, _ = _fetch(tmp_path).communicate()
    assert [jar.name for jar in Path(folder.strip(), "lib").iterdir()] == ["whole.jar"]


def test_two_downloads_at_once_are_one(tmp_path: Path) -> None:
    """The second waits for the first and takes its jars."""
    _program(tmp_path / "bin" / "mvn", "echo call >> ../calls", "sleep 0.5", "mkdir lib")
    answers = [process.communicate() for process in [_fetch(tmp_path), _fetch(tmp_path)]]
    assert answers[0][0] == answers[1][0] != ""
    assert (tmp_path / "cache" / "news-kg" / "neo4j" / "calls").read_text() == "call\n"


def test_a_failed_download_says_what_maven_said(tmp_path: Path) -> None:
    """A proxy's word, for example."""
    _program(tmp_path / "bin" / "mvn", "echo '[ERROR] 407 Proxy Authentication Required'", "exit 1")
    _, error = _fetch(tmp_path).communicate()
    assert "407 Proxy Authentication Required" in error
    assert not list((tmp_path / "cache" / "news-kg" / "neo4j").glob("5*[0-9]"))


def test_docker_compose_runs_the_same_server(local_neo4j: ModuleType) -> None:
    """On the loopback only, with a password that has to be given."""
    service = yaml.safe_load((SCRIPTS.parent / "compose.yaml").read_text())["services"]["neo4j"]
    assert service["image"] == local_neo4j.IMAGE
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")


def test_the_jars_have_exact_versions(local_neo4j: ModuleType) -> None:
    """Ranges make Maven fetch the descriptor of every version there is."""
    assert len(local_neo4j.JARS) == 3
    assert not any(set("[](),") & set(jar) for jar in local_neo4j.JARS)


def _start_with(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start a server where only the programs in the folder's `bin` are installed and nothing was fetched before."""
    ports = ["--http-port=0", "--bolt-port=0"]
    places = {"PATH": str(folder / "bin"), "XDG_CACHE_HOME": str(folder / "cache"), "JAVA_HOME": ""}
    return _script("start", "--home", folder / "home", *ports, **places)


def _fetch(folder: Path) -> subprocess.Popen[str]:
    """Fetch the jars with the folder's Maven into the folder's cache, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "import local_neo4j; print(local_neo4j.fetch_jars())"],
        cwd=SCRIPTS,
        env={**os.environ, "PATH": f"{folder / 'bin'}:/usr/bin:/bin", "XDG_CACHE_HOME": str(folder / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _no_engine(_: list[str]) -> None:
    raise LookupError("no engine")


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
