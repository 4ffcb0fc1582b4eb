"""Finds what stands between quotation marks, across sentences and paragraphs, nested and unbalanced ones too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# One set of characters first, which `re` finds fast; an apostrophe between letters is no mark.
_MARK = re.compile(r"[\"“”„«»‹›‘’'\n](?:(?<=\n)\s*|(?<=[\"“”„«»‹›])|(?<=[‘'])(?<![^\W_].)|(?<=[’'])(?![^\W_]))")
_OPENING = {"“": "double", "„": "double", "«": "angle", "‹": "single angle", "‘": "single"}
_CLOSING = {"”": "double", "»": "angle", "›": "single angle", "’": "single"}
_CLIPPED = re.compile(r"(?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.IGNORECASE)
_SPACE = " \t\r\n\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words between a pair of quotation marks.

    Attributes:
        start: first character.
        end: one past the last character.
        depth: 0, or how many quotations it stands inside of.
    """

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class _Open:
    family: str
    start: int
    mark: str


@dataclass(slots=True)
class _Scan:
    text: str
    marks: list[re.Match[str]]
    stack: list[_Open] = field(default_factory=list)
    found: list[Quoted] = field(default_factory=list)
    skipped: int = -1  # the mark that only says that the quotation goes on in a new paragraph

    def open(self, family: str, place: int) -> None:
        if any(opened.family == family for opened in self.stack):
            self.close(family, place)  # the earlier one was never closed
        self.stack.append(_Open(family, place + 1, self.text[place]))

    def close(self, family: str, place: int) -> None:
        while self.stack:
            opened = self.stack.pop()
            if opened.family == family:
                self._keep(opened.start, place)
                return

    def close_all(self, place: int) -> None:
        """End what is open where its paragraph ends; a single mark that never closed was an apostrophe."""
        while self.stack:
            opened = self.stack.pop()
            if opened.family != "single":
                self._keep(opened.start, place)

    def is_open(self, family: str) -> bool:
        return any(opened.family == family for opened in self.stack)

    def _keep(self, start: int, end: int) -> None:
        while start < end and self.text[start] in _SPACE:
            start += 1
        while end > start and self.text[end - 1] in _SPACE:
            end -= 1
        if start < end:
            self.found.append(Quoted(start, end, len(self.stack)))


def quoted(text: str) -> list[Quoted]:
    """Return what is quoted in a text, by where it begins, in time linear in the length of the text.

    A quotation that a paragraph leaves open goes on in the next one if that opens with the same mark, as the
    press sets it; otherwise it ends with its paragraph. Marks that close nothing are passed over.
    """
    scan = _Scan(text, list(_MARK.finditer(text)))
    for index, match in enumerate(scan.marks):
        if match[0][0] == "\n":
            _paragraph(scan, match)
        elif match.start() != scan.skipped:
            _mark(scan, match, index)
    scan.close_all(len(text))
    return sorted(scan.found, key=lambda found: (found.start, -found.end))


def _paragraph(scan: _Scan, match: re.Match[str]) -> None:
    if not scan.stack or not _ends_paragraph(scan.text, match):
        return
    following = scan.text[match.end() : match.end() + 1]
    if following == scan.stack[0].mark and scan.stack[0].family != "single":
        del scan.stack[1:]
        scan.skipped = match.end()
    else:
        scan.close_all(match.start())


def _ends_paragraph(text: str, match: re.Match[str]) -> bool:
    """Tell a paragraph's end from a line that is merely broken: a blank line, or an end of sentence before it."""
    before = text[max(0, match.start() - 6) : match.start()].rstrip()
    return match[0].count("\n") > 1 or before.endswith((".", "!", "?", "”", '"', "»", ":"))


def _mark(scan: _Scan, match: re.Match[str], index: int) -> None:
    mark, place = match[0], match.start()
    if mark == '"':
        _straight(scan, place)
    elif mark in "'’" and scan.is_open("single"):
        if not _is_apostrophe(scan, place, index):
            scan.close("single", place)
    elif mark in "'‘":
        if _opens_single(scan.text, place, straight=mark == "'"):
            scan.open("single", place)
    elif mark in _OPENING:
        _curly_opening(scan, mark, place)
    elif scan.is_open(_CLOSING[mark]):
        scan.close(_CLOSING[mark], place)


def _curly_opening(scan: _Scan, mark: str, place: int) -> None:
    family = _OPENING[mark]
    if mark == "“" and scan.is_open(family) and _looks_closing(scan.text, place):
        scan.close(family, place)
    else:
        scan.open(family, place)


def _straight(scan: _Scan, place: int) -> None:
    if scan.is_open("straight"):
        if _looks_opening(scan.text, place) and not _looks_closing(scan.text, place):
            scan.open("straight", place)
        else:
            scan.close("straight", place)
    elif not _looks_closing(scan.text, place) or _stands_free(scan.text, place):
        scan.open("straight", place)


def _looks_opening(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or before in _SPACE or before in "([—–-") and bool(after) and after not in _SPACE


def _looks_closing(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return bool(before) and before not in _SPACE and before not in "([—–:>" and (not after or not after.isalnum())


def _stands_free(text: str, place: int) -> bool:
    return text[place - 1 : place] in {" ", ""} and text[place + 1 : place + 2] == " "


def _opens_single(text: str, place: int, *, straight: bool) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not after or after in _SPACE or _CLIPPED.match(text, place + 1):
        return False
    return not straight or ((not before or before in _SPACE or before in '(["“—–:') and after.isalnum())


def _is_apostrophe(scan: _Scan, place: int, index: int) -> bool:
    """Tell whether a mark after "s" is a possessive ("workers' rights"): a closing one follows before any other."""
    if scan.text[place - 1 : place] in _SPACE:
        return True
    if scan.text[place - 1] != "s" or scan.text[place + 1 : place + 2] != " " or index + 1 >= len(scan.marks):
        return False
    following = scan.marks[index + 1][0]
    return following in {"’", "'"} and scan.text[scan.marks[index + 1].start() - 1] not in _SPACE
