"""Tariffs and sanctions: what somebody puts on somebody's goods, and whether it is in force or only threatened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.vocabulary import MEASURE_STATUSES, Entity, EntityKind, Fact, FactType
from ingest.facts.reading import strip_phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.components.encoder import Frame
    from ingest.facts.reading import Reading

_KINDS = (
    ("export control", r"export (?:control|ban|curb|restriction)"),
    ("visa ban", r"visa (?:ban|restriction)|travel ban|entry ban"),
    ("asset freeze", r"asset|freez|froze"),
    ("embargo", r"embargo"),
    ("probe", r"probe|investigat|anti-dumping|inquiry"),
    ("price cap", r"price cap"),
    ("quota", r"quota"),
    ("blacklist", r"blacklist|entity list"),
    ("ban", r"\bban|prohibit|barr(?:ed|ing)|block|halt|suspend"),
    ("sanctions", r"sanction|designat|penalt|restrictive measure"),
)
_ZERO = re.compile(r"\b(?:zero|no|duty-free|tariff-free)\b", re.IGNORECASE)


def tariffs(reading: Reading) -> Iterator[Fact]:
    """Yield TARIFF facts, one for each imposer and distinct measure."""
    for frame in reading.frames(FactType.TARIFF):
        rate, rate_max = _rate(reading, frame)
        values = {
            "on": reading.countries(frame, "on") or None,
            "goods": reading.phrase(frame, "goods"),
            "rate": rate,
            "rate_max": rate_max,
            "status": _status(frame),
            "date": reading.date(frame),
            "exempts": reading.phrase(frame, "exempts"),
        }
        for by in _imposers(reading, frame):
            if by is None and rate is None and not values["on"]:
                continue
            yield reading.fact(FactType.TARIFF, frame, {"by": by, **values}, reading.confidence(frame, "by", "on"))


def sanctions(reading: Reading) -> Iterator[Fact]:
    """Yield SANCTION facts, one for each imposer."""
    for frame in reading.frames(FactType.SANCTION):
        on = reading.actors(frame, "on")
        if not on:
            on = tuple(
                Entity(EntityKind.GROUP, p) for s in reading.spans(frame, "on") if len(p := strip_phrase(s.text)) > 3
            )
        for by in _imposers(reading, frame):
            targets = tuple(e for e in on if e != by)
            if by is None or not targets:
                continue
            yield reading.fact(
                FactType.SANCTION,
                frame,
                {
                    "by": by,
                    "on": targets,
                    "kind": _kind(reading, frame),
                    "status": _status(frame),
                    "date": reading.date(frame),
                },
                reading.confidence(frame, "by", "on"),
            )


def _rate(reading: Reading, frame: Frame) -> tuple[float | None, float | None]:
    amount = reading.quantity(frame.anchor)
    if amount is not None and amount.kind == "percent":
        return amount.value, amount.value_max
    return (0.0 if _ZERO.search(frame.anchor.text) else None), None


def _imposers(reading: Reading, frame: Frame) -> tuple[Entity | None, ...]:
    """Return who imposes: a leader acts for the country, where the article says whose leader it is."""
    return reading.countries(frame, "by") or (None,)


def _status(frame: Frame) -> str | None:
    return frame.status if frame.status in MEASURE_STATUSES else None


def _kind(reading: Reading, frame: Frame) -> str:
    text = f"{frame.anchor.text} {reading.phrase(frame, 'kind') or ''}".lower()
    for kind, pattern in _KINDS:
        if re.search(pattern, text):
            return kind
    return "sanctions"
