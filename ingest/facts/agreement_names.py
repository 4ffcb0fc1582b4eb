"""The names and acronyms of agreements that news takes as known."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from graph.names import fold

_TABLE = Path(__file__).parent.parent / "data" / "agreements.json"


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    rows: list[list[str]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return {fold(name): tuple(row) for row in rows for name in row}


def names_of_agreement(name: str) -> tuple[str, ...]:
    """Return all names of a well-known agreement that goes by a name or acronym, none for any other."""
    return _names().get(fold(name), ())
