"""Which currency an amount is in: the symbol, code or name beside the number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ingest.components import currencies

if TYPE_CHECKING:
    from ingest.components.numerals import Numeral

_BEFORE_ENDS = re.compile(
    r"(?:[A-Z)$¥£€₹₽₩₺₪₫₦₱₴₸฿₡₲₵₾₼﷼֏৳₭₮៛￥]|(?<![A-Za-z])(?:Rs|Rp|Tk|Dhs?|[kK]r|S?[fF]r|K[sS]h|Ft|zł|Kč)\.?)\Z"
)
_GOODS = re.compile(
    r"[ ]of[ ](?!aid|debt|investment|damage|funding|taxpayer|public|spending|revenue|savings|cuts|support|trade)"
)
_WEIGHED = re.compile(r"\b(?:weigh\w*|lose|lost|gain\w*)[ ](?:\w+[ ]){0,2}\Z", re.IGNORECASE)
_REACH = 40  # characters before a number that may name its currency with the code in brackets
_SYMBOL_REACH = 8  # the longest symbol, a blank, and what must not stand before them
_NEARBY = 400  # characters each side searched for the issuer of a shared currency


class Money(NamedTuple):
    """The currency of a number: where its name begins and ends, its unit, and what to divide the number by."""

    start: int
    end: int
    unit: str
    divisor: int = 1


def money(text: str, number: Numeral, *, dollar: str) -> Money | None:
    """Return the currency named right before or after a number, None if none is.

    Args:
        text: the whole text.
        number: the number.
        dollar: ISO 4217 code of a dollar that nobody is named for.
    """
    before = _before(text, number, dollar=dollar)
    after = _after(text, number, dollar=dollar)
    if before is None or after is None:
        return before or after
    if text[before.start : number.start].strip() == "$" or before.unit == after.unit:
        return before._replace(end=after.end, unit=after.unit)
    return before


def _before(text: str, number: Numeral, *, dollar: str) -> Money | None:
    place = number.start - (text[number.start - 1 : number.start] in {" ", "\u00a0", "\u202f"})
    if number.spelled or place <= 0 or not _BEFORE_ENDS.search(text, max(0, place - 4), place):
        return None
    reach = max(0, number.start - (_REACH if text[place - 1] == ")" else _SYMBOL_REACH))
    match = currencies.BEFORE.search(text[reach : number.start])
    if match is None or (match["code"] in currencies.COMMON_WORDS and number.plain):
        return None
    unit = match["code"] or match["bracket"] or _of_symbol(text, match["symbol"], number, dollar=dollar)
    return Money(reach + match.start(), number.end, unit) if unit else None


def _of_symbol(text: str, symbol: str, number: Numeral, *, dollar: str) -> str:
    if symbol in currencies.SHARED_SYMBOLS:
        name = currencies.SHARED_SYMBOLS[symbol]
        return currencies.resolve(name, issuer=None, nearby=_nearby(text, number), dollar=dollar)
    if symbol == "R" and number.plain and text[number.start - 1] == " ":
        return ""
    if symbol in currencies.SYMBOLS:
        return currencies.SYMBOLS[symbol]
    return symbol[:-1] if symbol[:-1] in currencies.CODES else dollar


def _after(text: str, number: Numeral, *, dollar: str) -> Money | None:
    match = currencies.AFTER.match(text, number.end)
    if match is None:
        return None
    if match["code"] or match["symbol"]:
        return _after_code(text, number, match)
    name = currencies.SINGULAR[match["name"].lower() if match["name"] != "RMB" else "RMB"]
    if match["issuer"] is None and _is_other_word(text, number, match, name):
        return None
    divisor = 1
    if name in currencies.MINOR_UNITS:
        name, divisor = currencies.MINOR_UNITS[name]
    nearby = "" if match["issuer"] else _nearby(text, number)
    unit = currencies.resolve(name, issuer=match["issuer"], nearby=nearby, dollar=dollar)
    return Money(number.start, match.end(), currencies.NAMED_OTHERWISE.get(name, unit), divisor)


def _after_code(text: str, number: Numeral, match: re.Match[str]) -> Money | None:
    if match["code"] in currencies.COMMON_WORDS and number.plain:
        return None
    shown = match["code"] or match["symbol"]
    if shown == "kr":
        unit = currencies.resolve("krona", issuer=None, nearby=_nearby(text, number), dollar="USD")
    else:
        unit = shown if shown in currencies.CODES else currencies.SYMBOLS[shown]
    return Money(number.start, match.end(), unit)


def _is_other_word(text: str, number: Numeral, match: re.Match[str], name: str) -> bool:
    if name == "pound":
        weighed = _WEIGHED.search(text[max(0, number.start - 24) : number.start])
        return bool(_GOODS.match(text, match.end()) or weighed or (text[match.end() - 1] != "s" and number.scale < 1e3))
    return currencies.is_common_word(name) and number.value < 1000


def _nearby(text: str, number: Numeral) -> str:
    return text[max(0, number.start - _NEARBY) : number.end + _NEARBY]
