"""Archives and compressed files: read within limits, and nothing is written."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from typing import TYPE_CHECKING

import pytest

from graph.errors import InputError
from ingest.article import Article
from ingest.readers import Limits, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Accepting, Reading, Refusing

    from ingest.readers import Outcome

TEXT = "Canada and Mexico signed a deal.\n"


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)])
def test_a_compressed_text_is_read(accepting: Accepting, ending: str, pack: Callable[[bytes], bytes]) -> None:
    """Its name loses both endings."""
    article = accepting(f"news.2025.txt.{ending}", pack(TEXT.encode()))
    assert (article.text, article.name) == (TEXT, "news.2025")


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)])
@pytest.mark.parametrize("damage", [lambda data: data[:-12], lambda _: b"junk", lambda d: d[:20] + b"!" + d[21:]])
def test_a_broken_compressed_file_is_refused(
    refusing: Refusing, ending: str, pack: Callable[[bytes], bytes], damage: Callable[[bytes], bytes]
) -> None:
    """Truncated, foreign or damaged data never pass as a shorter text."""
    assert "is broken" in refusing(f"news.txt.{ending}", damage(pack(TEXT.encode() * 3))).reason


def test_members_are_read_in_order(reading: Reading, summary: Callable[[list[Outcome]], list[str]]) -> None:
    """Sorted by path, with archive and member in the source; hidden members are passed over."""
    inner = {
        "b.txt": "two",
        "a/c.md": "*one*",
        ".hidden.txt": "x",
        "__MACOSX/b.txt": "x",
        "t.csv": "x",
        "d/": "",
    }
    outcomes = reading("feed.zip", zipped(inner))
    assert summary(outcomes[1:]) == ["article feed.zip!b.txt", "skipped feed.zip"]
    first = outcomes[0]
    assert isinstance(first, Article)
    assert (first.text, first.name) == ("one", "c")
    assert first.source.endswith("feed.zip!a/c.md")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_the_usual_methods_are_read(accepting: Accepting, method: int) -> None:
    """Stored, deflated and bzip2 members are read."""
    assert accepting("feed.zip", zipped({"a.txt": TEXT}, method)).text == TEXT


def test_an_odd_method_is_refused(refusing: Refusing) -> None:
    """The message names it."""
    assert "method 14" in refusing("feed.zip", zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA)).reason


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/up.txt", "..\\up.txt", "C:\\up.txt"])
def test_a_member_that_leads_out_is_refused_alone(reading: Reading, name: str) -> None:
    """The others are read."""
    outcomes = reading("feed.zip", zipped({name: TEXT, "good.txt": TEXT}))
    [error] = [outcome for outcome in outcomes if isinstance(outcome, InputError)]
    assert "leads out" in error.reason
    assert [o.name for o in outcomes if isinstance(o, Article)] == ["good"]


def test_an_encrypted_member_is_refused(refusing: Refusing) -> None:
    """The flag in both headers says so."""
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in refusing("feed.zip", bytes(data)).reason


def test_a_damaged_member_is_refused_alone(reading: Reading) -> None:
    """A wrong checksum is found, and the other member read."""
    data = zipped({"a.txt": "one wrong", "b.txt": TEXT}, zipfile.ZIP_STORED).replace(b"one wrong", b"one wrung")
    bad, good = reading("feed.zip", data)
    assert isinstance(bad, InputError)
    assert "CRC" in bad.reason
    assert isinstance(good, Article)


@pytest.mark.parametrize("content", [b"", b"no zip at all", zipped({"a.txt": TEXT})[:-30]])
def test_what_is_no_zip_is_refused(refusing: Refusing, content: bytes) -> None:
    """A truncated archive has lost its directory."""
    assert "no zip archive" in refusing("feed.zip", content).reason


@pytest.mark.parametrize("members", [{}, {".hidden.txt": "x"}])
def test_an_archive_without_readable_members_is_refused(refusing: Refusing, members: dict[str, bytes | str]) -> None:
    """It says which endings it looked for."""
    error = refusing("feed.zip", zipped(members))
    assert error.reason == "holds no file that can be read"
    assert ".docx" in error.remedy


def test_a_bomb_is_refused_by_its_ratio(refusing: Refusing) -> None:
    """The default limits stop a gzip bomb soon after its first 10 MB."""
    assert "200 times" in refusing("bomb.jsonl.gz", gzip.compress(bytes(30_000_000))).reason


def test_a_zip_bomb_is_refused_by_its_ratio(reading: Reading) -> None:
    """Each member is stopped; none fills the memory."""
    content = zipped({"a.json": bytes(15_000_000), "b.txt": TEXT})
    bomb, good = reading("bomb.zip", content)
    assert isinstance(bomb, InputError)
    assert "200 times" in bomb.reason
    assert isinstance(good, Article)


def test_a_file_beyond_the_limit_is_refused(refusing: Refusing) -> None:
    """What comes out is counted, whatever the header says."""
    options = ReadOptions(limits=Limits(file=1_000))
    content = gzip.compress(b'{"text": "one"}\n' * 100)
    assert "more than 1,000 bytes" in refusing("news.json.gz", content, options=options).reason


def test_all_members_share_one_limit(reading: Reading) -> None:
    """Once an archive has yielded too much, the rest of it is left, with one error."""
    content = zipped({f"{n}.txt": f"{n} " + TEXT * 10 for n in range(9)})
    outcomes = reading("feed.zip", content, options=ReadOptions(limits=Limits(archive=900)))
    assert [type(outcome) for outcome in outcomes] == [Article, Article, InputError]


def test_nested_archives_share_the_limit(reading: Reading) -> None:
    """An inner archive cannot start the count again."""
    inner = zipped({"a.txt": TEXT * 20}, zipfile.ZIP_STORED)
    content = zipped({"a.zip": inner, "b.zip": inner, "c.zip": inner})
    outcomes = reading("feed.zip", content, options=ReadOptions(limits=Limits(archive=2_500)))
    assert isinstance(outcomes[0], Article)
    assert isinstance(outcomes[-1], InputError)
    assert len(outcomes) == 2


def test_too_many_members_are_refused(refusing: Refusing) -> None:
    """The count is checked before anything is read."""
    content = zipped({f"{n}.txt": TEXT for n in range(4)})
    assert "more than 3 members" in refusing("feed.zip", content, options=ReadOptions(limits=Limits(members=3))).reason


def test_a_huge_directory_is_refused_before_it_is_loaded(refusing: Refusing) -> None:
    """The declared size of the list of members is checked first."""
    data = bytearray(zipped({"a.txt": TEXT}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (0x7FFFFFFF).to_bytes(4, "little")
    assert "members" in refusing("feed.zip", bytes(data)).reason


def test_two_layers_are_read_and_three_are_not(accepting: Accepting, refusing: Refusing) -> None:
    """Archives within archives end at depth two."""
    one = zipped({"a.txt": TEXT})
    two = zipped({"one.zip": one})
    article = accepting("two.zip", two)
    assert article.source.endswith("two.zip!one.zip!a.txt")
    assert accepting("news.zip", zipped({"a.txt.gz": gzip.compress(TEXT.encode())})).name == "a"
    assert "more than 2 times" in refusing("three.zip", zipped({"two.zip": two})).reason


def test_a_compressed_archive_is_read(accepting: Accepting) -> None:
    """The layers may be of any kind."""
    assert accepting("feed.zip.gz", gzip.compress(zipped({"a.txt": TEXT}))).text == TEXT


def test_a_compressed_file_of_unknown_kind_is_refused(refusing: Refusing) -> None:
    """A tar inside is named by its ending."""
    assert '".tar"' in refusing("news.tar.gz", gzip.compress(TEXT.encode())).reason
