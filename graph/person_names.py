"""Names of persons taken apart: given names, surname, suffix; and which fuller names a shorter one can stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from graph.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTICLES = frozenset({
    "von", "van", "der", "den", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "el",
    "al", "bin", "ibn", "ter", "zu", "af", "av",
})  # fmt: skip
# Particles that also are given names ("Al Gore", "Van Jones") open a bare surname only in lower case.
_SURE_PARTICLES = frozenset({"von", "de", "der", "da", "dos", "das", "del", "della", "di", "du", "la", "le", "zu"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame", "prof"})
_INITIALS = re.compile(r"(?:\w\.)+\w?|[A-Z]{2,3}(?=\s)")
# Longer rows of given names are compared by their first four.
_GIVEN_COMPARED = 4


class PersonName(NamedTuple):
    """A person's name in parts, all folded.

    Attributes:
        given: given names and initials before the surname; empty for a bare surname.
        surname: the last word, without particles ("von der Leyen" is "leyen").
        suffix: "jr", "sr", "iii" or "".
    """

    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def has_initials(self) -> bool:
        """Whether one of the given names is an initial."""
        return any(len(name) == 1 for name in self.given)

    def shorter_forms(self) -> Iterator[PersonName]:
        """Yield every shorter name that can stand for this one: later given names left out, others as initials."""
        compared = self.given[:_GIVEN_COMPARED]
        for count in range(1, len(compared) + 1):
            for given in product(*(sorted({name, name[0]}) for name in compared[:count])):
                if given != self.given:
                    yield PersonName(given, self.surname, self.suffix)


@lru_cache(maxsize=1 << 16)
def parse_person(name: str) -> PersonName:
    """Take a person's name apart.

    "Donald J. Trump" has the given names ("donald", "j"), "JD Vance" has ("j", "d"),
    "Robert F. Kennedy Jr." has the suffix "jr".
    """
    spaced = _INITIALS.sub(lambda found: " ".join(found.group().replace(".", "")) + " ", _unshouted(name))
    words = fold(spaced).split() or [name]
    if len(words) > 1 and words[0] in _HONORIFICS:
        words = words[1:]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    *given, surname = words
    return PersonName(tuple(_without_particles(given, name)), surname, suffix)


def _without_particles(given: list[str], name: str) -> list[str]:
    kept = len(given)
    while kept and given[kept - 1] in _PARTICLES:
        kept -= 1
    alone = kept == 0 and len(given) == 1 and not _opens_surname(given[0], name)
    return given if alone else given[:kept]


def _unshouted(name: str) -> str:
    return name.title() if name.isupper() else name


def _opens_surname(particle: str, name: str) -> bool:
    return particle in _SURE_PARTICLES or name[:1].islower()
