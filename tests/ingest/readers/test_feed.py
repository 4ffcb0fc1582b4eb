"""Feeds: each entry an article, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError
from ingest.article import Article

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Accepting, Reading, Refusing

RSS = """<?xml version="1.0"?>{doctype}
<rss version="2.0"><channel><title>The Post</title><language>en-gb</language>
<item><title>Deal &amp;amp; trade</title><link>https://post.example/1</link><guid>g-1</guid>
<pubDate>Fri, 19 Sep 2025 23:30:00 -0500</pubDate><author>jane@post.example (Jane)</author>
<description>&lt;p&gt;Canada &lt;b&gt;signed&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;It grew.{entity}&lt;/p&gt;</description></item>
<item><title>Second</title><description>Plain words &amp;lt; more.</description></item>
<item><title>No text</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>
<entry><id>tag:1</id><title>Deal</title>
<updated>2025-09-19T23:30:00-05:00</updated>
<link href="https://post.example/1"/><author><name>Jane</name></author>
<summary>Short.</summary>
<content type="html">&lt;p&gt;The whole content.&lt;/p&gt;</content></entry></feed>"""


def rss(*, doctype: str = "", entity: str = "") -> str:
    """Return a feed of three entries, the last without text."""
    return RSS.format(doctype=doctype, entity=entity)


@pytest.mark.parametrize("ending", ["rss", "xml"])
def test_each_entry_is_an_article(reading: Reading, ending: str) -> None:
    """Its HTML becomes text, the channel is the outlet; an entry without text fails alone."""
    first, second, third = reading(f"feed.{ending}", rss())
    assert isinstance(first, Article)
    assert first == Article(
        name="g-1",
        source=first.source,
        text="Canada signed.\n\nIt grew.",
        title="Deal & trade",
        published="2025-09-19",
        language="en",
        outlet="The Post",
        author=first.author,
        url="https://post.example/1",
    )
    assert isinstance(second, Article)
    assert (second.name, second.text, second.published) == ("feed-2", "Plain words < more.", None)
    assert isinstance(third, InputError)
    assert third.source.endswith(f"feed.{ending}[3]")


def test_atom_content_is_preferred_to_its_summary(accepting: Accepting) -> None:
    """The whole text is read, not the teaser."""
    article = accepting("feed.atom", ATOM)
    assert (article.name, article.text, article.published) == ("tag:1", "The whole content.", "2025-09-19")
    assert (article.author, article.outlet, article.url) == ("Jane", "The Post", "https://post.example/1")


@pytest.mark.parametrize("content", ["<urlset><url>x</url></urlset>", "no xml", "<a>&b;</a>"])
def test_xml_that_is_no_feed_is_refused(refusing: Refusing, content: str) -> None:
    """A site map is not a feed."""
    assert "no RSS or Atom feed" in refusing("map.xml", content).reason


def test_a_feed_without_entries_is_refused(refusing: Refusing) -> None:
    """It says what it is."""
    assert "without entries" in refusing("feed.rss", '<rss version="2.0"><channel/></rss>').reason


def test_a_truncated_feed_is_reported(reading: Reading) -> None:
    """What is left is read, and the loss is not silent."""
    outcomes = reading("feed.rss", rss()[:-100])
    assert isinstance(outcomes[0], Article)
    assert isinstance(outcomes[-1], InputError)
    assert "entries may be missing" in outcomes[-1].reason


def test_a_feed_that_names_a_file_is_not_that_file(refusing: Refusing, tmp_path: Path) -> None:
    """The bytes of a feed are never taken for a path or a URL."""
    other = tmp_path / "other.rss"
    other.write_text(rss())
    assert "no RSS" in refusing("feed.rss", str(other)).reason


@pytest.mark.parametrize("entity", ['x SYSTEM "file:///etc/passwd"', 'x "&y;&y;&y;&y;&y;"'])
def test_entities_are_refused(refusing: Refusing, entity: str) -> None:
    """A feed can neither read files of the machine nor explode."""
    content = rss(doctype=f"<!DOCTYPE rss [<!ENTITY {entity}>]>", entity="&x;")
    assert "entities" in refusing("feed.rss", content).reason


def test_entities_stay_unread_in_any_encoding(reading: Reading, tmp_path: Path) -> None:
    """Where the check cannot see them, the parser does not follow them either."""
    (tmp_path / "secret").write_text("hunter2")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    outcomes = reading("feed.rss", rss(doctype=doctype, entity="&x;").encode("utf-16"))
    assert "hunter2" not in "".join(o.text for o in outcomes if isinstance(o, Article))


def test_an_empty_feed_is_refused(refusing: Refusing) -> None:
    """An empty file is called that."""
    assert "0 words" in refusing("feed.rss", " ").reason
