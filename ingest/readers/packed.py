"""Decompression with limits: what comes out is counted while it comes, never believed beforehand."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

    from ingest.readers.options import Limits

_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, MemoryError)


def _bz2(packed: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", bz2.BZ2File(packed))


def _gzip(packed: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=packed))


def _xz(packed: IO[bytes]) -> IO[bytes]:
    return cast("IO[bytes]", lzma.LZMAFile(packed))


UNPACKERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {".bz2": _bz2, ".gz": _gzip, ".xz": _xz}


@dataclass(slots=True)
class Budget:
    """Bytes that may still come out of one outermost archive."""

    left: int


class Unpacked(io.RawIOBase):
    """What comes out of a decompressor, until a limit is passed.

    Args:
        stream: the decompressor.
        consumed: returns how many compressed bytes it has read.
        label: the source's name, for messages.
        limits: sizes beyond which it is refused.
        budget: what the outermost archive may still yield; is lowered.
    """

    def __init__(
        self, stream: IO[bytes], consumed: Callable[[], int], *, label: str, limits: Limits, budget: Budget
    ) -> None:
        """Wrap a decompressor."""
        super().__init__()
        self._stream = stream
        self._consumed = consumed
        self._label = label
        self._limits = limits
        self._budget = budget
        self._size = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes came out so far."""
        return self._size

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer.

        Raises:
            InputError: if a limit is passed or the compressed data are broken.
        """
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except _BROKEN as exc:
            raise InputError(self._label, f"is broken ({exc})", "fetch or pack it again") from exc
        view[: len(data)] = data
        self._count(len(data))
        return len(data)

    def _count(self, size: int) -> None:
        self._size += size
        self._budget.left -= size
        limits = self._limits
        if self._size > limits.file:
            raise self._refused(f"unpacks to more than {limits.file:,} bytes")
        if self._budget.left < 0:
            raise self._refused(f"its archive unpacks to more than {limits.archive:,} bytes")
        if self._size > limits.ratio_from and self._size > limits.ratio * max(self._consumed(), 1):
            raise self._refused(f"unpacks to more than {limits.ratio} times its size")

    def _refused(self, reason: str) -> InputError:
        return InputError(self._label, reason, "unpack it yourself if you trust it, and read what comes out")


def unpacked(
    stream: IO[bytes], consumed: Callable[[], int], *, label: str, limits: Limits, budget: Budget
) -> io.BufferedReader:
    """Return a bounded, buffered stream of what a decompressor yields."""
    return io.BufferedReader(Unpacked(stream, consumed, label=label, limits=limits, budget=budget), 1 << 16)
