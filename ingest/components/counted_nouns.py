"""What a number counts: "10,000 National Guard troops" counts troops. Works on words alone, without a parse."""

from __future__ import annotations

import re

from ingest.components.units import is_plural, singular

_STOP = frozenset({
    "a", "about", "above", "across", "after", "again", "against", "ago", "all", "along", "also", "although",
    "am", "among", "amid", "an", "and", "another", "any", "are", "as", "at", "away", "back", "be", "because",
    "been", "before", "behind", "being", "below", "beside", "besides", "between", "beyond", "both", "but", "by",
    "came", "can", "could", "did", "do", "does", "down", "due", "during", "each", "either", "else", "even",
    "every", "except", "far", "for", "from", "get", "got", "had", "has", "have", "he", "her", "here", "him",
    "his", "how", "however", "i", "if", "in", "including", "into", "is", "it", "its", "just", "last", "like",
    "may", "me", "might", "most", "must", "my", "near", "neither", "next", "no", "nor", "not", "now", "of",
    "off", "on", "once", "only", "onto", "or", "our", "out", "outside", "over", "past", "per", "rather", "said",
    "saw", "say", "says", "she", "should", "since", "so", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "though", "through", "throughout", "till", "to", "today",
    "together", "tomorrow", "too", "took", "toward", "towards", "under", "unless", "until", "up", "upon", "us",
    "versus", "via", "vs", "was", "we", "well", "went", "were", "what", "when", "where", "whereas", "whether",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "worth", "would",
    "yesterday", "yet", "you", "your", "apiece", "died", "rose", "fell", "became", "according", "compared",
    "respectively", "annually", "daily", "overall", "altogether", "inclusive", "ahead", "apart", "later",
    "earlier", "old", "gmt", "pm",
})  # fmt: skip
_PASSED_OVER = re.compile(
    r"[ ](?:of[ ](?:the|these|those|its|their|his|her|our|all)(?:[ ](?:\d[\d,]*|\w+teen|\w+ty|four|five|six|seven|"
    r"eight|nine|ten))?(?=[ ])|(?:or[ ](?:so|more)|odd|plus)(?=[ ]))|\+",
    re.IGNORECASE,
)
_WORD = re.compile(
    r"(?P<gap>[ \u00a0\n-][\"“‘*]?|-[ ]|[\"”*][ ]|, (?=[a-z]+ed\b))"
    r"(?P<word>(?:[A-Z]\.){2,}|[^\W\d_]\w*(?:[-&/’'](?!s\b)\w+)*)(?P<own>[’']s?\b)?"
)
_MODIFIERS = frozenset({
    "sales", "sports", "arms", "customs", "news", "operations", "communications", "systems", "rights",
    "services", "savings", "drugs", "women's", "men's", "weapons", "affairs", "elections", "securities", "jobs",
    "forces", "logistics", "electronics", "pharmaceuticals", "athletics", "business", "goods",
})  # fmt: skip
_LONGEST = 9  # words of a noun group


def counted_noun(text: str, end: int, *, value: float) -> str:
    """Return the singular of the noun that a number counts, "" if no noun follows it.

    The noun is the first plural in the group of words after the number; after "one" or a hyphen the last word
    or the first. A name is taken only where no common noun follows ("53 Democrats").

    Args:
        text: the whole text.
        end: one past the number.
        value: the number.
    """
    words, hyphen = _group(text, end)
    if not words:
        return ""
    if hyphen:
        return singular(words[0].lower())
    if plural := _plural(words):
        return singular(plural)
    common = [word for word in words if word[0].islower()]
    return common[-1] if value == 1 and common and _noun_like(common[-1]) else ""


def _group(text: str, end: int) -> tuple[list[str], bool]:
    passed = _PASSED_OVER.match(text, end)
    position = passed.end() if passed else end
    words: list[str] = []
    hyphen = False
    while len(words) < _LONGEST and (match := _WORD.match(text, position)):
        if match["gap"] == "-" and not words:
            hyphen = True
        elif words and match["word"] in {"and", "or"} and not any(map(is_plural, words)):
            position = match.end()
            continue
        elif match["word"].lower() in _STOP or (match["gap"] == "-" and words):
            break
        position = match.end()
        if match["own"] and len(match["own"]) == 2:  # "Iran's": an owner, not the thing counted
            break
        words.append(match["word"])
    return words, hyphen


def _plural(words: list[str]) -> str:
    named = ""
    for place, word in enumerate(words):
        if not is_plural(word) or (word in _MODIFIERS and any(map(is_plural, words[place + 1 :]))):
            continue
        if word[0].islower():
            return word
        named = named if named and place and not words[place - 1][0].isupper() else word
    return named


def _noun_like(word: str) -> bool:
    return not word.endswith(("ly", "ed", "ing")) and len(word) > 2


_TALLY = re.compile(
    r"(?P<death>\bdeath[ ]toll\b)|\b(?:numbers?|total|count|tally)[ ](?:\w+[ ])?of[ ]"
    r"(?P<group>[\w’'-]+(?:[ ][\w’'-]+){0,4})"
)
_REACHES = re.compile(
    r"\b(?:to|at|was|were|is|reach\w*|surpass\w*|exceed\w*|pass\w*|hit\w*|total\w*|stood|around|about|from|than|"
    r"nearly)[ ]\Z"
)
_CLAUSE = 160  # characters before a number that may name what is tallied


def tallied_noun(text: str, start: int) -> str:
    """Return what a number without a noun tallies: "the number of infections surpassed" names infections.

    Args:
        text: the whole text.
        start: first character of the number.
    """
    before = text[max(0, start - _CLAUSE) : start]
    if not _REACHES.search(before[-14:]):
        return ""
    tallies = list(_TALLY.finditer(before[before.rfind(". ") + 1 :]))
    if not tallies:
        return ""
    return "death" if tallies[-1]["death"] else singular(_plural(tallies[-1]["group"].split()))
