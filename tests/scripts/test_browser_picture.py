"""The real Neo4j Browser, in a headless Chromium: what the docs tell people to do with it works."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.neo4j_connection import Server
from graph.neo4j_store import Neo4jStore
from graph.vocabulary import ArticleRecord, Entity, EntityKind, Evidence, Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from conftest import Neo4jServer
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "browser_picture.py"
STYLE = ROOT / "docs" / "browser" / "style.grass"
QUESTIONS = ROOT / "docs" / "browser" / "questions"
SIGNATURES = (QUESTIONS / "signatures.cypher").read_bytes()
TEXT = "Mark Carney signed the partnership."
DRAWN = """nodes => nodes.map(node => [
  Array.from(node.querySelectorAll("text.caption"), line => line.textContent.trim()).join(" "),
  node.querySelector("circle.b-outline").getAttribute("fill"),
])"""


@pytest.fixture(scope="module")
def picture(cannot_test_neo4j: Callable[[str], None]) -> ModuleType:
    """Return the script as a module, where there is a Chromium for it."""
    spec = importlib.util.spec_from_file_location("browser_picture", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    try:
        module.find_chromium()
    except module.BrowserError as reason:
        cannot_test_neo4j(str(reason))
    return module


@pytest.fixture(scope="module")
def server(neo4j_server: Neo4jServer, cannot_test_neo4j: Callable[[str], None]) -> Iterator[Neo4jServer]:
    """Return a server in whose store one person has signed one agreement."""
    if neo4j_server.browser_url is None:
        cannot_test_neo4j("Nothing says where the Browser of NEO4J_URI is.")
    neo4j_server.run("MATCH (n) DETACH DELETE n")
    place = Server(neo4j_server.uri, neo4j_server.username, neo4j_server.password, neo4j_server.database)
    with Neo4jStore(place) as store:
        store.put([_article()])
    yield neo4j_server
    neo4j_server.run("MATCH (n) DETACH DELETE n")


def _article() -> ArticleRecord:
    person, pact = Entity(EntityKind.PERSON, "Mark Carney"), Entity(EntityKind.AGREEMENT, "Strategic Partnership")
    signing = {"who": person, "agreement": pact, "date": "2025-09-18"}
    fact = Fact(FactType.SIGNED, signing, (Evidence(0, len(TEXT), TEXT),), 0.9)
    held = {"id": "pact", "fingerprint": "1", "model": "1", "name": "pact", "source": "pact.txt", "text": TEXT}
    return ArticleRecord(**held, words=5, published="2025-09-19", facts=(fact,))


@pytest.fixture(scope="module")
def page(picture: ModuleType, server: Neo4jServer) -> Iterator[Page]:
    """Return the Browser's window, logged in and with the style dropped on it."""
    with picture.neo4j_browser(server.browser_url, server.username, server.password) as page:
        picture.set_style(page, STYLE.read_bytes())
        yield page


def test_a_question_dropped_on_the_window_draws_its_answer(picture: ModuleType, page: Page) -> None:
    """Who signed and what stands on the nodes in full, each in the colour that the style gives it."""
    colours = dict(re.findall(r"node\.(\w+) \{\s*color: (#\w+)", STYLE.read_text(encoding="utf-8")))
    frame = picture.ask(page, SIGNATURES)
    drawn = frame.locator("svg g.node").evaluate_all(DRAWN)
    assert sorted(drawn) == [["Mark Carney", colours["Person"]], ["Strategic Partnership", colours["Agreement"]]]
    assert "SIGNED (1)" in frame.inner_text()


def test_a_zip_dropped_on_the_window_makes_all_questions_favourites(picture: ModuleType, page: Page) -> None:
    """In a folder of their own, under the questions they ask."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in QUESTIONS.iterdir():
            archive.write(path, f"questions/{path.name}")
    picture.drop(page, "questions.zip", packed.getvalue())
    page.get_by_test_id("navigationFavorites").click()
    page.get_by_test_id("expandFolder-questions").click()
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("// ") for path in QUESTIONS.iterdir()]
    listed = page.get_by_test_id("savedScriptsFolder-questions").get_by_test_id("savedScriptListItem")
    listed.nth(len(titles) - 1).wait_for()
    assert sorted(listed.all_inner_texts()) == sorted(titles)


def test_what_the_server_refuses_is_an_error_with_its_words(picture: ModuleType, page: Page) -> None:
    """A picture of an error message would be none of the answer."""
    with pytest.raises(picture.BrowserError, match="Invalid input 'RETRN'"):
        picture.ask(page, b"MATCH (n) RETRN n")


def test_the_script_writes_a_picture_of_the_window(picture: ModuleType, server: Neo4jServer, tmp_path: Path) -> None:
    """A PNG as large as the window."""
    file = tmp_path / "picture.png"
    done = _script(server.browser_url, "-", file, text=SIGNATURES.decode(), password=server.password)
    assert (done.returncode, done.stderr) == (0, "")
    header = file.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert [int.from_bytes(header[at : at + 4]) for at in (16, 20)] == list(picture.WINDOW.values())


@pytest.mark.usefixtures("picture")
def test_who_is_not_let_in_is_told_as_the_browser_tells_it(server: Neo4jServer, tmp_path: Path) -> None:
    """And there is no picture."""
    file = tmp_path / "picture.png"
    # A name that nobody has: wrong passwords of one that exists would shut everybody out for some seconds.
    done = _script(server.browser_url, QUESTIONS / "signatures.cypher", file, "--username=nobody")
    assert done.returncode == 1
    assert "The client is unauthorized" in done.stderr
    assert not file.exists()


def _script(*arguments: Any, password: str = "", text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPT, *arguments],
        env={**os.environ, "NEO4J_PASSWORD": password},
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
