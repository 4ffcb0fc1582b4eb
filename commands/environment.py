"""Settings from a `.env` file in the working directory; the environment itself goes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from pathlib import Path

_OURS = ("KG_", "NEO4J_")


def read_environment(file: Path, environment: MutableMapping[str, str]) -> frozenset[str]:
    """Add the settings of `kg` and Neo4j that a file holds and the environment does not.

    Args:
        file: the `.env` file; it need not exist. Lines that are none of ours are left alone.
        environment: where to add them.

    Returns:
        The names of those that were added.
    """
    if not file.is_file():
        return frozenset()
    from dotenv import dotenv_values  # noqa: PLC0415 - needed only where there is such a file

    values = dotenv_values(file, interpolate=False).items()
    ours = {name: value for name, value in values if name.startswith(_OURS) and value is not None}
    missing = frozenset(ours) - frozenset(environment)
    environment.update({name: ours[name] for name in missing})
    return missing
