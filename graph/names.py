"""Names made comparable: folded for case, accents and punctuation, spelled-out abbreviations, initials."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "&": " and "}
)
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_ACRONYM_IN_BRACKETS = re.compile(r"\s*\([A-Z][A-Z0-9.&-]+\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9]")
# Signs with these combining classes carry letters of their own (Indic nukta and virama, kana voicing).
_LETTER_MARKS = (0, 7, 8, 9)

_SPELLED_OUT = {"us": "united states", "uk": "united kingdom", "eu": "european union", "un": "united nations"}
_FUNCTION_WORDS = frozenset({
    "a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "the", "to", "with", "de",
    "des", "du", "et", "la", "las", "le", "les", "y",
})  # fmt: skip


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the words of a text, without case, accents and punctuation, one space between them.

    "Côte d'Ivoire" is "cote d ivoire", "U.S." is "us", "AT&T" is "at and t". Scripts whose marks are letters
    keep them. A text without letters or digits is "".
    """
    plain = _DOTTED.sub(lambda dotted: dotted.group().replace(".", ""), text)
    if plain.isascii():
        return _NOT_ASCII_WORD.sub(" ", plain.lower().replace("&", " and ")).strip()
    letters = "".join(c for c in unicodedata.normalize("NFKD", plain) if not _is_accent(c))
    lowered = letters.casefold().translate(_LETTERS)
    kept = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in lowered)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def comparable(name: str) -> str:
    """Return the folded name, or the name itself where nothing would be left of it ("🇨🇦")."""
    return fold(name) or name


def institution(name: str) -> str:
    """Return an organisation's or agreement's name folded, spelled out, without article and bracketed acronym.

    "the U.S.-Mexico-Canada Agreement (USMCA)" is "united states mexico canada agreement".
    """
    words = fold(_ACRONYM_IN_BRACKETS.sub("", name)).removeprefix("the ").split()
    return " ".join(_SPELLED_OUT.get(word, word) for word in words) or comparable(name)


def is_acronym(name: str) -> bool:
    """Say whether a name is one word of at least two capitals or digits, first and last ("USMCA", "AfCFTA")."""
    return _ACRONYM.fullmatch(name.replace(".", "")) is not None


def acronyms_of(name: str) -> set[str]:
    """Return the acronyms, folded, that a name of several words could have: with and without its function words."""
    words = institution(name).split()
    content = [word for word in words if word not in _FUNCTION_WORDS]
    if len(content) < 2:
        return set()
    return {"".join(word[0] for word in chosen) for chosen in (words, content)}


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) not in _LETTER_MARKS
