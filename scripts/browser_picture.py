#!/usr/bin/env python3
"""Take a picture of the Neo4j Browser answering a query, with a headless Chromium.

It goes the way that a person goes: logs in, drops the style and the query on the window, runs it. The password is
read from NEO4J_PASSWORD. Needs Chromium, as of Debian's package, and `pip install -e ".[dev]"`.
"""

from __future__ import annotations

import argparse
import base64
import os
import re
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page, Route, ViewportSize

STYLE = Path(__file__).parents[1] / "docs" / "browser" / "style.grass"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WINDOW: ViewportSize = {"width": 1280, "height": 620}  # the Browser's own bars, and a whole answer
PATIENCE = 120_000  # milliseconds for any one step, on a busy machine
STILL = 500  # milliseconds in which no node moves

_DROP = """(target, {name, content}) => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], name))
  for (const type of ["dragenter", "dragover", "drop"])
    target.dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer}))
}"""
_PLACES = "nodes => nodes.map(node => node.getAttribute('transform')).join()"


class BrowserError(Exception):
    """The Browser does not do what is asked; the message says what it shows, or what is missing."""


def find_chromium() -> str:
    """Return the path of the machine's Chromium; raise `BrowserError` where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise BrowserError("There is no Chromium; on Debian and Ubuntu: apt-get install chromium")
    return found


@contextmanager
def neo4j_browser(url: str, username: str, password: str) -> Iterator[Page]:
    """Open the Browser of a server in a window and log in; raise `BrowserError` with what it says if it refuses."""
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=find_chromium()) as chromium:
        page = chromium.new_page(viewport=WINDOW)
        page.set_default_timeout(PATIENCE)
        page.route(lambda asked: urlsplit(asked).netloc != urlsplit(url).netloc, _refuse)
        page.goto(url)
        page.get_by_test_id("username").fill(username)
        page.get_by_test_id("password").fill(password)
        page.get_by_test_id("connect").click()
        refusal = page.get_by_test_id("frameStatusbar").filter(has_text=re.compile(r"\S"))
        _wait_for(page.get_by_test_id("frameCommand").filter(has_text=":play start"), refusal)
        yield page


def drop(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the window."""
    page.get_by_test_id("main").evaluate(_DROP, {"name": name, "content": base64.b64encode(content).decode()})


def set_style(page: Page, style: bytes) -> None:
    """Drop a style sheet, and wait until the Browser has taken it."""
    drop(page, "style.grass", style)
    page.get_by_test_id("frameCommand").filter(has_text=":style").first.wait_for()


def ask(page: Page, query: bytes) -> Locator:
    """Drop a query, run it, and return the frame with its answer when nothing moves any more.

    Raises `BrowserError` with the server's words if it refuses the query.
    """
    frames = page.get_by_test_id("frame")
    before = frames.count()
    drop(page, "query.cypher", query)
    page.get_by_text("Paste in editor").click()
    page.get_by_test_id("editor-Run").click()
    frames.nth(before).wait_for()
    frame = frames.first
    _wait_for(frame.get_by_test_id("frame-loaded-contents"), frame.get_by_test_id("cypherFrameErrorMessage"))
    if frame.get_by_test_id("cypherFrameSidebarVisualization").count():
        _wait_until_still(frame.locator("svg g.node"))
    return frame


def main() -> int:
    """Take the picture that the command line asks for; return the exit code."""
    options = _parser().parse_args()
    try:
        query = sys.stdin.buffer.read() if options.query == "-" else Path(options.query).read_bytes()
        with neo4j_browser(options.browser, options.username, os.environ.get("NEO4J_PASSWORD", "")) as page:
            set_style(page, options.style.read_bytes())
            ask(page, query)
            page.screenshot(path=options.picture)
    except (BrowserError, Error, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0


def _refuse(route: Route) -> None:
    """Let nothing but the server answer, so that the picture does not depend on what the network gives."""
    route.abort()


def _wait_for(wanted: Locator, refusal: Locator) -> None:
    wanted.or_(refusal).first.wait_for()
    if refusal.count():
        raise BrowserError(f"The Browser says: {' '.join(refusal.first.inner_text().split())}")


def _wait_until_still(nodes: Locator) -> None:
    nodes.first.wait_for(state="attached")
    places = None
    while places != (places := nodes.evaluate_all(_PLACES)):
        nodes.page.wait_for_timeout(STILL)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("browser", metavar="URL", help="Address of the Browser, as `scripts/neo4j status` prints it.")
    parser.add_argument("query", metavar="QUERY", help="File with the query, or - for standard input.")
    parser.add_argument("picture", metavar="PICTURE", help="PNG file to write.")
    parser.add_argument("--username", default="neo4j", help="Who logs in (%(default)s).")
    parser.add_argument("--style", type=Path, default=STYLE, metavar="FILE", help="Style sheet (docs/browser's own).")
    return parser


if __name__ == "__main__":
    sys.exit(main())
