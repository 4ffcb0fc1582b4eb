"""CSV files with the headers and in the dialect of `neo4j-admin database import`.

Every text is quoted, what is missing is not: the tool tells "" from null by that. Inside a list it knows no
quotes, only a delimiter, so that no text of a list may hold that; it cannot make an empty list.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from pathlib import Path

_DOUBLES = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}


class DelimiterFoundError(Exception):
    """A text of a list holds the delimiter."""


class Table:
    """A CSV file that is written.

    Args:
        path: the file.
        columns: headers, as in "key:ID(Reading)", "words:long", ":LABEL".
        delimiter: between the texts of a list.

    Attributes:
        rows: how many were written.
        longest: characters of the longest of them.
    """

    def __init__(self, path: Path, columns: Sequence[str], delimiter: str) -> None:
        self.rows = self.longest = 0
        self._keys = [_key(column) for column in columns]
        self._delimiter = delimiter
        self._file = path.open("w", encoding="utf-8", newline="")
        self._file.write(f"{','.join(columns)}\n")

    def write(self, row: Mapping[str, Any]) -> None:
        """Write a row; what it does not hold is null.

        Raises:
            DelimiterFoundError: a text of a list holds the delimiter.
            StoreError: a list holds nothing but an empty text.
        """
        line = ",".join([self._field(row.get(key)) for key in self._keys])
        self._file.write(f"{line}\n")
        self.rows += 1
        self.longest = max(self.longest, len(line))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _field(self, value: Any) -> str:
        match value:
            case None | []:
                return ""
            case str():
                return '"' + value.replace('"', '""') + '"'
            case bool():
                return "true" if value else "false"
            case list():
                return self._field(self._joined([str(one) for one in value]))
        return _DOUBLES.get(repr(value), repr(value))

    def _joined(self, texts: list[str]) -> str:
        if any(self._delimiter in text for text in texts):
            raise DelimiterFoundError
        if texts == [""]:
            raise StoreError("an entity without a name cannot be exported")
        return self._delimiter.join(texts)


class Counted:
    """Rows with a total that stands only when all has been read; until then they wait in a file.

    Args:
        folder: where there is room for that file, which has no name there.
        column: what the total is called.
    """

    def __init__(self, folder: Path, column: str) -> None:
        self._waiting = TemporaryFile("w+", encoding="ascii", dir=folder)  # noqa: SIM115 - `close` is for that
        self._column = column
        self._totals: Counter[Hashable] = Counter()

    def __contains__(self, key: Hashable) -> bool:
        """Say whether there is a row of this key."""
        return key in self._totals

    def add(self, key: Hashable, row: Mapping[str, Any]) -> None:
        """Let a row wait."""
        self._totals[key] = 0
        self._waiting.write(f"{json.dumps(row)}\n")

    def count(self, key: Hashable, n: int = 1) -> None:
        """Add to the total of a row."""
        self._totals[key] += n

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows in the order in which they came, with their totals."""
        self._waiting.seek(0)
        for line, total in zip(self._waiting, self._totals.values(), strict=True):
            yield {**json.loads(line), self._column: total}

    def close(self) -> None:
        """Delete the file."""
        self._waiting.close()


@contextmanager
def open_tables(folder: Path, files: Mapping[str, Sequence[str]], delimiter: str) -> Iterator[dict[str, Table]]:
    """Give the tables of files, by name; if writing them fails, delete them.

    Args:
        folder: where.
        files: name -> columns.
        delimiter: between the texts of a list.
    """
    with ExitStack() as opened:
        tables: dict[str, Table] = {}
        try:
            for name, columns in files.items():
                tables[name] = Table(folder / name, columns, delimiter)
                opened.callback(tables[name].close)
            yield tables
        except BaseException:
            for name in tables:
                (folder / name).unlink(missing_ok=True)
            raise


def _key(column: str) -> str:
    """Return the key under which rows hold a column: "key" of "key:ID(Reading)", ":START_ID" of ":START_ID(Fact)"."""
    name, _, type_ = column.partition(":")
    return name or f":{type_.partition('(')[0]}"
