"""A Neo4j server on this machine, for people, tests and CI; `scripts/neo4j` is its command line.

It runs in Docker or, from the jars on Maven Central, in the machine's Java. Nothing but the standard library is
needed, so that it works in a clean clone.
"""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VERSION = "5.26.30"
JARS = (
    f"org.neo4j:neo4j:{VERSION}",
    f"org.neo4j.app:neo4j-server:{VERSION}",
    "org.neo4j.client:neo4j-browser:5.24.0",
)
COPY_JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
IMAGE = f"neo4j:{VERSION}-community"
LOOPBACK = "127.0.0.1"
OLDEST_JAVA = 17
OPENED_TO_NEO4J = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.io", "java.nio", "sun.nio.ch")]
SHORTEST_PASSWORD = 8
READY_SECONDS = 300.0
STOP_SECONDS = 120.0

LOCK = "news-kg-neo4j.lock"
MADE_HERE = ("conf", "data", "logs", "run", "password", "server.json", "server.part")


class LocalNeo4jError(Exception):
    """The server cannot be had as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Command:
    """What to run, with which additions to the environment."""

    arguments: Sequence[str]
    environment: Mapping[str, str]


class Java:
    """Neo4j in the machine's own Java."""

    name = "java"

    def __init__(self) -> None:
        """Find Java and the jars, or Maven to get them; raise `LocalNeo4jError` without."""
        self._java = _find_java()
        if not _jar_folder().is_dir() and shutil.which("mvn") is None:
            raise LocalNeo4jError("Maven, which fetches Neo4j for Java, is not installed: there is no `mvn`.")

    def prepare(self, server: LocalServer) -> None:
        """Fetch the jars and set the password of an empty database."""
        fetch_jars()
        if not (server.home / "data" / "databases" / "system").exists():
            # By standard input, since other users see command lines; quoted as the tool's @-files want it.
            password = server.password.replace("\\", "\\\\").replace('"', '\\"')
            self.admin(server, "dbms", "set-initial-password", "--", "@/dev/stdin", text=f'"{password}"')

    def admin(self, server: LocalServer, *arguments: str, text: str = "") -> str:
        """Run neo4j-admin and return what it printed."""
        done = subprocess.run(  # noqa: S603 - Java and our own arguments
            [*self._call(server), "org.neo4j.cli.AdminTool", *arguments],
            cwd=server.home / "conf",  # the import leaves a report where it stands
            env={**os.environ, **_java_environment(server)},
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise LocalNeo4jError(f"neo4j-admin {' '.join(arguments[:2])} failed:\n{done.stdout.strip()}")
        return done.stdout

    def command(self, server: LocalServer, http_port: int, bolt_port: int) -> Command:
        """Write the configuration; return the call of Java."""
        folder = server.home / "conf"
        folder.mkdir(exist_ok=True)
        settings = {
            **_settings(server, http_port, bolt_port),
            "server.http.listen_address": f"{LOOPBACK}:{http_port}",
            "server.bolt.listen_address": f"{LOOPBACK}:{bolt_port}",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",  # else stopping takes 10 s of waiting
        }
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        (folder / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
        places = [f"--home-dir={server.home}", f"--config-dir={folder}"]
        call = [*self._call(server), f"-Xmx{server.heap}", "org.neo4j.server.CommunityEntryPoint", *places]
        return Command(call, _java_environment(server))

    def kill(self, server: LocalServer) -> None:
        """Send SIGKILL."""
        os.kill(server.pid, signal.SIGKILL)

    def _call(self, server: LocalServer) -> list[str]:
        (server.home / "conf").mkdir(exist_ok=True)
        options = [*OPENED_TO_NEO4J, *server.java_options, "-Dfile.encoding=UTF-8"]
        return [self._java, *options, "-cp", f"{_jar_folder()}/lib/*"]


class Docker:
    """Neo4j in the official container image, with its data in the home folder."""

    name = "docker"

    def __init__(self) -> None:
        """Find a Docker that works; raise `LocalNeo4jError` without."""
        self._docker = shutil.which("docker") or ""
        if not self._docker:
            raise LocalNeo4jError("Docker is not installed: there is no `docker`.")
        if self._run("info").returncode:
            raise LocalNeo4jError("Docker does not work: `docker info` fails.")

    def prepare(self, server: LocalServer) -> None:
        """Fetch the image; remove what a killed server left."""
        for folder in ("data", "logs"):
            (server.home / folder).mkdir(exist_ok=True)
        self._run("rm", "--force", _container(server))
        if self._run("image", "inspect", IMAGE).returncode:
            _tell(f"Fetching {IMAGE}, once.")
            if self._run("pull", "--quiet", IMAGE, seconds=1800).returncode:
                raise LocalNeo4jError(f"`docker pull {IMAGE}` fails; run it to see why.")

    def command(self, server: LocalServer, http_port: int, bolt_port: int) -> Command:
        """Return the call of Docker, which hands SIGTERM on to the server."""
        settings = _settings(server, http_port, bolt_port)
        environment = {f"NEO4J_{n.replace('_', '__').replace('.', '_')}": v for n, v in settings.items()}
        environment["NEO4J_AUTH"] = f"{server.username}/{server.password}"
        call = [self._docker, "run", "--rm", "--name", _container(server), "--user", f"{os.getuid()}:{os.getgid()}"]
        call += [f"--publish={LOOPBACK}:{http_port}:7474", f"--publish={LOOPBACK}:{bolt_port}:7687"]
        call += [f"--volume={server.home / folder}:/{folder}" for folder in ("data", "logs")]
        # Names only: Docker takes the values from the environment, and the password stays off the command line.
        call += [f"--env={name}" for name in environment]
        return Command([*call, IMAGE], environment)

    def kill(self, server: LocalServer) -> None:
        """Kill the container."""
        self._run("kill", _container(server))

    def _run(self, *arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
        call = [self._docker, *arguments]
        with suppress(subprocess.TimeoutExpired):
            return subprocess.run(call, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own
        return subprocess.CompletedProcess(call, 1)


ENGINES: dict[str, type[Java | Docker]] = {"docker": Docker, "java": Java}


@dataclass
class LocalServer:
    """A Neo4j server that lives in a folder of its own and listens on this machine only.

    Attributes:
        home: Folder of data, configuration, logs and password; made at the first start.
        engines: Names of the ways to run it, best first.
        heap: Memory for the program, as Java writes it.
        pagecache: Memory for the graph.
        java_options: More options for Java, where that is the engine.
    """

    home: Path
    engines: Sequence[str] = ("java", "docker")
    heap: str = "512m"
    pagecache: str = "128m"
    java_options: Sequence[str] = ()
    username: str = field(default="neo4j", init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.home = self.home.expanduser().absolute()

    def start(self, http_port: int = 0, bolt_port: int = 0) -> bool:
        """Start the server and wait until it answers; return False where it was running already.

        Port 0 stands for any free one. Raises `LocalNeo4jError`.
        """
        self._claim_home()
        with held(self.home / LOCK) as lock:
            if lock is not None:
                self._launch(lock, http_port, bolt_port)
        try:
            self._wait_until_ready()
        except BaseException:
            if lock is not None:
                self.kill()
            raise
        return lock is not None

    def stop(self) -> bool:
        """Let the server finish and end; return False where none was running."""
        running = self.running()
        if running:
            os.kill(self.pid, signal.SIGTERM)
        self._wait_until_ended()
        return running

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        if self.running():
            ENGINES[self.engine]().kill(self)
        self._wait_until_ended()

    def wipe(self) -> None:
        """Stop the server and delete its data, password, configuration and logs, nothing else."""
        if not (self.home / LOCK).exists():
            raise LocalNeo4jError(f"{self.home} is no home of a server; nothing was deleted.")
        self.stop()
        with held(self.home / LOCK) as lock:  # the lock stays: deleted, it could be held twice
            if lock is None:
                raise LocalNeo4jError(f"Another process starts the server in {self.home}; nothing was deleted.")
            for name in MADE_HERE:
                _delete(self.home / name)

    def admin(self, *arguments: str) -> str:
        """Run neo4j-admin, in Java, on the stopped server's data; return what it printed.

        Files are named by absolute paths. Raises `LocalNeo4jError` with the tool's own words.
        """
        if self.running():
            raise LocalNeo4jError("neo4j-admin needs the server stopped.")
        self._claim_home()
        fetch_jars()
        return Java().admin(self, *arguments)

    def running(self) -> bool:
        """Return whether the server's process lives."""
        lock = self.home / LOCK
        if not lock.exists():
            return False
        with held(lock) as free:
            return free is None

    def answers(self) -> bool:
        """Return whether both the Browser's address and the drivers' answer."""
        launched = self._state_file.exists()
        return launched and _http_answers(self.http_port) and _bolt_answers(self.bolt_port)

    @property
    def engine(self) -> str:
        """What the server runs in, `java` or `docker`."""
        return str(self._state["engine"])

    @property
    def pid(self) -> int:
        """Id of the process that ends the server on SIGTERM."""
        return int(self._state["pid"])

    @property
    def http_port(self) -> int:
        """Port of the Browser."""
        return int(self._state["http_port"])

    @property
    def bolt_port(self) -> int:
        """Port of drivers."""
        return int(self._state["bolt_port"])

    @property
    def uri(self) -> str:
        """Address for drivers."""
        return f"neo4j://{LOOPBACK}:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        """Address of the Neo4j Browser."""
        return f"http://{LOOPBACK}:{self.http_port}/browser/"

    @property
    def password(self) -> str:
        """The password, chosen at the first start: `NEO4J_PASSWORD` or a random one."""
        return self.password_file.read_text(encoding="utf-8").rstrip("\n")

    @property
    def password_file(self) -> Path:
        """Where the password is kept."""
        return self.home / "password"

    @property
    def log(self) -> Path:
        """What the server prints."""
        return self.home / "logs" / "console.log"

    @property
    def _state_file(self) -> Path:
        return self.home / "server.json"

    @property
    def _state(self) -> dict[str, str | int]:
        try:
            state: dict[str, str | int] = json.loads(self._state_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise LocalNeo4jError(f"No server was started in {self.home}, or it is only just starting.") from None
        return state

    def _claim_home(self) -> None:
        """Make the home; a folder with other things in it is never taken for one."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.home / LOCK).exists() and any(self.home.iterdir()):
            raise LocalNeo4jError(f"{self.home} holds other things. Give an empty or new folder with --home.")

    def _launch(self, lock: int, http_port: int, bolt_port: int) -> None:
        self._state_file.unlink(missing_ok=True)
        http_port, bolt_port = _ports(http_port, bolt_port)
        self._keep_password()
        engine = find_engine(self.engines)
        engine.prepare(self)
        command = engine.command(self, http_port, bolt_port)
        self.log.parent.mkdir(exist_ok=True)
        with self.log.open("wb") as log:
            # The process inherits the lock and so holds it exactly as long as it lives, even if it is killed.
            self._process = subprocess.Popen(  # noqa: S603 - the engine's own command
                command.arguments,
                env={**os.environ, **command.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock],
                start_new_session=True,
            )
        state = {"engine": engine.name, "pid": self._process.pid, "http_port": http_port, "bolt_port": bolt_port}
        part = self._state_file.with_suffix(".part")
        part.write_text(json.dumps(state), encoding="utf-8")
        part.rename(self._state_file)

    def _keep_password(self) -> None:
        wanted = os.environ.get("NEO4J_PASSWORD", "")
        if self.password_file.exists():
            if wanted and wanted != self.password:
                raise LocalNeo4jError(
                    "NEO4J_PASSWORD is not the password that this server was first started with; that one is in\n"
                    f"{self.password_file}\n"
                    "Unset NEO4J_PASSWORD, or wipe the server to give it a new password."
                )
            return
        if wanted and (len(wanted) < SHORTEST_PASSWORD or "/" in wanted):
            raise LocalNeo4jError(f"NEO4J_PASSWORD needs {SHORTEST_PASSWORD} characters or more, and no slash.")
        with open(self.password_file, "x", encoding="utf-8", opener=_private) as file:
            file.write(f"{wanted or secrets.token_urlsafe(18)}\n")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self.answers():
            if not self.running():
                raise LocalNeo4jError(f"Neo4j ended before it answered. {self._last_words()}")
            if time.monotonic() > deadline:
                raise LocalNeo4jError(f"Neo4j does not answer after {READY_SECONDS:.0f} s. {self._last_words()}")
            time.sleep(0.1)

    def _wait_until_ended(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while self.running():
            if time.monotonic() > deadline:
                raise LocalNeo4jError(f"Process {self.pid} does not end after {STOP_SECONDS:.0f} s. See {self.log}.")
            time.sleep(0.1)
        if self._process is not None:
            self._process.wait()

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"The end of {self.log}:", *lines[-10:]])


def find_engine(names: Sequence[str]) -> Java | Docker:
    """Return the first engine that works here; raise `LocalNeo4jError` with each one's reason."""
    reasons = []
    for name in names:
        try:
            return ENGINES[name]()
        except LocalNeo4jError as reason:
            reasons.append(f"- {reason}")
    remedy = (
        f"Start Docker, or install Java {OLDEST_JAVA} or 21 and Maven; on Debian and Ubuntu:\n"
        "  apt-get install openjdk-21-jre-headless maven\n"
        "Where that is not known, as in Debian 12: openjdk-17-jre-headless"
    )
    raise LocalNeo4jError("\n".join(["Neo4j cannot run here.", *reasons, remedy]))


def fetch_jars() -> Path:
    """Return the folder of Neo4j's jars; fetch them with Maven if this is the first time.

    They appear at once when all are there: a killed download leaves nothing that looks like one. Two processes wait
    for each other.
    """
    folder = _jar_folder()
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with held(folder.parent / "lock", wait=True) as lock:
        if not folder.is_dir():
            part = folder.with_name(f"{VERSION}.part")
            _delete(part)
            part.mkdir()
            (part / "pom.xml").write_text(_pom(), encoding="utf-8")
            _tell(f"Fetching Neo4j {VERSION} (137 MB) from Maven Central, once.")
            _run_maven(part, lock)
            part.rename(folder)
    return folder


@contextmanager
def held(path: Path, *, wait: bool = False) -> Iterator[int | None]:
    """Hold the lock that a file stands for; give its descriptor, or None where another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor if _lock(descriptor, wait=wait) else None
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        return True
    return False


def _find_java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    if java is None:
        raise LocalNeo4jError(f"Java is not installed: there is no `java`{f' in JAVA_HOME={home}' if home else ''}.")
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603 - Java
    found = re.search(r'version "(?:1\.)?(\d+)', done.stderr)
    if done.returncode or not found:
        raise LocalNeo4jError(f"Java does not work: `{java} -version` fails.")
    if int(found[1]) < OLDEST_JAVA:
        raise LocalNeo4jError(f"Java {found[1]} ({java}) is too old: Neo4j needs {OLDEST_JAVA} or 21.")
    return java


def _java_environment(server: LocalServer) -> dict[str, str]:
    return {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}


def _jar_folder() -> Path:
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(caches).expanduser() / "news-kg" / "neo4j" / VERSION


def _pom() -> str:
    parts = "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version></dependency>"
    jars = [parts.format(*jar.split(":")) for jar in JARS]
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>\n'
        "<groupId>news-kg</groupId><artifactId>local-neo4j</artifactId><version>1</version>\n"
        "<dependencies>\n" + "\n".join(jars) + "\n</dependencies></project>\n"
    )


def _run_maven(folder: Path, lock: int | None) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise LocalNeo4jError("Maven is not installed: there is no `mvn`.")
    done = subprocess.run(  # noqa: S603 - Maven and our own arguments
        [maven, "--quiet", "--batch-mode", "--strict-checksums", COPY_JARS, "-DoutputDirectory=lib"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=[] if lock is None else [lock],  # an orphan still writes here, so it still holds the lock
        check=False,
    )
    if done.returncode:
        words = "\n".join(done.stdout.strip().splitlines()[:10])
        raise LocalNeo4jError(f"Maven could not fetch Neo4j; is Maven Central reachable?\n{words}")


def _settings(server: LocalServer, http_port: int, bolt_port: int) -> dict[str, str]:
    return {
        "server.http.advertised_address": f"{LOOPBACK}:{http_port}",
        "server.bolt.advertised_address": f"{LOOPBACK}:{bolt_port}",
        "server.https.enabled": "false",
        "server.memory.heap.max_size": server.heap,
        "server.memory.pagecache.size": server.pagecache,
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
    }


def _container(server: LocalServer) -> str:
    return f"news-kg-neo4j-{hashlib.sha256(str(server.home).encode()).hexdigest()[:8]}"


def _ports(http_port: int, bolt_port: int) -> tuple[int, int]:
    """Return two ports that are free now, the wanted ones or any for 0."""
    with ExitStack() as opened:
        return (
            _bind(http_port, "--http-port", opened),
            _bind(bolt_port, "--bolt-port", opened),
        )


def _bind(port: int, option: str, opened: ExitStack) -> int:
    probe = opened.enter_context(socket.socket())
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise LocalNeo4jError(
            f"Port {port} cannot be had: {str(error).rstrip('.')}. Perhaps another Neo4j runs.\n"
            f"Choose another port with {option}, or 0 for any free one."
        ) from None
    return int(probe.getsockname()[1])


def _http_answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _bolt_answers(port: int) -> bool:
    """Shake hands as a driver does: a fixed greeting, four versions on offer, the chosen one comes back."""
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=5) as connection:
        connection.sendall(bytes.fromhex("6060b017 00000405 00000005 00000004 00000000"))
        return any(connection.recv(4))
    return False


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
