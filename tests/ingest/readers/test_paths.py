"""Paths, folders and standard input: all that is read, refused and passed over, in order."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError
from ingest.article import Article
from ingest.readers import ReadOptions, Skipped, count_sources, read
from ingest.readers.formats import FORMATS
from ingest.readers.paths import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Refusing

    from ingest.readers import Outcome


def fill(folder: Path, *names: str) -> Path:
    """Write a text of its own into each file."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"words of {name}\n")
    return folder


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Let standard input hold these bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    """The order is that of the whole paths, so it does not depend on the file system."""
    folder = fill(tmp_path, "b.txt", "a/z.md", "a.txt", "a-b/c.txt", "a/b/c.text", "B.txt")
    sources = [o.source.removeprefix(f"{folder}/") for o in read([folder])]
    assert sorted(sources) == sources
    assert len(sources) == 6


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    """So are hidden folders, without a notice."""
    folder = fill(tmp_path, "a.txt", ".b.txt", ".git/c.txt")
    assert [o.source for o in read([folder])] == [f"{folder}/a.txt"]


def test_unknown_endings_are_counted_and_named(tmp_path: Path) -> None:
    """One notice at the end says how many were passed over, and which."""
    folder = fill(tmp_path, "a.txt", "b.csv", "c/d.csv", "e.png", "Makefile")
    article, notice = read([folder])
    assert isinstance(article, Article)
    assert notice == Skipped(str(folder), "4 files with unknown endings: (none), .csv, .png")


def test_a_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    """The notice comes first, then the error with the endings that can be read."""
    notice, error = read([fill(tmp_path, "b.csv")])
    assert notice == Skipped(str(tmp_path), "1 file with an unknown ending: .csv")
    assert isinstance(error, InputError)
    assert error.reason == "holds no file that can be read"
    assert ".eml" in error.remedy


def test_an_unknown_ending_that_was_named_is_refused(refusing: Refusing) -> None:
    """The message names the endings that can be read."""
    error = refusing("news.csv", "a,b")
    assert error.reason == 'has the unknown ending ".csv"'
    assert ".jsonl" in error.remedy


def test_an_unknown_ending_is_read_if_its_format_is_named(tmp_path: Path) -> None:
    """The user knows better; a known ending keeps its own reader."""
    (tmp_path / "news.log").write_text('{"text": "one"}\n{"text": "two"}\n')
    (tmp_path / "a.txt").write_text("three")
    options = ReadOptions(input_format="jsonl")
    texts = [
        o.text for o in read([tmp_path / "news.log", tmp_path / "a.txt"], options=options) if isinstance(o, Article)
    ]
    assert texts == ["one", "two", "three"]


def test_an_unknown_format_is_refused_at_once() -> None:
    """Before anything is read."""
    with pytest.raises(ValueError, match="jsonl"):
        read([], options=ReadOptions(input_format="word"))


def test_a_link_in_circles_is_followed_once(tmp_path: Path) -> None:
    """A folder is read once, whatever links to it."""
    folder = fill(tmp_path, "a/b.txt")
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "again").symlink_to(folder / "a")
    (folder / "self").symlink_to("self")
    outcomes = list(read([folder]))
    assert [o.source for o in outcomes if isinstance(o, Article)] == [f"{folder}/a/b.txt"]
    assert count_sources([folder]) == 1


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    """It is no reason to stop."""
    (fill(tmp_path, "a.txt") / "b.txt").symlink_to("gone.txt")
    article, error = read([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(error, InputError)
    assert error.reason == "does not exist"


@pytest.mark.parametrize("name", ["gone.txt", "gone/deal.txt"])
def test_a_path_that_does_not_exist_is_refused(tmp_path: Path, name: str) -> None:
    """One line names it, and the next path is read."""
    error, article = read([tmp_path / name, fill(tmp_path, "a.txt") / "a.txt"])
    assert str(error) == f"{tmp_path / name}: does not exist; check the path"
    assert isinstance(article, Article)


def test_a_path_that_no_system_has_is_refused() -> None:
    """A NUL in a path and a name too long give an error like any other."""
    outcomes = list(read(["a\0b.txt", "a" * 5_000 + ".txt"]))
    assert [type(outcome) for outcome in outcomes] == [InputError, InputError]


def test_a_file_that_may_not_be_read_is_refused() -> None:
    """The message says how to allow it."""
    error = refusal("a.txt", PermissionError(13, "Permission denied"))
    assert str(error) == "a.txt: may not be read; allow it with `chmod u+r`, or run as its owner"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_without_permission_are_refused(tmp_path: Path) -> None:
    """What the system forbids is reported and the rest read."""
    folder = fill(tmp_path, "a.txt", "b.txt", "c/d.txt")
    (folder / "a.txt").chmod(0)
    (folder / "c").chmod(0)
    kinds = [type(outcome) for outcome in read([folder])]
    (folder / "c").chmod(0o700)
    assert kinds == [InputError, Article, InputError]


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """It would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    [error] = read([tmp_path / "pipe.txt"])
    assert isinstance(error, InputError)
    assert "no regular file" in error.reason


def test_a_device_is_refused() -> None:
    """It would never end."""
    [error] = read(["/dev/zero"])
    assert isinstance(error, InputError)
    assert "no regular file" in error.reason


def test_files_are_opened_one_by_one(tmp_path: Path) -> None:
    """Reading is lazy: what comes later may still change."""
    folder = fill(tmp_path, "a.txt", "b.txt")
    outcomes = read([folder])
    next(outcomes)
    (folder / "b.txt").write_text("changed")
    last = next(outcomes)
    assert isinstance(last, Article)
    assert last.text == "changed"


def test_a_failure_does_not_stop_the_rest(tmp_path: Path, summary: Callable[[list[Outcome]], list[str]]) -> None:
    """Errors are yielded in their place."""
    folder = fill(tmp_path, "a.txt", "c.txt")
    (folder / "b.pdf").write_bytes(b"junk")
    assert summary(list(read([folder]))) == ["article a.txt", "error b.pdf", "article c.txt"]


def test_sources_are_counted_without_opening(tmp_path: Path) -> None:
    """A progress bar needs the number of files that will be read or refused."""
    folder = fill(tmp_path, "a.txt", "b.csv", "c/d.md", ".e.txt")
    (folder / "zero.json").write_bytes(b"")
    assert count_sources([folder, folder / "a.txt", "-", "gone.txt"]) == 3 + 1 + 1 + 1


def test_a_name_that_is_no_utf_8_can_be_stored(tmp_path: Path) -> None:
    """Names of files are bytes; those of articles are text."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("words")
    [article] = read([tmp_path])
    assert isinstance(article, Article)
    assert article.name == "caf\ufffd"
    assert article.source.encode()


@pytest.mark.parametrize(
    ("content", "sources"),
    [
        (b"---\ntitle: T\n---\n\nWords.\n", ["-"]),
        (b'\n {"text": "one"}\n{"text": "two"}\n', ["-:2", "-:3"]),
        (b'\xef\xbb\xbf{"text": "one"}\n', ["-:1"]),
        (b'{\n  "text": "one"\n}\n', ["-"]),
    ],
)
def test_standard_input_is_sniffed(monkeypatch: pytest.MonkeyPatch, content: bytes, sources: list[str]) -> None:
    """A brace begins JSON; all else is text with optional front matter."""
    stdin(monkeypatch, content)
    outcomes = list(read(["-"]))
    assert all(isinstance(outcome, Article) for outcome in outcomes)
    assert sources == [outcome.source for outcome in outcomes]


def test_standard_input_can_be_told_its_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named is not sniffed."""
    stdin(monkeypatch, json.dumps({"text": "one"}).encode())
    [article] = read(["-"], options=ReadOptions(input_format="text"))
    assert isinstance(article, Article)
    assert (article.text, article.name) == ('{"text": "one"}', "stdin")


def test_empty_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that broke upstream is reported."""
    stdin(monkeypatch, b"")
    [error] = read(["-"])
    assert isinstance(error, InputError)
    assert "0 words" in error.reason


def test_each_format_has_its_own_endings() -> None:
    """No ending is claimed twice, and all are written in small letters."""
    endings = [ending for form in FORMATS.values() for ending in form.endings]
    assert len(set(endings)) == len(endings)
    assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


def test_importing_the_readers_imports_no_library() -> None:
    """`kg --help` stays fast: libraries are imported by the reader that needs them."""
    import subprocess  # noqa: PLC0415 - a fresh interpreter

    heavy = "{'trafilatura', 'pypdf', 'docx', 'feedparser', 'yaml', 'markdown_it', 'py3langid', 'lxml', 'numpy'}"
    code = f"import sys, ingest.readers; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == "[]\n"


def test_a_json_file_without_text_in_a_folder(tmp_path: Path) -> None:
    """A JSON file that is no article is passed over in a folder, and refused when it is named."""
    (tmp_path / "notes.json").write_text('{"reviewed": true}')
    (tmp_path / "news.txt").write_text("Canada and Mexico signed a partnership.")

    in_folder = list(read([tmp_path]))
    by_name = list(read([tmp_path / "notes.json"]))

    assert [type(o).__name__ for o in in_folder] == ["Article", "Skipped"]
    assert '1 JSON file without a field "text"' in in_folder[1].reason
    assert isinstance(by_name[0], InputError)
