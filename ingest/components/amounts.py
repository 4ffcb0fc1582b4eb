"""Amounts in a text, read by pattern: money, percentages, measures, durations and counts, with ranges joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.components import not_amounts
from ingest.components.counted_nouns import counted_noun, tallied_noun
from ingest.components.money import money
from ingest.components.numerals import Numeral, fractions, numerals, telephone_numbers, tidy, word_before
from ingest.components.units import DURATION, MEASURE, singular

PERCENT = re.compile(
    r"[ \u00a0\u202f-]?(?:(?P<points>(?:percentage|per[ ]?cent|%)[ -]points?|ppt?s?\b)"
    r"|(?P<basis>basis[ -]points?|bps\b)|(?P<percent>%|％|٪|per[ ]?cent\b|pct\b))",
    re.IGNORECASE,
)
_ABOUT_WORDS = frozenset({
    "about", "around", "some", "nearly", "almost", "roughly", "approximately", "circa", "over", "estimated",
    "above", "below", "under", "just",
})  # fmt: skip
_ABOUT_ENDS = frozenset({"than", "least", "most", "to", "as", "of", "a", "an"})
_ABOUT_PHRASE = re.compile(
    r"\b(?:about|nearly|almost|(?:more|less|fewer|greater|higher|lower)[ ]than|at[ ](?:least|most)|up[ ]to|"
    r"close[ ]to|as[ ](?:many|much|little|few|high|low)[ ]as|upwards?[ ]of|in[ ]excess[ ]of)[ ](?:an?[ ])?\Z",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"\+|[ ](?:or[ ](?:so|more|less)|plus)\b")
_MINUS = re.compile(r"(?:\bminus[ ]|(?:\A|(?<=[\s(]))[-−–])\Z")
_TALLIED = re.compile(
    r"\b(?:kill(?:ed|ing)|injur(?:ed|ing)|wound(?:ed|ing)|than|at least|rose to|risen to|total of) \Z"
)
_SMALL_BARE = 12  # a spelled number up to this that counts nothing is a pronoun or an idiom
_CAPITAL_LETTER_SCALES = "KMBT"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a text.

    Attributes:
        start: first character.
        end: one past the last character.
        kind: "money", "percent", "percentage point", "quantity", "duration" or "count".
        value: the number, or the lower end of a range.
        unit: ISO 4217 code, "%", "percentage point", or a singular noun; "" if nothing names it.
        number: the numeral it was read from.
        value_max: the upper end of a range.
        approximate: the text says "about", "more than", "up to" or the like.
    """

    start: int
    end: int
    kind: str
    value: float
    unit: str
    number: Numeral
    value_max: float | None = None
    approximate: bool = False


def single_amounts(text: str, *, dollar: str) -> list[Amount]:
    """Return every amount of a text, the two ends of a range apart, counts of nothing among them.

    Args:
        text: any text; it is read in time linear in its length.
        dollar: ISO 4217 code of a dollar that nobody is named for.
    """
    parts = list(fractions(text))
    amounts = [_make(text, part.start, part.end, "percent", "%", part) for part in parts]
    spans = [(part.start, part.end) for part in parts] + list(telephone_numbers(text))
    taken = {place for start, end in spans for place in range(start, end)}
    rejected = -1
    for number in numerals(text):
        if number.start in taken:
            continue
        amount = _read(text, number, dollar=dollar)
        if amount is None or (amount.kind == "count" and _is_name(text, amount, rejected)):
            rejected = number.end
        else:
            amounts.append(amount)
    return sorted(amounts, key=lambda amount: amount.start)


def _is_name(text: str, amount: Amount, rejected: int) -> bool:
    named = not_amounts.is_name_part(text, amount.number, unit=amount.unit)
    return named or (not amount.unit and not_amounts.follows_rejected(text, rejected, amount.number))


def counts_something(text: str, amount: Amount) -> bool:
    """Tell whether an amount that no range took in says how much or how many of something."""
    number = amount.number
    if amount.kind != "count":
        return True
    if number.spelled and number.value == 1 and number.scale == 1 and _is_pronoun(text, number):
        return False
    if amount.unit or _TALLIED.search(text[max(0, number.start - 16) : number.start]):
        return True
    return not (
        number.spelled and number.scale == 1 and number.value <= _SMALL_BARE
    ) and not not_amounts.is_score_or_age(text, number)


def _is_pronoun(text: str, number: Numeral) -> bool:
    before = text[max(0, number.start - 8) : number.start].lower()
    if text.startswith((" of", "-"), number.end):
        return True
    return before.endswith(("no ", "any ", "every ", "each ", "this ", "that ", "the ", "which ", "only "))


def _read(text: str, number: Numeral, *, dollar: str) -> Amount | None:
    found = money(text, number, dollar=dollar)
    if found and (found.start < number.start or not not_amounts.is_attached(text, number)):
        value = tidy(number.value / found.divisor)
        return _make(text, found.start, found.end, "money", found.unit, number, value=value)
    if not_amounts.is_attached(text, number):
        return None
    if percent := _percent(text, number):
        return percent
    if not_amounts.is_calendar(text, number):
        return None
    return _duration(text, number) or _measure(text, number) or _count(text, number)


def _percent(text: str, number: Numeral) -> Amount | None:
    match = PERCENT.match(text, number.end)
    if match is None:
        return None
    if match["percent"]:
        return _make(text, number.start, match.end(), "percent", "%", number)
    value = tidy(number.value / 100) if match["basis"] else number.value
    return _make(text, number.start, match.end(), "percentage point", "percentage point", number, value=value)


def _duration(text: str, number: Numeral) -> Amount | None:
    match = DURATION.match(text, number.end)
    if match is None:
        return None
    return _make(text, number.start, match.end(), "duration", singular(match["unit"].lower()), number)


def _measure(text: str, number: Numeral) -> Amount | None:
    if number.letter and number.letter not in _CAPITAL_LETTER_SCALES and not _counts_many(text, number):
        bare = Numeral(number.start, number.end - 1, tidy(number.value / number.scale))
        if unit := MEASURE.match(text, bare.end):
            return _make(text, bare.start, unit.end(), "quantity", _measure_unit(unit), bare)
    match = MEASURE.match(text, number.end)
    if match is None or (
        match["short"] in {"m", "t", "nm", "MT", "ha"} and match.end() < len(text) and text[match.end()] in "'’-"
    ):
        return None
    return _make(text, number.start, match.end(), "quantity", _measure_unit(match), number)


def _counts_many(text: str, number: Numeral) -> bool:
    return bool(counted_noun(text, number.end, value=number.value)) or number.letter in "kbB"


def _measure_unit(match: re.Match[str]) -> str:
    unit = singular(match["word"].lower()) if match["word"] else match["short"].removesuffix("s")
    return f"{unit} per {match['each']}" if match["each"] else unit


def _count(text: str, number: Numeral) -> Amount:
    unit = counted_noun(text, number.end, value=number.value) or tallied_noun(text, number.start)
    return _make(text, number.start, number.end, "count", unit, number)


def _make(  # noqa: PLR0913, PLR0917 - one call per kind of amount, all parts differ
    text: str, start: int, end: int, kind: str, unit: str, number: Numeral, *, value: float | None = None
) -> Amount:
    shown = number.value if value is None else value
    about = _is_approximate(text, start, end)
    if text[start - 1 : start] in {"-", "−", "–", " "} and (minus := _MINUS.search(text[max(0, start - 6) : start])):
        start, shown = start - len(minus[0]), -shown
    return Amount(start, end, kind, shown, unit, number, approximate=about)


def _is_approximate(text: str, start: int, end: int) -> bool:
    word = word_before(text, start)
    if word in _ABOUT_WORDS or word.endswith(("~", "≈", "<", ">")) or _OR_SO.match(text, end):
        return True
    return word in _ABOUT_ENDS and bool(_ABOUT_PHRASE.search(text[max(0, start - 24) : start]))
