"""What every store can do. Look-ups are composed from these few questions.

Ids are hashes of content, so that putting the same record twice, in another order, or again after a crash
leaves the same store. Entities stay as each article reads them; `unify` decides which of them are the same
(`graph.identity`), and every answer speaks of the unified entities.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

from graph.errors import StoreError
from graph.periods import days_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from types import TracebackType

    from graph.vocabulary import ArticleRecord, EntityKind, Evidence, FactType, Value

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class UnifiedEntity:
    """What one or more entities as read stand for.

    Attributes:
        id: id of the entity as read whose name was chosen.
        kind: what it is.
        name: the fullest name that any article gives.
        aliases: every other name, sorted.
        articles: number of articles that mention it.
    """

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact as one article states it.

    Attributes:
        fact: id of the fact.
        type: what it states.
        values: field name -> value; entities carry their unified name and id-giving kind and scope.
        entities: field name -> ids of the unified entities that fill it.
        article: the article's name.
        article_id: its id.
        title: its headline.
        published: its date.
        source: where it was read.
        evidence: the sentences, the one with the anchor first.
        confidence: 0 to 1.
    """

    fact: str
    type: FactType
    values: dict[str, Value]
    entities: dict[str, tuple[str, ...]]
    article: str
    article_id: str
    title: str | None
    published: str | None
    source: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuery:
    """Which claims are asked for; everything given must hold.

    Attributes:
        types: any of these types; empty for all.
        roles: field name -> ids of unified entities, one of which must fill that field. The field name "*"
            stands for any field.
        statuses: any of these statuses; empty for all.
        words: each of these words must stand (case and accents folded, whole word or its beginning) in one of
            the fact's text fields or in the names of its entities.
        since, until: bounds, both inclusive, of the fact's date; where a fact has none, of the article's
            published date. ISO prefixes compare by the period they name: until "2025" includes all of 2025.
        article: name or id of the only article asked.
        min_confidence: 0 to 1.
    """

    types: Collection[FactType] = ()
    roles: dict[str, Collection[str]] = field(default_factory=dict)
    statuses: Collection[str] = ()
    words: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    article: str | None = None
    min_confidence: float = 0.0

    @property
    def first_day(self) -> str | None:
        """First day of `since`.

        Raises:
            StoreError: it is no date.
        """
        return None if self.since is None else _days(self.since)[0]

    @property
    def last_day(self) -> str | None:
        """Last day of `until`.

        Raises:
            StoreError: it is no date.
        """
        return None if self.until is None else _days(self.until)[1]


def _days(text: str) -> tuple[str, str]:
    days = days_of(text)
    if days is None:
        raise StoreError(f"{text!r} is no date; write it as 2025, 2025-09, 2025-09-18, 2025-Q3 or 2025-W38")
    return days


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    articles: int
    entities: int
    unified_entities: int
    claims: dict[FactType, int]


class Store(Protocol):
    """A place for article records, and the questions asked of it. Closes as a context manager."""

    def fingerprints(self, sources: Collection[str]) -> dict[str, str]:
        """Return source -> fingerprint for those of the sources that are stored."""

    def put(self, records: Sequence[ArticleRecord]) -> None:
        """Store records, all or none of them.

        A record replaces what was stored under its source: facts that no article supports any more, and
        entities that nothing mentions any more, are gone. The same text under two sources is one article; it
        is told as the first of them in alphabetical order tells it.
        """

    def forget(self, article: str) -> int:
        """Withdraw every article of that name, id or source; return how many."""

    def unify(self) -> None:
        """Decide anew which entities are the same, over all that is stored, whatever the order of reading."""

    def records(self) -> Iterator[ArticleRecord]:
        """Yield every record as it was put, one per source, ordered by article id and source."""

    def claims(self, query: FactQuery) -> Iterator[Claim]:
        """Yield the claims asked for, ordered by (published, article, first evidence, type, fact id)."""

    def find_entities(self, name: str, kinds: Collection[EntityKind] = ()) -> list[UnifiedEntity]:
        """Return the entities that go by a name.

        Those with exactly that name or alias (case and accents folded) if there are any, else those one of
        whose names contains all its words, most mentioned first.
        """

    def entity(self, entity_id: str) -> UnifiedEntity | None:
        """Return a unified entity by id."""

    def counts(self) -> Counts:
        """Return how much is stored."""

    def close(self) -> None:
        """Release what the store holds open."""

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()
