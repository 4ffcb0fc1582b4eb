"""Which country a name, a nationality or a capital stands for."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from graph.names import fold
from graph.vocabulary import Entity, EntityKind

_TABLE = Path(__file__).parent.parent / "data" / "countries.json"
_ORGANIZATIONS = frozenset({"European Union"})


def plain(name: str) -> str:
    """Return a name folded, without its leading article and its possessive."""
    bare = name.replace("’", "'").strip()
    return fold(bare.removesuffix("'s").removesuffix("'")).removeprefix("the ")


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in json.loads(_TABLE.read_text(encoding="utf-8")):
        for name in (row["name"], *row["aliases"]):
            names[plain(name)] = row["name"]
        for demonym in row["demonyms"]:
            demonyms[plain(demonym)] = row["name"]
            demonyms[plain(demonym + "s")] = row["name"]
        for capital in row["capitals"]:
            capitals[plain(capital)] = row["name"]
    capitals["brussels"] = "European Union"
    return names, demonyms, capitals


def country_named(name: str) -> str | None:
    """Return the common name of the country (or the European Union) that goes by a name."""
    return _names()[0].get(plain(name))


def country_of_nationality(word: str) -> str | None:
    """Return the country of a nationality ("Canadian", "Canadians")."""
    return _names()[1].get(plain(word))


def country_of_capital(city: str) -> str | None:
    """Return the country that acts when its capital is named; Brussels acts for the European Union."""
    return _names()[2].get(plain(city))


def acting_country(name: str) -> str | None:
    """Return the country a name stands for when it acts: by its name, a nationality or its capital."""
    return country_named(name) or country_of_nationality(name) or country_of_capital(name)


def countries_within(name: str) -> tuple[str, ...]:
    """Return the countries that a name joins ("the U.S.-Mexico-Canada Agreement"), none if it is only one."""
    parts = [p for p in re.split(r"[-–—/,&]|\band\b|\bwith\b", name) if p.strip()]
    found = [c for part in parts for c in (_leading_country(part),) if c is not None]
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def _leading_country(part: str) -> str | None:
    """Return the country that words begin with: "Canada Agreement" begins with Canada."""
    words = part.split()
    for end in range(min(len(words), 5), 0, -1):
        country = country_named(" ".join(words[:end])) or country_of_nationality(" ".join(words[:end]))
        if country is not None:
            return country
    return None


def country_entity(name: str, alias: str | None = None) -> Entity:
    """Return the entity of a country's common name; the European Union is an organization."""
    kind = EntityKind.ORGANIZATION if name in _ORGANIZATIONS else EntityKind.COUNTRY
    return Entity(kind, name, aliases=(alias,) if alias and alias != name else ())
