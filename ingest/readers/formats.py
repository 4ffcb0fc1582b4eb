"""Which ending is read by which reader, and how what is packed is unpacked on the way there."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from graph.errors import InputError
from ingest.readers.archive import members, open_member, open_zip
from ingest.readers.feed import read_feed
from ingest.readers.json_records import read_json, read_jsonl
from ingest.readers.mail import read_mail
from ingest.readers.markdown import read_markdown
from ingest.readers.packed import UNPACKERS, Budget, unpacked
from ingest.readers.pdf import read_pdf
from ingest.readers.plain import read_plain
from ingest.readers.source import Outcome, Skipped, Source
from ingest.readers.web_page import read_html
from ingest.readers.word import read_docx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zipfile import ZipFile, ZipInfo

    from ingest.article import Article
    from ingest.readers.options import ReadOptions


class Reader(Protocol):
    """From an opened source to its articles; raises InputError if there are none."""

    def __call__(self, source: Source, options: ReadOptions) -> Iterator[Article | InputError]:
        """Yield the articles, and an error for each record that cannot be read."""


class Format(NamedTuple):
    """How a format is read, and the endings it goes by."""

    reader: Reader
    endings: tuple[str, ...]


FORMATS: dict[str, Format] = {
    "text": Format(read_plain, (".txt", ".text")),
    "markdown": Format(read_markdown, (".md", ".markdown")),
    "html": Format(read_html, (".html", ".htm", ".xhtml")),
    "pdf": Format(read_pdf, (".pdf",)),
    "docx": Format(read_docx, (".docx",)),
    "mail": Format(read_mail, (".eml",)),
    "json": Format(read_json, (".json",)),
    "jsonl": Format(read_jsonl, (".jsonl", ".ndjson")),
    "feed": Format(read_feed, (".rss", ".atom", ".xml")),
}
READERS: dict[str, Reader] = {ending: form.reader for form in FORMATS.values() for ending in form.endings}
ARCHIVE = ".zip"
_MOST_NAMED = 12


def is_readable(file_name: str) -> bool:
    """Whether a file of this name has an ending that can be read, packed or not."""
    inner, _ = _unpacked_name(file_name)
    return _ending(inner) in READERS or _ending(inner) == ARCHIVE


def name_of(file_name: str) -> str:
    """Return a file's name without its endings, those of compression included."""
    inner, _ = _unpacked_name(file_name)
    return PurePath(inner).stem


def readable_endings() -> str:
    """Return the endings that can be read, for messages."""
    return f"{', '.join(READERS)}, {ARCHIVE}, and each followed by {', '.join(UNPACKERS)}"


def read_stream(label: str, file_name: str, stream: IO[bytes], options: ReadOptions) -> Iterator[Outcome]:
    """Yield what becomes of one file.

    Args:
        label: how messages and articles name it.
        file_name: its name; the endings say how to read it.
        stream: its bytes, buffered.
        options: how to read.
    """
    packing = _Packing(options, Budget(options.limits.archive))
    yield from packing.read(label, file_name, stream, depth=0, fallback=options.input_format)


def read_as(source: Source, reader: Reader, options: ReadOptions) -> Iterator[Outcome]:
    """Yield what a reader makes of a source; its error is the last that is yielded."""
    try:
        for outcome in reader(source, options):
            yield without_frames(outcome) if isinstance(outcome, InputError) else outcome
    except InputError as error:
        yield without_frames(error)
    except OSError as error:
        yield InputError(source.label, f"reading failed ({error.strerror or error})", "check the disk")


def without_frames(error: InputError) -> InputError:
    """Return an error that no longer holds on to the frames, and so to the texts, that it passed through."""
    chained: BaseException | None = error
    while chained is not None:
        chained.__traceback__ = None
        chained = chained.__cause__ or chained.__context__
    return error


def skipped(label: str, unknown: Counter[str]) -> Skipped:
    """Return the notice that files with unknown endings were passed over."""
    endings = sorted(unknown)
    named = ", ".join(endings[:_MOST_NAMED])
    more = f" and {len(endings) - _MOST_NAMED} more" if len(endings) > _MOST_NAMED else ""
    count = unknown.total()
    files = "1 file with an unknown ending" if count == 1 else f"{count} files with unknown endings"
    return Skipped(label, f"{files}: {named}{more}")


def ending_for_notice(file_name: str) -> str:
    """Return a file's last ending as a notice names it."""
    return _ending(file_name) or "(none)"


def nothing_readable(label: str) -> InputError:
    """Return the error for a folder or archive in which nothing can be read."""
    return InputError(label, "holds no file that can be read", f"files that can be read end in {readable_endings()}")


class _Packing:
    """Reading through archives and compressions, which share one budget."""

    def __init__(self, options: ReadOptions, budget: Budget) -> None:
        self._options = options
        self._budget = budget

    def read(
        self, label: str, file_name: str, stream: IO[bytes], *, depth: int, fallback: str | None = None
    ) -> Iterator[Outcome]:
        try:
            inner, openings = _unpacked_name(file_name)
            self._check_depth(label, depth + len(openings) + (_ending(inner) == ARCHIVE))
            for ending in openings:
                stream = self._unpack(stream, ending, label)
            source = Source(label, name_of(file_name), stream)
            if _ending(inner) == ARCHIVE:
                yield from self._archive(source, depth=depth + len(openings) + 1)
            else:
                yield from read_as(source, _reader(label, inner, fallback), self._options)
        except InputError as error:
            yield without_frames(error)

    def _check_depth(self, label: str, depth: int) -> None:
        most = self._options.limits.depth
        if depth > most:
            raise InputError(label, f"is packed more than {most} times", "unpack the outer archive and read that")

    def _unpack(self, stream: IO[bytes], ending: str, label: str) -> IO[bytes]:
        decompressor = UNPACKERS[ending](stream)
        limits = self._options.limits
        return unpacked(decompressor, stream.tell, label=label, limits=limits, budget=self._budget)

    def _archive(self, source: Source, *, depth: int) -> Iterator[Outcome]:
        with open_zip(source, self._options.limits) as archive:
            yield from self._members(archive, source.label, depth=depth)

    def _members(self, archive: ZipFile, label: str, *, depth: int) -> Iterator[Outcome]:
        unknown: Counter[str] = Counter()
        known = 0
        for info in members(archive):
            if not is_readable(info.filename):
                unknown[ending_for_notice(info.filename)] += 1
                continue
            known += 1
            yield from self._member(archive, info, f"{label}!{info.filename}", depth=depth)
            if self._budget.left < 0:
                return
        if unknown:
            yield skipped(label, unknown)
        if not known:
            yield nothing_readable(label)

    def _member(self, archive: ZipFile, info: ZipInfo, label: str, *, depth: int) -> Iterator[Outcome]:
        try:
            stream = open_member(archive, info, label=label, limits=self._options.limits, budget=self._budget)
        except InputError as error:
            yield without_frames(error)
            return
        with stream:
            yield from self.read(label, info.filename, stream, depth=depth)


def _reader(label: str, file_name: str, fallback: str | None) -> Reader:
    ending = _ending(file_name)
    if ending in READERS:
        return READERS[ending]
    if fallback:
        return FORMATS[fallback].reader
    wrong = f'has the unknown ending "{ending}"' if ending else "has no ending"
    raise InputError(label, wrong, f"files that can be read end in {readable_endings()}")


def _unpacked_name(file_name: str) -> tuple[str, list[str]]:
    """Return the name without the endings of compression, and those endings, the outermost first."""
    openings: list[str] = []
    while (ending := _ending(file_name)) in UNPACKERS:
        openings.append(ending)
        file_name = file_name[: -len(ending)]
    return file_name, openings


def _ending(file_name: str) -> str:
    return PurePath(file_name).suffix.lower()


def known_format(name: str | None) -> None:
    """Raise ValueError if a format's name is not in `FORMATS`."""
    if name is not None and name not in FORMATS:
        raise ValueError(f"input_format: {name!r} is unknown; one of {_listed(FORMATS)}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
