"""HTML pages: the article, without what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.article import Article

if TYPE_CHECKING:
    from conftest import Accepting, Reading, Refusing

HEAD = """<html lang="en-GB"><head><meta charset="{charset}"><title>Deal | The Post</title>
<meta property="og:site_name" content="The Post"><meta property="og:title" content="Deal signed">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="{date}">
<link rel="canonical" href="https://post.example/deal"></head>"""
BODY = """<body><nav><a href="/">Home</a><a href="/b">Business</a></nav><article><h1>Deal signed</h1>
<p>Canada and Mexico <b>signed</b> a partnership on Thursday, Prime Minister <a href="x">Mark
Carney</a> said in a café in Mexico City.</p>
<p>Trade between the two was worth $32 billion last year.<br>It grew.</p>
<ul><li>Steel: a tariff of 25 percent</li><li>Cars: a tariff of 15 percent</li></ul>
<table><tr><th>Good</th><th>Rate</th></tr><tr><td>Steel</td><td>25%</td></tr></table></article>
<div id="comments"><p>First! I do not agree with any of this at all, said a commenter.</p></div>
<footer>Copyright 2019 The Post</footer><script>var x = "evil";</script></body></html>"""
TEXT = """Deal signed

Canada and Mexico signed a partnership on Thursday, Prime Minister Mark Carney said in a café in Mexico City.

Trade between the two was worth $32 billion last year.
It grew.

Steel: a tariff of 25 percent
Cars: a tariff of 15 percent

Good | Rate
Steel | 25%"""


def page(date: str = "2025-09-19T23:30:00-05:00", charset: str = "utf-8") -> bytes:
    """Return a page in an encoding."""
    return (HEAD.format(date=date, charset=charset) + BODY).encode(charset)


@pytest.mark.parametrize("ending", ["html", "htm", "xhtml"])
def test_the_article_is_read_and_its_surroundings_are_not(accepting: Accepting, ending: str) -> None:
    """Paragraphs are separated by blank lines; menus, comments and footers are left out."""
    article = accepting(f"deal.{ending}", page())
    assert article == Article(
        name="deal",
        source=article.source,
        text=TEXT,
        title="Deal signed",
        published="2025-09-19",
        language="en",
        outlet="The Post",
        author="Jane Doe",
        url="https://post.example/deal",
    )


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "shift_jis"])
def test_the_declared_encoding_is_used(accepting: Accepting, charset: str) -> None:
    """A page says in what it is written."""
    content = (HEAD.format(date="2025-09-19", charset=charset) + BODY.replace("café", "cafe ")).encode(charset)
    assert "cafe" in accepting("deal.html", content).text


def test_latin_letters_survive(accepting: Accepting) -> None:
    """A page in Latin-1 has its accents."""
    assert "café" in accepting("deal.html", page(charset="iso-8859-1")).text


def test_a_page_that_is_not_of_its_encoding_is_refused(refusing: Refusing) -> None:
    """No replacement characters are put into a text."""
    content = page().replace("café".encode(), b"caf\xe9")
    assert "is not UTF-8" in refusing("deal.html", content).reason


def test_an_unknown_encoding_is_refused(refusing: Refusing) -> None:
    """The message names the encoding."""
    assert '"x-klingon"' in refusing("deal.html", page().replace(b'"utf-8"', b'"x-klingon"')).reason


def test_a_year_in_the_footer_is_no_date(accepting: Accepting) -> None:
    """Only what the page declares is its date."""
    content = page().replace(b'property="article:published_time"', b'name="other"')
    assert accepting("deal.html", content).published is None


def test_a_month_stays_a_month(accepting: Accepting) -> None:
    """No day is made up."""
    assert accepting("deal.html", page("2025-09")).published == "2025-09"


@pytest.mark.parametrize(
    ("declaration", "published"),
    [
        (
            '<script type="application/ld+json">{"a": [{"datePublished": "2025-09-19T01:00Z"}]}</script>',
            "2025-09-19",
        ),
        (
            '<script type="application/ld+json">{broken</script><time datetime="2025-09-19">x</time>',
            "2025-09-19",
        ),
        ("<time>September 19, 2025</time>", "2025-09-19"),
        ('<time datetime="2020-01-01">x</time><time pubdate datetime="2025-09-19">y</time>', "2025-09-19"),
        ('<meta itemprop="datePublished" content="2025-09-19">', "2025-09-19"),
    ],
)
def test_a_date_may_be_declared_in_other_ways(accepting: Accepting, declaration: str, published: str) -> None:
    """JSON-LD, the usual `meta` and `time` are understood, and broken JSON is passed over."""
    content = page().replace(b'property="article:published_time"', b'name="other"')
    assert accepting("deal.html", content.replace(b"</head>", f"{declaration}</head>".encode())).published == published


def test_a_page_of_links_is_refused(refusing: Refusing) -> None:
    """A front page is a list of articles, not one."""
    links = "".join(f"<li><a href='/{n}'>Story number {n} about tariffs and trade</a></li>" for n in range(40))
    content = f"<html><body><h1>Latest</h1><ul>{links}</ul></body></html>"
    assert "no article" in refusing("front.html", content).reason


def test_a_date_after_today_and_an_old_one_are_kept(accepting: Accepting) -> None:
    """The result does not depend on the day of reading."""
    assert accepting("deal.html", page("2150-01-02")).published == "2150-01-02"
    assert accepting("deal.html", page("1912-04-15")).published == "1912-04-15"


@pytest.mark.parametrize(
    "content",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<",
        "<!-- x -->",
    ],
)
def test_a_page_without_an_article_is_refused(refusing: Refusing, content: str) -> None:
    """A page of links holds nothing to read."""
    assert "no article" in refusing("deal.html", content).reason


def test_hostile_nesting_does_not_end_the_run(reading: Reading) -> None:
    """A hundred thousand open tags give one outcome, whichever."""
    assert len(reading("deal.html", "<html><body>" + "<div>" * 100_000 + "words")) == 1
