"""The way in: paths, folders and standard input to articles, failures and notices."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graph.errors import InputError
from ingest.readers.formats import (
    FORMATS,
    ending_for_notice,
    is_readable,
    known_format,
    nothing_readable,
    read_as,
    read_stream,
    skipped,
)
from ingest.readers.options import ReadOptions
from ingest.readers.source import NoArticleError, Outcome, Skipped, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STDIN = "-"
_DEFAULT = ReadOptions()


def read(paths: Iterable[str | Path], *, options: ReadOptions = _DEFAULT) -> Iterator[Outcome]:
    """Yield what becomes of each source, in the order of the paths and, within a folder, of its file paths.

    Args:
        paths: files, folders (read recursively, hidden files apart) and "-" for standard input.
        options: how to read.

    Returns:
        an iterator that opens each file only when its turn comes: an `Article` for each that is read, an
        `InputError` (yielded, not raised) for each that is not, a `Skipped` for files with unknown endings.

    Raises:
        ValueError: if `options.input_format` is unknown.
    """
    known_format(options.input_format)
    return (outcome for path in paths for outcome in _read_path(path, options))


def count_sources(paths: Iterable[str | Path]) -> int:
    """Return how many files `read` will open or refuse, for a progress bar. Opens none."""
    return sum(_count(path) for path in paths)


def _count(path: str | Path) -> int:
    if str(path) == _STDIN or not _is_dir(path):
        return 1
    return sum(isinstance(found, InputError) or is_readable(found.name) for found in _walk(Path(path), set()))


def _read_path(path: str | Path, options: ReadOptions) -> Iterator[Outcome]:
    if str(path) == _STDIN:
        return _read_stdin(options)
    if _is_dir(path):
        return _read_folder(Path(path), options)
    return _read_file(Path(path), options)


def _read_folder(folder: Path, options: ReadOptions) -> Iterator[Outcome]:
    unknown: Counter[str] = Counter()
    known = foreign = 0
    for found in _walk(folder, set()):
        if isinstance(found, InputError):
            known += 1
            yield found
        elif is_readable(found.name):
            known += 1
            for outcome in _read_file(found, options):
                if isinstance(outcome, NoArticleError):
                    foreign += 1
                else:
                    yield outcome
        else:
            unknown[ending_for_notice(found.name)] += 1
    if unknown:
        yield skipped(_label(folder), unknown)
    if foreign:
        files = "1 JSON file" if foreign == 1 else f"{foreign} JSON files"
        yield Skipped(_label(folder), f'{files} without a field "{options.fields.text}"')
    if known == foreign:
        yield nothing_readable(_label(folder))


def _read_file(path: Path, options: ReadOptions) -> Iterator[Outcome]:
    label = _label(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield InputError(label, "is no regular file but a pipe, socket or device", "use - for standard input")
            return
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        yield refusal(label, error)
        return
    with stream:
        yield from read_stream(label, Path(label).name, stream, options)


def _read_stdin(options: ReadOptions) -> Iterator[Outcome]:
    stream = sys.stdin.buffer
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream))
    name = options.input_format or _sniff(buffered.peek(4_096))
    yield from read_as(Source(_STDIN, "stdin", buffered), FORMATS[name].reader, options)


def _sniff(start: bytes) -> str:
    """Return the format a stream's first bytes look like: a brace alone begins an object of many lines."""
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return "text"
    return "json" if first == b"{" else "jsonl"


def refusal(label: str, error: OSError | ValueError) -> InputError:
    """Return the error for a path that the system does not open."""
    if isinstance(error, FileNotFoundError):
        return InputError(label, "does not exist", "check the path")
    if isinstance(error, PermissionError):
        return InputError(label, "may not be read", "allow it with `chmod u+r`, or run as its owner")
    reason = getattr(error, "strerror", None) or error
    return InputError(label, f"cannot be opened ({reason})", "check the path")


def _walk(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path | InputError]:
    """Yield the files below a folder in the order of their paths; each folder once, whatever links to it."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=_path_order)
    except OSError as error:
        yield refusal(_label(folder), error)
        return
    if (status.st_dev, status.st_ino) in visited:
        return
    visited.add((status.st_dev, status.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_dir(entry.path):
            yield from _walk(folder / entry.name, visited)
        else:
            yield folder / entry.name


def _path_order(entry: os.DirEntry[str]) -> str:
    return f"{entry.name}/" if _is_dir(entry.path) else entry.name


def _is_dir(path: str | Path) -> bool:
    """Whether a path is a folder; what cannot be looked at is none."""
    try:
        return stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return False


def _label(path: Path) -> str:
    """Return a path as text that can be stored, even where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace") if "\0" not in str(path) else str(path)
