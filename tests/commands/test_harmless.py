"""Text from outside made harmless for a terminal."""

from __future__ import annotations

import json

import pytest

from commands.harmless import harmless, harmless_json


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (r"\x1b]0;title\x07", "\x1b]0;title\x07"),
        (r"\x9b2J", "\x9b2J"),
        ("two lines", "two\r\n  lines"),
        (r"abc\u202etxt", "abc\u202etxt"),
        (r"half \ud83d", "half \ud83d"),
        ("Sebastián 🇨🇦 [bold]", "Sebastián 🇨🇦 [bold]"),
    ],
)
def test_control_characters_are_written_out(expected: str, text: str) -> None:
    """Everything else stays."""
    assert harmless(text) == expected


def test_json_means_the_same() -> None:
    """Control characters that JSON would let through are encoded."""
    text = "\x1b \x9b \u202e \u2028 é"
    line = harmless_json(json.dumps(text, ensure_ascii=False))

    assert json.loads(line) == text
    assert line == r'"\u001b \u009b \u202e \u2028 é"'
