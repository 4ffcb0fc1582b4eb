"""From a name that nobody in the store goes by to those that may have been meant."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from graph.names import fold
from graph.store import FactQuery
from graph.vocabulary import entities_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store

_MOST_CLAIMS = 50_000
_MOST_ALIASES = 1_000
_SHORTEST_WORD = 4
_LIKE = 0.75


def nearest_names(store: Store, name: str, *, most: int = 5) -> list[str]:
    """Return names in the store that are written like this one, or hold a word that is; whole names first."""
    names = {folded: known for known in _names(store) if (folded := fold(known))}
    words = {word: known for folded, known in names.items() for word in folded.split() if len(word) >= _SHORTEST_WORD}
    found = [of[spelling] for of in (names, words) for spelling in get_close_matches(fold(name), of, most, _LIKE)]
    return list(dict.fromkeys(found))[:most]


def _names(store: Store) -> Iterator[str]:
    """Yield the names in the store, and the other names of the first entities among them."""
    asked: set[str] = set()
    for claim in islice(store.claims(FactQuery()), _MOST_CLAIMS):
        for field, ids in claim.entities.items():
            yield from (entity.name for entity in entities_of(claim.values.get(field)))
            for one in set(ids) - asked if len(asked) < _MOST_ALIASES else ():
                asked.add(one)
                entity = store.entity(one)
                yield from entity.aliases if entity else ()
