"""JSON lines, and JSON files that hold one object or a list of them."""

from __future__ import annotations

import dataclasses
import json
from typing import IO, TYPE_CHECKING

from graph.errors import InputError
from ingest.readers.assemble import as_text, assemble
from ingest.readers.decode import decode
from ingest.readers.source import NoArticleError, too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import JsonFields, ReadOptions
    from ingest.readers.source import Source


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Article | InputError]:
    """Yield the article of each line, or the error that says why that line has none. Blank lines are nothing.

    Raises:
        InputError: if no line holds anything.
    """
    seen = False
    for number, line in enumerate(_lines(source.stream, options.limits.text), start=1):
        if line is None or line.strip(b"\xef\xbb\xbf \t\r\n"):
            seen = True
            yield _from_line(source.part(f":{number}", f"{source.name}-{number}"), line, options)
    if not seen:
        raise InputError(source.label, "is empty: it holds 0 words", "leave it out, or put articles into it")


def read_json(source: Source, options: ReadOptions) -> Iterator[Article | InputError]:
    """Yield the articles of a JSON file: of its one object, or of each object in its list.

    Raises:
        InputError: if the file is too large, no JSON, or holds something else.
    """
    data = source.whole(limit=options.limits.file)
    value = _parse(decode(data, source.label), source.label)
    if isinstance(value, dict):
        if options.fields.text not in value:
            raise NoArticleError(source.label, *_no_text(options.fields))
        yield _article(source, value, options)
        return
    if not isinstance(value, list) or not value:
        raise InputError(source.label, "holds no object and no list of objects", 'write [{"text": ...}, ...]')
    for number, record in enumerate(value, start=1):
        yield _from_record(source.part(f"[{number}]", f"{source.name}-{number}"), record, options)


def _lines(stream: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """Yield each line, or None for one that is longer than the limit in bytes."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        yield None


def _from_line(part: Source, line: bytes | None, options: ReadOptions) -> Article | InputError:
    if line is None:
        return too_long(part.label, options.limits.text)
    try:
        record = _parse(decode(line, part.label), part.label)
    except InputError as error:
        return error
    return _from_record(part, record, options)


def _from_record(part: Source, record: object, options: ReadOptions) -> Article | InputError:
    try:
        return _article(part, record, options)
    except InputError as error:
        return error


def _parse(text: str, label: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as exc:
        place = f"line {exc.lineno} column {exc.colno}" if exc.lineno > 1 else f"column {exc.colno}"
        raise InputError(label, f"is no JSON ({exc.msg} at {place})", "correct it") from exc
    except (ValueError, RecursionError) as exc:  # numbers of thousands of digits, thousands of brackets
        raise InputError(label, f"is JSON that cannot be read ({exc!r:.80})", "correct it") from exc


def _article(part: Source, record: object, options: ReadOptions) -> Article:
    fields = options.fields
    if not isinstance(record, dict):
        raise InputError(part.label, "is no JSON object", f'write {{"{fields.text}": "..."}}')
    text = record.get(fields.text)
    if not isinstance(text, str):
        raise InputError(part.label, *_no_text(fields))
    named = part.part("", as_text(record.get(fields.id)) or part.name)
    return assemble(named, text.replace("\r\n", "\n"), _stated(record, fields), options)


def _no_text(fields: JsonFields) -> tuple[str, str]:
    """Return reason and remedy for an object without a text."""
    return f'has no text in the field "{fields.text}"', "name the field that holds the text with --field"


def _stated(record: dict[str, object], fields: JsonFields) -> dict[str, object]:
    """Return what a record states, under our names; its other fields keep theirs."""
    names = {theirs: ours for ours, theirs in dataclasses.asdict(fields).items()}
    stated = {key: value for key, value in record.items() if key not in names}
    stated |= {names[key]: value for key, value in record.items() if key in names}
    return {key: value for key, value in stated.items() if key not in {"text", "id"}}
