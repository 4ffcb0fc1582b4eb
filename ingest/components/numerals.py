"""Numbers as English news writes them: "56", "1,200.5", "1.2bn", "500 crore", "half a million", "two thirds"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "crore": 1e7, "dozen": 12, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12,
    "trn": 1e12, "k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "cr": 1e7,
}  # fmt: skip
FRACTIONS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}

_SMALL = "|".join(sorted(SMALL, key=len, reverse=True))
_FULL = "hundred|thousand|million|billion|trillion|quadrillion"
_DIGITS = (
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{2,3}){0,5},\d{3}(?!,?\d)|\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3}){1,5}(?!\d)"
    r"|\d{1,16}(?!\d|,\d{3}(?!\d)))(?:\.\d{1,12}(?!\d|\.\d))?(?!\.\d)[½¼¾⅓⅔]?|(?<![\d.])\.\d{1,6}(?![\d.])"
    r"|[½¼¾⅓⅔]"
)
_WORDS = (
    rf"(?:half[ -]an?[ -](?:{_FULL}|dozen)|an?[ -](?:{_FULL}|dozen|half[ -](?:million|billion|trillion))"
    rf"|(?:{_SMALL})(?:(?:[ -]|[ -]and[ -])(?:{_SMALL}|{_FULL}|dozen)){{0,8}}(?:[ -]and[ -]a[ -]half)?)(?![\w])"
)
_SCALE = re.compile(
    r"\+?[ \u00a0\u202f-]{0,2}(?:(?P<lakh>(?:lakh|thousand|million|hundred)s?[ -](?:crore|billion|trillion))s?"
    rf"|(?P<full>{_FULL}|lakh|crore|dozen)s?|(?P<short>mn|mln|bn|bln|tn|trn|cr))(?![\w])"
    r"|(?P<letter>[kKmMbBT])(?![\w/²³])",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"(?P<digits>{_DIGITS})|\b(?P<words>{_WORDS})", re.IGNORECASE)
FRACTION = re.compile(
    r"\b(?:(?P<top>two|three|four|five|six|seven|nine)[ -](?P<many>thirds|fourths|fifths|sixths|sevenths|eighths|"
    r"ninths|tenths)|three[ -](?P<quarters>quarters)(?=[ -](?:of|majority))|one[ -](?P<one>third|quarter|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth)(?!-)|an?[ ](?P<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?=[ ]of\b)|(?P<half>half)(?=[ ](?:of|the|its|their|all)\b))(?!\w)",
    re.IGNORECASE,
)
_FRACTION_OF_TIME = re.compile(r"\b(?:first|second|last|latter|past|previous|next|this|other|each|and a|straight)[ ]\Z")
_SEPARATORS = re.compile(r"[, \u00a0\u202f\u2009'’]")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, its magnitude word included.

    Attributes:
        start: first character.
        end: one past the last character.
        value: the number, magnitude multiplied in.
        scale: what the magnitude multiplied by, 1.0 without one.
        letter: the magnitude is a bare letter ("100m"), which may also be a unit.
        spelled: written in words.
        plain: bare digits, without separators, decimals or magnitude: may be a year or part of a name.
    """

    start: int
    end: int
    value: float
    scale: float = 1.0
    letter: str = ""
    spelled: bool = False
    plain: bool = False


# Scanning starts from one set of characters, which `re` finds fast, and only then tries the full patterns.
_MAY_START = re.compile(
    r"[0-9½¼¾⅓⅔aefhnostzAEFHNOSTZ](?:(?<=[0-9½¼¾⅓⅔])|(?<!\w.)(?:ne|wo|hree|our|ive|ix|even|ight|ine|en|leven|welve|"
    r"hir|if|wenty|ero|orty|alf[ -]an?[ -]|n?[ -](?:hun|tho|mil|bil|tri|qua|doz|hal)))"
)
_MAY_BE_FRACTION = re.compile(r"[tqfsenhTQFSENH](?<!\w.)(?:hird|uarter|ourth|ifth|ixth|eventh|ighth|inth|enth|alf)")
_MAY_BE_TELEPHONE = re.compile(r"[-+](?:(?<=\+)(?=\d)|(?<=\d{3}-)(?=\d{4}(?!\d)))")
_TELEPHONE = re.compile(
    r"\+\d{1,3}(?:[ -]?\(?\d{1,4}\)?){1,3}(?:[ -]\d{2,8}){1,4}|(?<!\d)\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\d)"
)


def telephone_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers begin and end."""
    end = 0
    for hint in _MAY_BE_TELEPHONE.finditer(text):
        begin = hint.start() if hint[0] == "+" else max(end, hint.start() - 9)
        match = _TELEPHONE.search(text, begin, hint.start() + 48) if begin >= end else None
        if match is not None and match.start() <= hint.start():
            end = match.end()
            yield match.span()


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers of a text from left to right, names and dates among them not yet sorted out."""
    place = 0
    while hint := _MAY_START.search(text, place):
        begin = hint.start() - (text[hint.start() - 1 : hint.start()] == "." and hint.start() > place)
        match = NUMBER.match(text, begin) or NUMBER.match(text, hint.start())
        if match is None:
            place = hint.start() + 1
            continue
        number = _spelled(text, match) if match["words"] else _written(text, match)
        place = match.end()
        yield number


def _written(text: str, match: re.Match[str]) -> Numeral:
    shown = match["digits"]
    value = digits_value(shown)
    scale, end, letter = read_scale(text, match.end())
    plain = scale == 1.0 and not letter and shown.isdigit()
    return Numeral(match.start(), end, tidy(value * scale), scale, letter, plain=plain)


def _spelled(text: str, match: re.Match[str]) -> Numeral:
    value, scale = words_value(match["words"])
    more, end, letter = read_scale(text, match.end())
    if letter:  # "five m" is no number
        more, end = 1.0, match.end()
    return Numeral(match.start(), end, tidy(value * more), scale * more, spelled=True)


def digits_value(shown: str) -> float:
    """Return the value of digits with separators and a vulgar fraction: "1,234½" is 1234.5."""
    extra = VULGAR.get(shown[-1], 0.0)
    plain = _SEPARATORS.sub("", shown.rstrip("½¼¾⅓⅔"))
    return (float(plain) if plain else 0.0) + extra


def read_scale(text: str, start: int) -> tuple[float, int, str]:
    """Read the magnitude that stands at `start`.

    Returns:
        the factor (1.0 if there is none), the end of the magnitude, and the letter if it is only a letter.
    """
    match = _SCALE.match(text, start)
    if match is None or (match["letter"] and match.end() - match.start() > 1):
        return 1.0, start, ""
    if match["lakh"]:
        first, second = re.split("[ -]", match["lakh"].lower())
        return MAGNITUDES[first.rstrip("s")] * MAGNITUDES[second], match.end(), ""
    word = (match["full"] or match["short"] or match["letter"]).lower()
    return MAGNITUDES[word], match.end(), match["letter"] or ""


def words_value(words: str) -> tuple[float, float]:
    """Return the value of a spelled number and its largest magnitude: "two hundred and five" is (205, 100)."""
    parts = [part for part in re.split("[ -]", words.lower()) if part not in {"and", "a", "an"}]
    half = parts[-1] == "half" and len(parts) > 1
    if parts[0] == "half":
        return 0.5 * MAGNITUDES[parts[-1]], MAGNITUDES[parts[-1]]
    total, group, scale = 0.0, 0.0, 1.0
    for part in parts:
        if part in SMALL:
            group += SMALL[part]
        elif part in MAGNITUDES and part not in {"hundred", "dozen"}:
            total, group, scale = total + (group or 1) * MAGNITUDES[part], 0.0, max(scale, MAGNITUDES[part])
        elif part in MAGNITUDES:
            group, scale = (group or 1) * MAGNITUDES[part], max(scale, MAGNITUDES[part])
    value = total + group
    return value + (0.5 * (scale if total else 1) if half else 0), scale


def fractions(text: str) -> Iterator[Numeral]:
    """Yield the fractions that say how large a part is, as percentages: "two thirds" is 66.67."""
    end = 0
    for hint in _MAY_BE_FRACTION.finditer(text):
        match = FRACTION.search(text, max(end, hint.start() - 6), hint.start() + 24)
        if match is None or match.start() > hint.start():
            continue
        end = match.end()
        if not _FRACTION_OF_TIME.search(text[max(0, match.start() - 10) : match.start()].lower()):
            yield Numeral(match.start(), match.end(), _percentage(match), spelled=True)


def _percentage(match: re.Match[str]) -> float:
    kind = match.lastgroup or "half"
    bottom = FRACTIONS[match[kind].lower().rstrip("s")]
    top = SMALL[match["top"].lower()] if match["top"] else 3 if kind == "quarters" else 1
    return round(100 * top / bottom, 2)


def word_before(text: str, start: int) -> str:
    """Return the word before a number in lower case, without a bracket or quotation mark before or a dot after it."""
    words = text[max(0, start - 24) : start].rsplit(None, 1)
    return words[-1].lower().strip(".([“‘\"'") if words else ""


def tidy(value: float) -> float:
    """Return the value without the dust of binary multiplication: 2.24 million is 2240000.0."""
    return float(f"{value:.12g}")
