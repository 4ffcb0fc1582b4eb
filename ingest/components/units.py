"""Units of measure and of time, and the singular of counted nouns, as English news writes them."""

from __future__ import annotations

import re

IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "oxen": "ox", "lives": "life",
    "wives": "wife", "knives": "knife", "wolves": "wolf", "leaves": "leaf", "halves": "half",
    "shelves": "shelf", "thieves": "thief", "criteria": "criterion", "phenomena": "phenomenon",
    "analyses": "analysis", "crises": "crisis", "bases": "base", "theses": "thesis", "buses": "bus",
    "viruses": "virus", "campuses": "campus", "statuses": "status", "bonuses": "bonus", "gases": "gas",
    "policemen": "policeman", "servicemen": "serviceman", "congressmen": "congressman", "movies": "movie",
    "lawmen": "lawman", "fishermen": "fisherman", "gunmen": "gunman", "businessmen": "businessman",
    "calories": "calorie", "selfies": "selfie", "zombies": "zombie", "rookies": "rookie", "ties": "tie",
    "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "volcanoes": "volcano", "echoes": "echo",
    "vetoes": "veto", "torpedoes": "torpedo", "cargoes": "cargo", "tonnes": "tonne", "axes": "axis",
    "censuses": "census", "lenses": "lens", "quizzes": "quiz", "memoranda": "memorandum",
}  # fmt: skip
SAME_IN_PLURAL = frozenset({
    "aircraft", "spacecraft", "hovercraft", "personnel", "staff", "police", "troops", "cattle", "sheep", "fish",
    "deer", "series", "species", "means", "headquarters", "offspring", "crossroads", "livestock", "poultry",
    "youth", "infantry", "cavalry", "military", "hertz", "bps",
})  # fmt: skip
_PLURAL_SAME = SAME_IN_PLURAL - {"troops", "military", "youth"}
_NOT_PLURAL = re.compile(
    r"(?:ss|us|is|['’]s|^(?:its|was|has|as|yes|perhaps|measles|diabetes|politics|economics|physics|athletics|news|others))$"
)

TIME_UNITS = (
    "second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centuries|generation"
)
DURATION = re.compile(
    r"(?:[ \u00a0]|-)(?:(?:straight|consecutive|more|full|whole|business|working|calendar|additional|further|long|"
    rf"short|successive|extra|trading|light|fiscal|school)[ ])?(?P<unit>(?:{TIME_UNITS}))s?\b(?!-?olds?\b)",
    re.IGNORECASE,
)
AGE = re.compile(r"[ -](?:year|month|week|day)s?[ -](?:olds?\b|of[ ]age\b)", re.IGNORECASE)

_LENGTH = r"met(?:re|er)|kilomet(?:re|er)|centimet(?:re|er)|millimet(?:re|er)|mile|foot|feet|inch|inches|yard"
_MASS = (
    r"(?:metric|short|long|gross|deadweight)[ -]ton(?:ne)?|ton(?:ne)?|kilogram(?:me)?|kilo|milligram|microgram|gram|"
    r"pound|ounce|carat"
)
_OTHER = (
    r"barrel|gallon|lit(?:re|er)|bushel|hectare|acre|degrees?[ ](?:Celsius|Fahrenheit|centigrade)|degree|"
    r"(?:kilo|mega|giga|tera)?watt(?:[ -]?hour)?|knot|megabyte|gigabyte|terabyte|kilobyte|bit|byte|"
    r"(?:kilo|mega|giga)?hertz|(?:kilo)?calorie|(?:kilo)?joule|kiloton(?:ne)?|megaton(?:ne)?|volt|decibel|bale"
)
_SHORT = (
    r"km/h|kmph|kph|mph|km2|km²|sq[ ]km|sqm|m2|m²|m3|m³|cm|mm|km|kg|mg|lbs?|oz|ft|nm|ha|bcm|bcf|tcf|mmbtu|MMBtu|"
    r"mt|MT|kt|Mt|kWh|MWh|GWh|TWh|kW|MW|GW|TW|mb/d|mbd|mmbpd|mbpd|bpd|boepd|boe/d|boe|b/d|TEUs?|GB|TB|MB|GHz|MHz|kHz|"
    r"°[ ]?[CF]|dwt|psi|dB|mSv|t|m"
)
_RATE = (
    r"(?:[ ]of[ ](?P<what>[a-z]+(?:[ ][a-z]+){0,3}?))?"
    r"(?:[ ](?P<per>a|an|per|each|every)[ ]|/)"
    r"(?P<each>day|hour|second|minute|week|month|year|annum|head|capita|hectare)\b"
)
MEASURE = re.compile(
    rf"[ \u00a0\u202f-]?(?:(?P<word>(?i:(?:(?:square|cubic|nautical|light)[ -])?(?:{_LENGTH})|{_MASS}|{_OTHER}))s?"
    rf"(?![\w])|(?P<short>{_SHORT})(?![\w²³]))(?:{_RATE})?"
)


def singular(noun: str) -> str:
    """Return the singular of an English noun; a word that is no plural comes back as it is.

    Args:
        noun: one word, or a phrase whose last word is the noun.
    """
    head, space, last = noun.rpartition(" ")
    return head + space + _singular_word(last)


def _singular_word(word: str) -> str:
    lower = word.lower()
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if lower in SAME_IN_PLURAL:
        return "troop" if lower == "troops" else word
    if not is_plural(word):
        return word
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Tell whether a word looks like the plural of a noun."""
    lower = word.lower()
    if lower in IRREGULAR or lower in _PLURAL_SAME or lower == "troops":
        return True
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        return True
    return len(word) > 2 and lower.endswith("s") and not _NOT_PLURAL.search(lower)
