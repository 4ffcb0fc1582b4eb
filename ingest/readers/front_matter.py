"""YAML front matter: what stands between two lines of `---` at the top of a text file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.errors import InputError

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n(?:[ \t]*\n)?|\Z)", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:[ \t]|$)", re.MULTILINE)
_LONGEST = 65_536
_DEEPEST = 10


def split_front_matter(text: str, label: str) -> tuple[dict[str, object], str]:
    """Return what the front matter states, every value as written, and the text after it, unchanged.

    The text begins after the closing `---` and, if there is one, the blank line that follows. A text that
    merely begins with a rule (`---` and no key after it) has no front matter.

    Raises:
        InputError: if the front matter is not closed or no YAML mapping; names the line.
    """
    opening = _OPENING.match(text)
    if not opening or not _KEY.match(text, opening.end()):
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if not closing or closing.start() > _LONGEST:
        raise InputError(f"{label}:1", "the front matter is not closed", "end it with a line of ---")
    return _mapping(text[opening.end() : closing.start()], label), text[closing.end() :]


def _mapping(block: str, label: str) -> dict[str, object]:
    import yaml  # noqa: PLC0415 - only when there is front matter

    try:
        _check_events(block, label)
        # BaseLoader keeps every value as written: 2025-09 stays a month, `no` stays Norwegian.
        stated = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - it builds strings, lists, dicts only
    except yaml.MarkedYAMLError as exc:
        raise _broken(exc, label) from exc
    except (yaml.YAMLError, RecursionError) as exc:
        raise InputError(f"{label}:1", "the front matter is no YAML", "correct it") from exc
    if not isinstance(stated, dict) or not all(isinstance(key, str) for key in stated):
        raise InputError(f"{label}:2", "the front matter is no mapping", 'write lines of "key: value"')
    return stated


def _check_events(block: str, label: str) -> None:
    """Refuse `*alias`, few lines of which can stand for gigabytes, and depths that take minutes to parse."""
    import yaml  # noqa: PLC0415 - only when there is front matter

    depth = 0
    for event in yaml.parse(block, Loader=yaml.BaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise InputError(_at(event.start_mark, label), "the front matter uses a YAML alias", "write it out")
        if depth > _DEEPEST:
            raise InputError(_at(event.start_mark, label), "the front matter is YAML nested too deep", "flatten it")


def _broken(exc: MarkedYAMLError, label: str) -> InputError:
    mark = exc.problem_mark or exc.context_mark
    reason = f"the front matter is no YAML: {exc.problem or 'it cannot be parsed'}"
    return InputError(_at(mark, label), reason, "quote values that hold a colon, or correct the line")


def _at(mark: Any, label: str) -> str:
    """Name the line in the file; the mark counts from 0 and after the opening `---`."""
    return f"{label}:{mark.line + 2 if mark else 1}"
