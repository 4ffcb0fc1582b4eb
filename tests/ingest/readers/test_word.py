"""DOCX: everything a reader sees, in order."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml

from ingest.readers import Limits, ReadOptions

if TYPE_CHECKING:
    from conftest import Accepting, Refusing

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    """Return the bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def example() -> docx.document.Document:
    """Return a document with paragraphs and a table between them."""
    document = docx.Document()
    document.core_properties.title = "Deal signed"
    document.core_properties.author = "Jane Doe"
    document.core_properties.created = dt.datetime(2025, 9, 19, 23, 30)  # noqa: DTZ001 - as DOCX writes it
    document.add_paragraph("Before the table.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Good", "Rate", "Steel", "25%"], strict=True):
        cell.text = text
    document.add_paragraph("After the table.")
    return document


def test_paragraphs_and_tables_come_in_order(accepting: Accepting) -> None:
    """A row is a line; the core properties state the fields."""
    article = accepting("deal.docx", saved(example()))
    assert article.text == "Before the table.\n\nGood | Rate\nSteel | 25%\n\nAfter the table."
    assert (article.title, article.author, article.published) == ("Deal signed", "Jane Doe", "2025-09-19")


def test_insertions_count_and_deletions_do_not(accepting: Accepting) -> None:
    """Tracked changes read as if accepted."""
    document = docx.Document()
    paragraph = document.add_paragraph("The rate is ")
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>25</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>50</w:t></w:r></w:ins>"))
    paragraph.add_run(" percent.")
    assert accepting("deal.docx", saved(document)).text == "The rate is 50 percent."


def test_content_controls_are_read(accepting: Accepting) -> None:
    """Word wraps forms and cover pages in them."""
    document = docx.Document()
    inner = "<w:sdtContent><w:p><w:r><w:t>Inside the control.</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(0, parse_xml(f"<w:sdt {W}>{inner}</w:sdt>"))
    assert accepting("deal.docx", saved(document)).text == "Inside the control."


def test_merged_cells_are_read_once(accepting: Accepting) -> None:
    """A cell that spans columns is one cell."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Steel and cars"
    table.cell(0, 2).text = "25%"
    assert accepting("deal.docx", saved(document)).text == "Steel and cars | 25%"


def test_a_table_in_a_cell_is_read_once(accepting: Accepting) -> None:
    """Nested tables are part of their cell."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Outer"
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "Inner"
    assert accepting("deal.docx", saved(document)).text == "Outer | Inner"


@pytest.mark.parametrize("content", [b"no zip", b"", saved(example())[:2_000]])
def test_a_broken_document_is_refused(refusing: Refusing, content: bytes) -> None:
    """A truncated file gives one line."""
    assert "broken DOCX" in refusing("deal.docx", content).reason


def test_a_zip_that_is_no_document_is_refused(refusing: Refusing) -> None:
    """An archive with another ending is not mistaken."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "words")
    assert "broken DOCX" in refusing("deal.docx", file.getvalue()).reason


def test_an_encrypted_document_is_refused(refusing: Refusing) -> None:
    """Word wraps encrypted documents, like old ones, in OLE."""
    assert "encrypted" in refusing("deal.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)).reason


def test_an_empty_document_is_refused(refusing: Refusing) -> None:
    """It holds no words."""
    assert "0 words" in refusing("deal.docx", saved(docx.Document())).reason


def test_a_document_that_unpacks_beyond_the_limit_is_refused(refusing: Refusing) -> None:
    """A DOCX may be a bomb like any zip."""
    options = ReadOptions(limits=Limits(file=50_000))
    assert "50000 bytes limit" in refusing("deal.docx", saved(example()), options=options).reason
    options = ReadOptions(limits=Limits(ratio=2, ratio_from=1_000))
    assert "times its size" in refusing("deal.docx", saved(example()), options=options).reason
