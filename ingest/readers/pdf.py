"""PDF: the words of the pages, lines joined to paragraphs again."""

from __future__ import annotations

import io
import re
from statistics import median
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from ingest.readers.assemble import assemble
from ingest.readers.quiet import quiet
from ingest.readers.source import too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import ReadOptions
    from ingest.readers.source import Source

_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 0x7F, *range(0xD800, 0xE000)))
_HYPHEN = re.compile(r"([^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"""[.!?:\u2026]["'\u201d\u2019\u00bb)\]]*$""")
_PLACEHOLDERS = frozenset({"untitled", "anonymous", "(anonymous)", "unspecified", "(unspecified)"})
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")
_FEWEST_PAGES = 3  # with which a repeated line is a header
_SHORT = 0.7  # of the usual line: the paragraph ends here


def read_pdf(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the one article of a PDF file; its creation date counts as published.

    Raises:
        InputError: if it is too large, broken, encrypted or holds no text.
    """
    data = source.whole(limit=options.limits.file)
    try:
        pages, stated = _content(data, source.label, options.limits.text)
    except InputError:
        raise
    # pypdf raises nearly anything on broken files (KeyError, TypeError, RecursionError, ...) besides its own
    # PyPdfError, and documents none of it; one file must not end the run.
    except Exception as exc:
        raise InputError(
            source.label, f"is a broken PDF ({exc!r:.80})", "fetch it again, or repair it with `qpdf IN OUT`"
        ) from exc
    text = join_pages(pages)
    if not text:
        raise InputError(source.label, "is a PDF without text", "run OCR first, e.g. `ocrmypdf IN OUT`")
    yield assemble(source, text, stated, options)


def _content(data: bytes, label: str, limit: int) -> tuple[list[str], dict[str, object]]:
    import pypdf  # noqa: PLC0415 - heavy

    quiet("pypdf")
    reader = pypdf.PdfReader(io.BytesIO(data))
    # Many files that any viewer opens are "encrypted" with the empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(label, "is encrypted", "remove the password first, e.g. `qpdf --decrypt IN OUT`")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text().translate(_CONTROLS))
        if sum(map(len, pages)) > limit:
            raise too_long(label, limit)
    return pages, _stated(reader.metadata)


def _stated(metadata: Any) -> dict[str, object]:
    values = {key: str((metadata or {}).get(f"/{key}") or "") for key in ("Title", "Author", "CreationDate")}
    date = _PDF_DATE.match(values["CreationDate"])
    return {
        "title": _unless_placeholder(values["Title"]),
        "author": _unless_placeholder(values["Author"]),
        "date": "-".join(filter(None, date.groups())) if date else values["CreationDate"],
    }


def _unless_placeholder(value: str) -> str | None:
    return None if value.strip().lower() in _PLACEHOLDERS else value


def join_pages(pages: list[str]) -> str:
    """Return the text of pages: headers and footers dropped, lines joined to paragraphs.

    A first or last line is dropped if there are at least three pages and it is the same on all of them, the
    page's own number apart.
    """
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    lines = [line for page in _without_headers(split) for line in page]
    usual = median([len(line) for line in lines if line] or [0])
    joined = "\n".join(lines)
    paragraphs = [_join(block, joined) for block in _blocks(lines, usual)]
    return "\n\n".join(paragraphs)


def _without_headers(pages: list[list[str]]) -> list[list[str]]:
    pages = [_trim(page) for page in pages]
    if len(pages) < _FEWEST_PAGES:
        return pages
    for place, rest in ((0, slice(1, None)), (-1, slice(None, -1))):
        while _repeated(pages, place):
            pages = [_trim(page[rest]) for page in pages]
    return pages


def _repeated(pages: list[list[str]], place: int) -> bool:
    """Whether the first or last line is the same on all pages but for the page's number."""
    if not all(pages):
        return False
    marked = {
        re.sub(rf"(?<!\d){number}(?!\d)", "\0", page[place], count=1) for number, page in enumerate(pages, start=1)
    }
    return len(marked) == 1 or len({page[place] for page in pages}) == 1


def _trim(lines: list[str]) -> list[str]:
    start = next((at for at, line in enumerate(lines) if line), len(lines))
    end = next((at for at in range(len(lines), start, -1) if lines[at - 1]), start)
    return lines[start:end]


def _blocks(lines: list[str], usual: float) -> Iterator[list[str]]:
    """Yield the lines of each paragraph."""
    block: list[str] = []
    for line in lines:
        if block and (not line or _is_last(block[-1], line, usual)):
            yield block
            block = []
        if line:
            block.append(line)
    if block:
        yield block


def _is_last(line: str, following: str, usual: float) -> bool:
    """Whether a line is short because its paragraph ends: at a full stop, or a heading before a capital."""
    begins = following[0].isupper() or not following[0].isalnum() or following[0].isdigit()
    if len(line) >= _SHORT * usual or not begins:
        return False
    return bool(_ENDS.search(line)) or following[0].isupper()


def _join(lines: list[str], everything: str) -> str:
    text = lines[0]
    for line in lines[1:]:
        text = _glue(text, line, everything)
    return text.replace("\u00ad", "")


def _glue(text: str, line: str, everything: str) -> str:
    """Join a line to what precedes; a word hyphenated at the line's end becomes one word again.

    The hyphen stays where the document writes the word with one elsewhere ("trade-related").
    """
    if text.endswith("\u00ad"):
        return text[:-1] + line
    tail = text[-60:]
    broken, rest = _HYPHEN.search(tail), _WORD.match(line)
    if not broken or not rest or not line[0].islower():
        return f"{text} {line}"
    whole = f"{broken[1]}-{rest[0]}"
    return text + line if whole in everything else text[:-1] + line
