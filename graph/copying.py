"""From one store to another, whatever kinds they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from graph.errors import NotAStore, SchemaVersionError, StoreError, StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.store import Store
    from graph.vocabulary import ArticleRecord

_BATCH_RECORDS = 200
_BATCH_ROWS = 2_000  # facts and mentions
_NO_STORE = (StoreUnreachable, NotAStore, SchemaVersionError)


@dataclass(slots=True, kw_only=True)
class Copied:
    """What became of the records.

    Attributes:
        new: records that the target did not have.
        changed: records that replaced what the target had under their source.
        unchanged: records that the target had, with the same fingerprint.
        failed: source -> reason, of those that the target did not take.
        facts: type -> number, of what was put now.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: dict[str, StoreError] = field(default_factory=dict)
    facts: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """Records that stand in the target now."""
        return self.new + self.changed + self.unchanged

    def add(self, record: ArticleRecord, *, known: bool) -> None:
        """Count a record that was put.

        Args:
            record: the record.
            known: whether something stood under its source before.
        """
        if known:
            self.changed += 1
        else:
            self.new += 1
        self.facts.update(fact.type.value for fact in record.facts)


class Progress(Protocol):
    """Somebody who wants to know how far the copying is."""

    def advance(self, articles: int, words: int) -> None:
        """Hear of articles that are done, and of the words of those that were put."""

    def note(self, message: str) -> None:
        """Hear what else is going on."""


def copy(source: Store, target: Store, *, progress: Progress) -> Copied:
    """Put every record of a store into another, in batches, save for those that stand there unchanged.

    Whatever stops it, the batches that were put stay, and their entities are unified. That is done even if
    nothing is new: a run before this one may have been killed in between. What only the target has stays.

    Args:
        source: where to read.
        target: where to put.
        progress: told of every record.

    Raises:
        StoreUnreachable: one of the stores cannot be reached any more; running it again goes on from there.
        StoreError: a store holds something else now, or the source cannot be read.
    """
    copied = Copied()
    try:
        _copy(source, target, copied, progress)
    except StoreUnreachable as error:
        arrived = f"{copied.read:,} articles have arrived; run it again to go on from there"
        raise StoreUnreachable(f"{error}; {arrived}") from error
    return copied


def _copy(source: Store, target: Store, copied: Copied, progress: Progress) -> None:
    reachable = True
    try:
        for batch in batches(source.records()):
            _put_what_is_new(target, batch, copied, progress)
    except StoreUnreachable:
        reachable = False
        raise
    finally:
        if reachable:
            progress.note("Deciding which entities are the same")
            target.unify()


def batches(records: Iterable[ArticleRecord]) -> Iterator[list[ArticleRecord]]:
    """Yield records in batches that are small enough for one transaction."""
    batch: list[ArticleRecord] = []
    rows = 0
    for record in records:
        batch.append(record)
        rows += len(record.facts) + len(record.mentions)
        if len(batch) == _BATCH_RECORDS or rows >= _BATCH_ROWS:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _put_what_is_new(target: Store, batch: Sequence[ArticleRecord], copied: Copied, progress: Progress) -> None:
    known = target.fingerprints([record.source for record in batch])
    fresh = [record for record in batch if known.get(record.source) != record.fingerprint]
    failed = _put(target, fresh) if fresh else {}
    stored = [record for record in fresh if record.source not in failed]
    copied.failed.update(failed)
    copied.unchanged += len(batch) - len(fresh)
    for record in stored:
        copied.add(record, known=record.source in known)
    progress.advance(len(batch), sum(record.words for record in stored))


def _put(target: Store, records: Sequence[ArticleRecord]) -> dict[str, StoreError]:
    """Put records, all at once if they can be, else one by one; return source -> reason of those that cannot."""
    try:
        target.put(records)
    except _NO_STORE:
        raise
    except StoreError as error:
        if len(records) == 1:
            return {records[0].source: error}
        return {source: reason for record in records for source, reason in _put(target, [record]).items()}
    return {}
