"""Amounts that measure something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.vocabulary import Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.components.encoder import Frame
    from ingest.facts.reading import Reading


def figures(reading: Reading) -> Iterator[Fact]:
    """Yield FIGURE facts; amounts that are a tariff's rate are left to the tariffs."""
    rates = {f.anchor.start for f in reading.frames(FactType.TARIFF)}
    before: Frame | None = None
    for frame in reading.frames(FactType.FIGURE):
        amount = reading.quantity(frame.anchor)
        if amount is None or frame.anchor.start in rates:
            continue
        if before is not None and _in_brackets_behind(frame, before):
            frame = replace(frame, roles=before.roles, role_scores=before.role_scores)  # noqa: PLW2901 - "€5bn ($6bn)"
        before = frame
        counted = amount.unit if amount.kind in ("count", "quantity") else None
        of = reading.joined_phrase(frame, "of") or counted
        unit = amount.unit or _counted(of)
        if not unit or not of:
            continue
        yield reading.fact(
            FactType.FIGURE,
            frame,
            {
                "value": amount.value,
                "value_max": amount.value_max,
                "unit": unit,
                "of": of,
                "period": _period(reading, frame),
                "about": _about(reading, frame),
            },
            reading.confidence(frame, "of"),
        )


def _in_brackets_behind(frame: Frame, before: Frame) -> bool:
    """Whether an amount is the one before it in another currency: "€5 billion ($6 billion)"."""
    doc, start = frame.anchor.doc, frame.anchor.start
    return start > 0 and doc[start - 1].text == "(" and 0 <= start - 1 - before.anchor.end <= 1


def _counted(of: str | None) -> str | None:
    """Return the noun that is counted where the amount stands alone: the last word before a preposition."""
    words = of.split() if of else []
    for i, word in enumerate(words):
        if word in ("of", "in", "from", "to", "for", "by", "with", "on", "at", "and") and i:
            return words[i - 1].removesuffix("s")
    return words[-1].removesuffix("s") if words else None


def _period(reading: Reading, frame: Frame) -> str | None:
    return reading.date(frame, "period") or reading.date(frame)


def _about(reading: Reading, frame: Frame) -> tuple | None:  # type: ignore[type-arg]
    named = [n for s in reading.spans(frame, "of") for n in reading.references.named_in(s)]
    return tuple(dict.fromkeys(named)) or None
