"""DOCX: paragraphs and tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from ingest.readers.assemble import assemble
from ingest.readers.source import too_long

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.article import Article
    from ingest.readers.options import Limits, ReadOptions
    from ingest.readers.source import Source

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Deleted text, text moved away, and what Word keeps for programs that cannot show the choice before it.
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "pPr", "rPr"})
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"})


def read_docx(source: Source, options: ReadOptions) -> Iterator[Article]:
    """Yield the one article of a Word document; the date of its creation counts as published.

    Raises:
        InputError: if it is too large, broken, encrypted or empty.
    """
    data = source.whole(limit=options.limits.file)
    if data.startswith(_OLE):
        raise InputError(
            source.label,
            "is encrypted, or an old .doc",
            "save it in Word as .docx without a password",
        )
    text, stated = _content(data, source.label, options.limits)
    yield assemble(source, text, stated, options)


def _content(data: bytes, label: str, limits: Limits) -> tuple[str, dict[str, object]]:
    import docx  # noqa: PLC0415 - heavy

    try:
        _check_size(data, label, limits)
        document = docx.Document(io.BytesIO(data))
        return "\n\n".join(_blocks(document.element.body)), _stated(document.core_properties)
    except InputError:
        raise
    # python-docx lets through whatever its zip and XML layers raise on broken files (BadZipFile, KeyError,
    # XMLSyntaxError, ValueError, ...) and documents none of it; one file must not end the run.
    except Exception as exc:
        raise InputError(label, f"is a broken DOCX ({exc!r:.80})", "open it in Word and save it again") from exc


def _check_size(data: bytes, label: str, limits: Limits) -> None:
    """Refuse a document that would unpack beyond the limits; zipfile reads no more than is declared."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        size = sum(part.file_size for part in parts.infolist())
    if size > limits.file:
        raise too_long(label, limits.file)
    if size > limits.ratio_from and size > limits.ratio * len(data):
        raise InputError(label, f"unpacks to {size // max(len(data), 1)} times its size", "leave it out")


def _stated(properties: Any) -> dict[str, object]:
    created = properties.created
    return {
        "title": properties.title,
        "author": properties.author,
        "date": created.date().isoformat() if created else None,
        "language": properties.language,
        "subject": properties.subject,
        "keywords": properties.keywords,
    }


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the paragraphs and tables of a body, cell or text box."""
    for child in parent:
        match _tag(child):
            case "p":
                yield from _paragraph(child)
            case "tbl":
                yield from filter(None, ["\n".join(_rows(child))])
            case tag if tag in _WRAPPERS:
                yield from _blocks(child)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """Yield a paragraph's text, then that of the text boxes anchored in it."""
    boxes: list[Any] = []
    text = "".join(_pieces(paragraph, boxes)).strip()
    if text:
        yield text
    for box in boxes:
        yield from _blocks(box)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == "txbxContent":
            boxes.append(child)
        elif tag not in _UNSEEN:
            yield from _pieces(child, boxes)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{{{table.nsmap['w']}}}tr"):
        if next(row.iterancestors(f"{{{table.nsmap['w']}}}tbl")) is not table:
            continue  # a row of a table within a cell, which stands in that cell's text
        cells = [cell for cell in row.iter(f"{{{table.nsmap['w']}}}tc") if _row_of(cell) is row]
        line = " | ".join(" ".join(" ".join(_blocks(cell)).split()) for cell in cells)
        if line.strip(" |"):
            yield line


def _row_of(cell: Any) -> Any:
    return next(ancestor for ancestor in cell.iterancestors() if _tag(ancestor) == "tr")


def _tag(element: Any) -> str:
    """Return the tag without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
