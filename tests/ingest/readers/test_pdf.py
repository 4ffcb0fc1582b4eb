"""PDF: paragraphs come back from lines; what cannot be read is refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen import canvas

from ingest.readers import Limits, ReadOptions
from ingest.readers.pdf import join_pages

if TYPE_CHECKING:
    from conftest import Accepting, Refusing

PAGE = ["Canada and Mexico signed a part-", "nership on Thursday, the prime", "minister said.", "Trade grew."]


def pdf(*pages: list[str]) -> bytes:
    """Return a PDF with these lines on its pages."""
    file = io.BytesIO()
    sheet = canvas.Canvas(file)
    sheet.setTitle("Deal signed")
    sheet.setAuthor("Jane Doe")
    for lines in pages:
        for number, line in enumerate(lines):
            sheet.drawString(50, 750 - 15 * number, line)
        sheet.showPage()
    sheet.save()
    return file.getvalue()


def changed(content: bytes, *, password: str | None = None, created: str | None = None) -> bytes:
    """Return a PDF with a password or another date of creation."""
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    if created:
        writer.add_metadata({"/CreationDate": created})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner")  # noqa: S106 - of a test file
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_lines_become_paragraphs(accepting: Accepting) -> None:
    """Lines are joined, hyphens at their ends undone, paragraphs separated by blank lines."""
    article = accepting("deal.pdf", pdf(PAGE))
    expected = "Canada and Mexico signed a partnership on Thursday, the prime minister said.\n\nTrade grew."
    assert expected == article.text
    assert (article.title, article.author) == ("Deal signed", "Jane Doe")


def test_the_date_of_creation_counts(accepting: Accepting) -> None:
    """The day is that of the writer's own zone."""
    content = changed(pdf(PAGE), created="D:20250919233000-05'00'")
    assert accepting("deal.pdf", content).published == "2025-09-19"


def test_placeholders_are_no_title(accepting: Accepting) -> None:
    """What programs fill in is not what the source states."""
    content = pdf(PAGE).replace(b"(Deal signed)", b"(untitled)   ").replace(b"(Jane Doe)", b"(anonymous)")
    article = accepting("deal.pdf", content)
    assert (article.title, article.author) == (None, None)


def test_an_empty_password_is_none(accepting: Accepting) -> None:
    """A file that any viewer opens is read."""
    assert accepting("deal.pdf", changed(pdf(PAGE), password="")).text.startswith("Canada")


def test_an_encrypted_pdf_is_refused(refusing: Refusing) -> None:
    """The message says how to remove the password."""
    error = refusing("deal.pdf", changed(pdf(PAGE), password="secret"))  # noqa: S106 - of a test file
    assert error.reason == "is encrypted"
    assert "qpdf --decrypt" in error.remedy


def test_a_pdf_without_text_is_refused(refusing: Refusing) -> None:
    """A scan needs OCR first."""
    error = refusing("scan.pdf", pdf([]))
    assert error.reason == "is a PDF without text"
    assert "OCR" in error.remedy


@pytest.mark.parametrize(
    "content", [pdf(PAGE)[:300], b"%PDF-1.7\n", b"", b"no pdf at all", b"%PDF-1.4\n" + b"<<" * 9_999]
)
def test_a_broken_pdf_is_refused(refusing: Refusing, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """A truncated file gives one line and no noise of the library."""
    assert "PDF" in refusing("deal.pdf", content).reason
    assert capfd.readouterr().err == ""


def test_headers_and_footers_go_if_all_pages_have_them() -> None:
    """A line that opens or closes all of three pages is no part of the text, nor is the page's number."""
    pages = [f"The Post\nPage {n} of 3\nBody {word} goes on\n{n}\nFooter" for n, word in enumerate("abc", start=1)]
    assert "Post" not in join_pages(pages)
    assert "Footer" not in join_pages(pages)
    assert "Page" not in join_pages(pages)
    assert "1" not in join_pages(pages)


def test_two_pages_keep_what_they_repeat() -> None:
    """Two pages are too few to tell a header from a text."""
    assert join_pages(["Title\none thing", "Title\nother thing"]).count("Title") == 2


def test_a_header_on_some_pages_stays() -> None:
    """Only what stands on all pages is dropped."""
    assert "Title" in join_pages(["Title\none", "Title\ntwo", "three"])


def test_a_paragraph_runs_over_the_end_of_a_page() -> None:
    """A sentence is not torn where the paper ends."""
    assert "the prime minister of Canada" in join_pages(["He met the prime", "minister of Canada in Ottawa"])


def test_a_hyphen_that_the_word_has_elsewhere_stays() -> None:
    """Compounds keep their hyphen; other words are made whole."""
    text = join_pages(["trade-related rules and trade-\nrelated goods and part-\nnerships of the two"])
    assert text == "trade-related rules and trade-related goods and partnerships of the two"


def test_a_text_beyond_the_limit_is_refused(refusing: Refusing) -> None:
    """The text of the pages is counted while they are read, and never cut."""
    options = ReadOptions(limits=Limits(text=100))
    assert "100 bytes limit" in refusing("deal.pdf", pdf(PAGE, PAGE), options=options).reason
