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
_REACH = 60  # tokens back to a measure whose imposer is understood
_ZERO = re.compile(r"\b(?:zero|no|duty-free|tariff-free)\b", re.IGNORECASE)


def tariffs(reading: Reading) -> Iterator[Fact]:
    """Yield TARIFF facts, one for each imposer and distinct measure."""
    frames = list(reading.frames(FactType.TARIFF))
    imposers = _imposers_of_all(reading, frames)
    for frame in frames:
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
        for by in imposers[frame.anchor.start]:
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
        for by in _acting_together(reading.countries(frame, "by")):
            targets = tuple(e for e in on if e != by)
            if not targets or by.kind is EntityKind.PLACE:
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


def _imposers_of_all(reading: Reading, frames: list[Frame]) -> dict[int, tuple[Entity | None, ...]]:
    """Return who imposes each tariff, by its anchor's first token; a leader acts for the country.

    Where the words of a measure name nobody, it is whoever imposed the one just before it, else the only one
    who imposes any in the whole article.
    """
    stated = {f.anchor.start: _acting_together(reading.countries(f, "by")) for f in frames}
    everybody = {by for found in stated.values() for by in found}
    imposers: dict[int, tuple[Entity | None, ...]] = {}
    for frame in frames:
        at = frame.anchor.start
        near = [s for s in stated if stated[s] and at - _REACH <= s < at]
        alone = tuple(everybody) if len(everybody) == 1 else (None,)
        imposers[at] = stated[at] or (stated[max(near)] if near else alone)
    return imposers


def _acting_together(imposers: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return who imposes: a person named beside a country or organization acts for it."""
    bodies = tuple(e for e in imposers if e.kind in (EntityKind.COUNTRY, EntityKind.ORGANIZATION))
    return bodies or imposers


def _status(frame: Frame) -> str | None:
    return frame.status if frame.status in MEASURE_STATUSES else None


def _kind(reading: Reading, frame: Frame) -> str:
    text = f"{frame.anchor.text} {reading.phrase(frame, 'kind') or ''}".lower()
    for kind, pattern in _KINDS:
        if re.search(pattern, text):
            return kind
    return "sanctions"
