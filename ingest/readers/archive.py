"""Zip archives: their members, read one after the other without unpacking to disk."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import IO, TYPE_CHECKING

from graph.errors import InputError
from ingest.readers.packed import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.readers.options import Limits
    from ingest.readers.packed import Budget
    from ingest.readers.source import Source

_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_RECORD = 512  # bytes of the directory that one member takes, generously
_END = struct.Struct("<4s4H2LH")


def open_zip(source: Source, limits: Limits) -> zipfile.ZipFile:
    """Open an archive.

    Raises:
        InputError: if it is no zip archive or has too many members.
    """
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.whole(limit=limits.file))
    try:
        crowded = _directory_size(stream) > _RECORD * limits.members
        archive = None if crowded else zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as exc:
        raise InputError(source.label, f"is no zip archive, or a broken one ({exc})", "pack it again") from exc
    if archive is None or len(archive.infolist()) > limits.members:
        raise InputError(source.label, f"holds more than {limits.members:,} members", "split the archive")
    return archive


def members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Yield the files of an archive in the order of their paths, without hidden ones and folders."""
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        if not info.is_dir() and not _is_hidden(info.filename):
            yield info


def open_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, label: str, limits: Limits, budget: Budget
) -> IO[bytes]:
    """Open a member for reading within limits.

    Raises:
        InputError: if its path leads out of the archive, or it is encrypted, broken or oddly compressed.
    """
    _check(info, label)
    try:
        stream = archive.open(info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as exc:
        raise InputError(label, f"is broken ({exc})", "pack the archive again") from exc
    return unpacked(stream, lambda: info.compress_size, label=label, limits=limits, budget=budget)


def _check(info: zipfile.ZipInfo, label: str) -> None:
    if _leads_out(info.filename):
        raise InputError(label, "its path leads out of the archive", "pack the archive again with plain paths")
    if info.flag_bits & _ENCRYPTED:
        raise InputError(label, "is encrypted", "unpack the archive with its password and read the files")
    if info.compress_type not in _METHODS:
        raise InputError(label, f"has compression method {info.compress_type}", "pack it with deflate, the default")


def _parts(name: str) -> list[str]:
    return name.replace("\\", "/").split("/")


def _leads_out(name: str) -> bool:
    parts = _parts(name)
    return parts[0] == "" or ".." in parts or parts[0].endswith(":")


def _is_hidden(name: str) -> bool:
    return not _leads_out(name) and any(part.startswith(".") or part == "__MACOSX" for part in _parts(name))


def _directory_size(stream: IO[bytes]) -> int:
    """Return the declared bytes of the list of members, which zipfile loads whole; 0 where it is not found.

    An archive of the 64-bit form declares 0xFFFFFFFF here, and the real size before it.
    """
    end = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, end - 65_536 - _END.size - 76))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        return 0
    size = int(_END.unpack_from(tail, at)[5])
    if size == 0xFFFFFFFF and at >= 76:
        size = int(struct.unpack_from("<Q", tail, at - 76 + 40)[0])
    return size
