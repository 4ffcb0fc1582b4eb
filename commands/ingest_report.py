"""The closing report of `kg ingest`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commands.harmless import harmless

if TYPE_CHECKING:
    from graph.errors import InputError
    from graph.store import Counts
    from graph.vocabulary import ArticleRecord
    from ingest.readers import Skipped


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What became of the sources.

    Attributes:
        new: articles that were stored for the first time.
        changed: articles that replaced what was stored under their source.
        unchanged: articles that stood in the store as they are.
        failed: sources that could not be read.
        skipped: files that were passed over on purpose.
        facts: type -> number, of what was read now.
        words: words read now.
        seconds: from start to end, loading the model included.
        store: what the store holds at the end.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: list[InputError] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)
    words: int = 0
    seconds: float = 0.0
    store: Counts | None = None

    @property
    def read(self) -> int:
        """Articles that could be read, stored already or not."""
        return self.new + self.changed + self.unchanged

    @property
    def words_per_second(self) -> int:
        """Speed, all included."""
        return round(self.words / self.seconds) if self.seconds else 0

    def add(self, record: ArticleRecord, *, known: bool) -> None:
        """Count a record that has been stored.

        Args:
            record: the record.
            known: whether something was stored under its source before.
        """
        if known:
            self.changed += 1
        else:
            self.new += 1
        self.words += record.words
        self.facts.update(fact.type.value for fact in record.facts)


def report_lines(report: IngestReport) -> list[str]:
    """Return the report for people."""
    lines = [f"failed: {error}" for error in report.failed]
    lines += [f"skipped: {notice.source}: {notice.reason}" for notice in report.skipped]
    lines.append(
        f"read {report.read}, new {report.new}, unchanged {report.unchanged}, changed {report.changed}, "
        f"failed {len(report.failed)}, skipped {len(report.skipped)}"
    )
    if report.facts:
        by_type = ", ".join(f"{name} {number}" for name, number in sorted(report.facts.items()))
        lines.append(f"facts {report.facts.total():,}: {by_type}")
    lines.append(f"{report.words:,} words in {report.seconds:.1f} s, {report.words_per_second:,} words/s")
    return [harmless(line) for line in lines]


def report_object(report: IngestReport) -> dict[str, Any]:
    """Return the report as a JSON object."""
    return {
        "read": report.read,
        "new": report.new,
        "unchanged": report.unchanged,
        "changed": report.changed,
        "failed": [{"source": e.source, "reason": e.reason, "remedy": e.remedy} for e in report.failed],
        "skipped": [{"source": notice.source, "reason": notice.reason} for notice in report.skipped],
        "facts": dict(sorted(report.facts.items())),
        "words": report.words,
        "seconds": round(report.seconds, 3),
        "words_per_second": report.words_per_second,
        "store": counts_object(report.store) if report.store else None,
    }


def counts_object(counts: Counts) -> dict[str, int]:
    """Return how much a store holds as a JSON object."""
    return {
        "articles": counts.articles,
        "entities": counts.unified_entities,
        "facts": sum(counts.claims.values()),
    }
