"""Finds the words that name a time ("18 September 2025", "last month", "Q3") and takes them apart, unresolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.components.calendar_terms import MONTH, MONTHS, WEEKDAY, WEEKDAYS, is_year
from ingest.components.numerals import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25,
    "twenty-sixth": 26, "twenty-seventh": 27, "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30,
    "thirty-first": 31,
}  # fmt: skip
_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_OFFSETS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1}
_PART_DAYS = "morning|afternoon|evening|night|midnight|noon"
_SEASON = "spring|summer|autumn|fall|winter"
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_NUMBER = r"\d{1,3}|an?|" + "|".join(SMALL)

_ANCHOR = re.compile(
    rf"(?P<numeric>(?<![\w./-])\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}(?![\w/-]|\.\d))"
    rf"|\b(?:(?P<month>{MONTH})|(?P<weekday>{WEEKDAY})"
    r"|(?P<fiscal>(?:FY|[Ff](?:iscal|inancial)(?:[ -][Yy]ear)?)[ -]?['’]?(?:\d{4}|\d{2})(?!\d))"
    r"|(?P<decade>(?:1[5-9]|20|21)\d0['’]?s)\b|(?P<year>(?<![\d.,])[12]\d{3}(?![\d\w%]|,\d|\.\d))"
    r"|(?P<q>Q[1-4]|[1-4]Q)(?=\b|[12]\d)|(?P<quarter>quarter)\b|(?P<half>half)\b|(?P<months>months)\b"
    rf"|(?P<day>[Yy]esterday|YESTERDAY|[Tt]oday|TODAY|[Tt]onight|[Tt]omorrow)\b|(?P<ago>ago)\b"
    rf"|(?P<partday>{_PART_DAYS})\b|(?P<period>week|weekend|month|year|{_SEASON})\b)"
)
# Scanning starts from one set of characters, which `re` finds fast; `_ANCHOR` then decides.
_MAY_ANCHOR = re.compile(
    r"[0-9JFMASONDTWYQaefhmnqstwy](?<![^\W\d_].)(?:(?<=\d)(?<![\d,].)(?=\d{3}|\d?[-/.]\d|Q)|an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec"
    r"|AN|EB|AR|PR|AY|UN|UL|UG|EP|CT|OV|EC|onday|uesday|ednesday|hursday|riday|aturday|unday|Y|iscal|inancial|[1-4]"
    r"|uarter|alf|onths?\b|esterday|ESTERDAY|oday|ODAY|onight|omorrow|go\b|orning|fternoon|vening|ight\b|idnight|oon\b"
    r"|eek|ear\b|pring|ummer|utumn|all\b|inter)"
)
_JOIN = r"[ ]?(?:[-–—&]|and|to|through|until)[ ]?"
_FUZZY = (
    r"(?P<fuzzy>(?:\b(?:the[ ])?(?:end|beginning|start|middle|close|rest|remainder|course)[ ]of[ ](?:the[ ])?"
    r"|\b(?:very[ ])?(?:early|late|mid|earlier|later)(?:[ ]in|[ ]on)?(?:[ ]the)?[ -]))"
)
_BEFORE_DAY = re.compile(
    rf"(?:\b(?P<weekday>{WEEKDAY}),?[ ])?(?:(?:the[ ])?(?<![\d.,])\b(?:(?P<from>\d{{1,2}})(?:st|nd|rd|th)?{_JOIN})?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<word>(?i:{_ORDINAL})))(?:[ ]of)?[ ])?\Z"
)
_YEAR_AFTER = (
    r"(?:,?[ ](?:of[ ]|in[ ])?(?:the[ ]year[ ])?(?P<year>[12]\d{3})(?![\d\w%]|,\d{3}|\.\d)"
    r"|[ ](?:of[ ])?(?:the[ ])?(?P<ref>this|last|next|current|previous|past)[ ](?:calendar[ ])?year\b)"
)
_AFTER_MONTH = re.compile(
    rf"(?:[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d{{3}}|\.\d|[ ](?:percent|per[ ]cent|million|billion))"
    rf"(?:{_JOIN}(?P<to>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|[ ]{MONTH}))?)?{_YEAR_AFTER}?"
)
_BEFORE_MONTH = re.compile(rf"(?:{_FUZZY}|\b(?P<offset>[Ll]ast|[Nn]ext|[Tt]his|past|coming)[ ])\Z")
_MONTH_CUE = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hrough|[Bb]etween|[Ff]rom|[Bb]y|[Oo]f|[Tt]he|early|late|mid|"
    r"[Ee]nd[ ]of|and|to|this)[ -]\Z"
)
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "august", "april", "june", "dec", "mar", "jan", "sep", "oct", "nov"})
_BEFORE_WEEKDAY = re.compile(
    r"\b(?:(?P<fuzzy>early|late)|(?P<offset>[Ll]ast|[Nn]ext|[Tt]his(?:[ ](?:past|coming))?|[Cc]oming))[ ]\Z"
)
_AFTER_WEEKDAY = re.compile(rf"(?:[ ](?:{_PART_DAYS})\b)?(?:[ ](?:of[ ])?(?P<ref>last|next|this)[ ]week\b)?")
_WEEKDAY_OF_DATE = re.compile(
    rf"(?:[ ](?:{_PART_DAYS}))?,?[ ](?:the[ ])?(?:{MONTH}[ ]\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]of)?[ ]{MONTH}|(?:{_ORDINAL})[ ]of[ ]{MONTH})"
)
_BEFORE_PERIOD = re.compile(
    rf"(?:{_FUZZY}|\b(?:the[ ])?)?(?:\b(?P<offset>[Ll]ast|[Nn]ext|[Tt]his|past|previous|current|coming|upcoming)[ ]"
    r"(?:calendar[ ]|fiscal[ ])?)?\Z"
)
_BEFORE_AGO = re.compile(rf"\b(?P<number>{_NUMBER})[ ](?P<unit>day|week|month|year|decade)s?[ ]\Z", re.IGNORECASE)
_BEFORE_PART = re.compile(
    r"\b(?:the[ ])?(?P<part>first|second|third|fourth|final|1st|2nd|3rd|4th|last|this|next|current)[ -]\Z",
    re.IGNORECASE,
)
_BEFORE_MONTHS = re.compile(rf"\b(?:the[ ])?first[ ](?P<number>{_NUMBER})[ ]\Z", re.IGNORECASE)
_AFTER_PART = re.compile(
    rf"(?:[ ]?{_YEAR_AFTER}|[ ](?:of[ ])?(?:FY|fiscal[ ](?:year[ ])?)['’]?(?P<fiscal>\d{{4}}|\d{{2}})(?!\d)"
    r"|[ ](?:of|in)[ ](?:the[ ])?(?P<other>(?:\w+[ ]){0,3}(?:Iranian|Persian|Islamic|Solar|Hijri)[ ]"
    r"(?:\w+[ ]){0,2}year)"
    r"|[ ]of[ ](?P<same>the[ ]year)\b)?"
)
_BEFORE_YEAR = re.compile(rf"(?:{_FUZZY}|\b(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)[ ](?:of[ ])?)\Z")
_FUZZY_END = re.compile(rf"{_FUZZY}\Z", re.IGNORECASE)
_YEAR_TO = re.compile(r"[-–—/](?P<to>[12]\d{3}|\d{2})(?![\d\w%]|[.,/-]\d)")
_OTHER_CALENDAR = re.compile(r"\b(?:Iranian|Persian|Islamic|Solar|Hijri|Buddhist|Hebrew)\b[\w ]{0,24}\Z")
_NUMBERED = re.compile(
    r"(?:[#№$€£¥]|\b(?:[Ss]ections?|[Oo]rder|[Rr]esolution|[Nn]o\.|[Nn]umber|§)[ ]?)\Z|[A-Za-z]-\Z|\d[/:]\Z"
)
_REACH = 48  # characters before an anchor that may belong to the expression


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression taken apart; None for what it does not say.

    Attributes:
        start: first character.
        end: one past the last character.
        unit: what it names: "day", "weekday", "week", "weekend", "month", "months", "quarter", "half", "season",
            "year", "decade", or "" for a time that cannot be placed.
        year: the year.
        month: 1-12, or how many months for "first nine months".
        day: day of the month.
        to: the last day of a stretch of days, or the last year of a stretch of years.
        part: weekday (0 Monday), quarter or half.
        offset: in units from the published date: -1 for "last", 0 for "this", 1 for "next".
        year_offset: the year, counted from the published one ("July last year" -1).
        fuzzy: "early", "the end of" or the like stands before it.
        fiscal: the year is a fiscal one.
    """

    start: int
    end: int
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to: int | None = None
    part: int | None = None
    offset: int | None = None
    year_offset: int | None = None
    fuzzy: bool = False
    fiscal: bool = False


def moments(text: str) -> Iterator[Moment]:
    """Yield the time expressions of a text from left to right, in time linear in its length."""
    end = 0
    for hint in _MAY_ANCHOR.finditer(text):
        match = _ANCHOR.match(text, hint.start()) if hint.start() >= end else None
        if match is None:
            continue
        moment = _READERS[match.lastgroup or ""](text, match, max(end, match.start() - _REACH))
        if moment is not None:
            end = moment.end
            yield moment


def _numeric(_text: str, match: re.Match[str], _reach: int) -> Moment | None:
    first, second, third = (int(part) for part in re.split("[-/.]", match[0]))
    if len(match[0]) < 8 or not (1500 <= first <= 2199 or 1500 <= third <= 2199):
        return None
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    if first <= 31 and "." not in match[0] and month > 12 >= day:
        month, day = day, month
    elif first <= 31 and "." not in match[0] and day <= 12 and day != month:
        return Moment(match.start(), match.end(), "")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Moment(match.start(), match.end(), "day", year, month, day)


def _month(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = _BEFORE_DAY.search(text[reach : match.start()])
    after = _AFTER_MONTH.match(text, match.end())
    month = MONTHS[match[0].lower().rstrip(".")]
    days = _days(before, after)
    year, year_offset = _year_after(after)
    end = after.end() if after else match.end()
    if days is None:
        return _month_alone(
            text, match, reach, Moment(match.start(), end, "month", year, month, year_offset=year_offset)
        )
    start = reach + before.start() if before and before[0] else match.start()
    return Moment(start, end, "day", year, month, days[0], days[1], year_offset=year_offset)


def _days(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[int, int | None] | None:
    if before and before["word"]:
        return _ORDINALS[before["word"].lower()], None
    if before and before["day"] and 1 <= int(before["day"]) <= 31:
        first = int(before["from"]) if before["from"] else None
        return (first, int(before["day"])) if first else (int(before["day"]), None)
    if after and after["day"] and 1 <= int(after["day"]) <= 31:
        return int(after["day"]), int(after["to"]) if after["to"] else None
    return None


def _month_alone(text: str, match: re.Match[str], reach: int, moment: Moment) -> Moment | None:
    before = _BEFORE_MONTH.search(text[reach : match.start()])
    offset = _OFFSETS.get((before["offset"] or "").lower()) if before else None
    stated = moment.year is not None or moment.year_offset is not None or before is not None
    if not stated and _doubtful(text, match, reach):
        return None
    start = reach + before.start() if before else match.start()
    return Moment(
        start,
        moment.end,
        "month",
        moment.year,
        moment.month,
        offset=offset,
        year_offset=moment.year_offset,
        fuzzy=bool(before and before["fuzzy"]),
    )


def _doubtful(text: str, match: re.Match[str], reach: int) -> bool:
    """Tell whether a bare "May", "March" or "Jan" may be a verb or a name."""
    if match[0].isupper() and len(match[0]) > 3:
        return True
    name = match[0].lower().rstrip(".")
    named = re.match(r"[ ][A-Z][a-z]", text[match.end() : match.end() + 3])
    if len(name) == 3 and name != "may":
        return True
    return (name in _AMBIGUOUS_MONTHS or bool(named)) and not _MONTH_CUE.search(text[reach : match.start()])


def _year_after(match: re.Match[str] | None) -> tuple[int | None, int | None]:
    if match is None:
        return None, None
    if match["year"]:
        return int(match["year"]), None
    return None, _OFFSETS[match["ref"]] if match["ref"] else None


def _weekday(text: str, match: re.Match[str], reach: int) -> Moment | None:
    if _WEEKDAY_OF_DATE.match(text, match.end()):
        return None
    before = _BEFORE_WEEKDAY.search(text[reach : match.start()])
    after = _AFTER_WEEKDAY.match(text, match.end())
    said = (before["offset"] or "").lower() if before else ""
    offset = 1 if "coming" in said else _OFFSETS.get(said.split(" ")[0]) if "past" not in said else 0
    week = _OFFSETS[after["ref"]] if after and after["ref"] else None
    start = reach + before.start() if before else match.start()
    day = WEEKDAYS[match[0].lower()]
    return Moment(start, after.end() if after else match.end(), "weekday", part=day, offset=offset, year_offset=week)


def _fiscal(text: str, match: re.Match[str], _reach: int) -> Moment | None:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) == 4 and not 1900 <= int(digits) <= 2199:
        return None
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    to = _YEAR_TO.match(text, match.end())
    return Moment(match.start(), to.end() if to else match.end(), "year", year, to=_last_year(year, to), fiscal=True)


def _last_year(year: int, match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    return int(match["to"]) if len(match["to"]) == 4 else year - year % 100 + int(match["to"])


def _year(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = text[reach : match.start()]
    to = _YEAR_TO.match(text, match.end())
    year = int(match[0])
    last = _last_year(year, to)
    if _NUMBERED.search(before) and not _FUZZY_END.search(before):
        return None
    if not is_year(text, *match.span()) or _OTHER_CALENDAR.search(before):
        return None
    if last is None or last <= year or last > 2199:
        to = last = None
    found = _BEFORE_YEAR.search(before)
    start = reach + found.start() if found else match.start()
    fiscal = text.startswith(" fiscal year", match.end())
    unit = "season" if found and found["season"] else "year"
    return Moment(start, to.end() if to else match.end(), unit, year, to=last, fuzzy=bool(found), fiscal=fiscal)


def _decade(text: str, match: re.Match[str], reach: int) -> Moment | None:
    found = _FUZZY_END.search(text[reach : match.start()])
    start = reach + found.start() if found else match.start()
    return Moment(start, match.end(), "decade", int(match[0][:4]), fuzzy=bool(found))


def _quarter_code(text: str, match: re.Match[str], reach: int) -> Moment | None:
    quarter = int(match[0].strip("Q"))
    year = re.search(r"\b((?:19|20)\d\d)[ -]\Z", text[reach : match.start()])
    if year:
        return Moment(reach + year.start(), match.end(), "quarter", int(year[1]), part=quarter)
    return _part(text, match, match.start(), "quarter", quarter)


def _quarter(text: str, match: re.Match[str], reach: int) -> Moment | None:
    return _named_part(text, match, reach, "quarter")


def _half(text: str, match: re.Match[str], reach: int) -> Moment | None:
    if not re.match(
        r"[ ](?:of[ ](?:the[ ](?:year|\w+[ ]year|current)|(?:fiscal[ ])?\d{4}|this|last|next)|\d{4})",
        text[match.end() : match.end() + 30],
    ):
        return None
    return _named_part(text, match, reach, "half")


def _named_part(text: str, match: re.Match[str], reach: int, unit: str) -> Moment | None:
    before = _BEFORE_PART.search(text[reach : match.start()])
    if before is None:
        return None
    word = before["part"].lower()
    start = reach + before.start()
    if word in _OFFSETS and not text.startswith(" of", match.end()):
        return Moment(start, match.end(), unit, offset=_OFFSETS[word])
    most = 4 if unit == "quarter" else 2
    number = most if word in {"last", "final"} else int(word[0]) if word[0].isdigit() else _ORDINALS.get(word, 0)
    return _part(text, match, start, unit, number) if 1 <= number <= most else None


def _part(text: str, match: re.Match[str], start: int, unit: str, number: int) -> Moment:
    after = _AFTER_PART.match(text, match.end())
    year, year_offset = _year_after(after)
    end = after.end() if after else match.end()
    if after and after["other"]:
        return Moment(start, end, "")
    if after and after["fiscal"]:
        year = int(after["fiscal"]) + (2000 if len(after["fiscal"]) == 2 else 0)
    if after and after["same"]:
        year_offset = 0
    months = number if unit == "months" else None
    return Moment(
        start, end, unit, year, months, part=number, year_offset=year_offset, fiscal=bool(after and after["fiscal"])
    )


def _months(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = _BEFORE_MONTHS.search(text[reach : match.start()])
    if before is None:
        return None
    number = _count(before["number"])
    moment = _part(text, match, reach + before.start(), "months", number)
    return moment if 1 <= number <= 12 and moment.end > match.end() else None


def _count(word: str) -> int:
    return int(word) if word.isdigit() else SMALL.get(word.lower(), 1)


def _day(text: str, match: re.Match[str], reach: int) -> Moment:
    before = re.search(r"\b(?:the[ ])?day[ ](before|after)[ ]\Z", text[reach : match.start()])
    offset = _DAYS[match[0].lower()]
    start = match.start()
    if before and offset:
        start, offset = reach + before.start(), offset * 2
    after = re.match(rf"[ ](?:{_PART_DAYS})\b", text[match.end() : match.end() + 11])
    return Moment(start, match.end() + (after.end() if after else 0), "day", offset=offset)


def _part_of_day(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = re.search(r"\b(?P<offset>[Ll]ast|[Tt]his)[ ]\Z", text[reach : match.start()])
    if before is None:
        return None
    return Moment(reach + before.start(), match.end(), "day", offset=_OFFSETS[before["offset"].lower()])


def _period(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = _BEFORE_PERIOD.search(text[reach : match.start()])
    if (
        before is None
        or text.startswith(("-long", "s"), match.end())
        or _OTHER_CALENDAR.search(text[reach : match.start()])
    ):
        return None
    unit = "season" if match[0] in _SEASON.split("|") else match[0]
    bare_end = (
        before["fuzzy"] and before["offset"] is None and "of the" in before["fuzzy"] and unit in {"year", "month"}
    )
    if before["offset"] is None and not bare_end:
        return None
    offset = _OFFSETS[before["offset"].lower()] if before["offset"] else 0
    return Moment(reach + before.start(), match.end(), unit, offset=offset, fuzzy=bool(before["fuzzy"]))


def _ago(text: str, match: re.Match[str], reach: int) -> Moment | None:
    before = _BEFORE_AGO.search(text[reach : match.start()])
    if before is None:
        return None
    unit, number = before["unit"].lower(), _count(before["number"])
    if unit == "decade":
        unit, number = "year", number * 10
    return Moment(reach + before.start(), match.end(), unit, offset=-number, fuzzy=before["unit"].lower() == "decade")


_READERS: dict[str, Callable[[str, re.Match[str], int], Moment | None]] = {
    "numeric": _numeric, "month": _month, "weekday": _weekday, "fiscal": _fiscal, "decade": _decade, "year": _year,
    "q": _quarter_code, "quarter": _quarter, "half": _half, "months": _months, "day": _day, "ago": _ago,
    "partday": _part_of_day, "period": _period,
}  # fmt: skip
