"""Text from outside made harmless for a terminal."""

from __future__ import annotations

import re

# C0 and C1 control characters, and those that turn the direction of writing or break lines.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_SPACE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def harmless(text: str) -> str:
    r"""Return text on one line, its control characters written out: an escape is shown as "\x1b"."""
    return _CONTROL.sub(_written_out, _SPACE.sub(" ", text))


def harmless_json(line: str) -> str:
    r"""Return a line of JSON that means the same, its control characters written as "\u009b"."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
