"""All facts of a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.vocabulary import SCHEMA, Entity, EntityKind, Fact, FactType, FieldKind, Value, entities_of
from ingest.facts.agreement import Agreements
from ingest.facts.encounters import meetings, visits
from ingest.facts.figure import figures
from ingest.facts.holds_position import positions
from ingest.facts.measures import sanctions, tariffs
from ingest.facts.reading import Reading
from ingest.facts.references import References
from ingest.facts.said import quotes
from ingest.facts.signed import signatures, signed_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from graph.vocabulary import Mention

# What makes two statements the same fact: later ones add evidence and fill what was left open.
_KEYS: dict[FactType, tuple[str, ...]] = {
    FactType.HOLDS_POSITION: ("person", "title"),
    FactType.AGREEMENT: ("name",),
    FactType.SIGNED: ("who", "agreement"),
    FactType.TARIFF: ("by", "on", "rate", "rate_max", "status", "goods"),
    FactType.SANCTION: ("by", "on", "kind", "status"),
    FactType.FIGURE: ("value", "value_max", "unit", "of"),
    FactType.SAID: ("who", "quote"),
    FactType.MET: ("who",),
    FactType.VISITED: ("who", "place"),
}


def extract(doc: Doc, article_id: str) -> tuple[tuple[Fact, ...], tuple[Mention, ...]]:
    """Return the facts of a document in the order of their evidence, and its named mentions.

    Args:
        doc: a document that the pipeline has read; `doc.user_data["published"]` anchors relative dates.
        article_id: tells bare surnames of different articles apart.
    """
    references = References(doc, article_id)
    reading = Reading(doc, references)
    found = list(positions(reading))  # first: who holds which office is needed to read the rest
    agreements = Agreements(reading)
    signed = list(signatures(reading, agreements))
    described = list(agreements.facts(_signing_parties(signed)))
    signed = [_renamed(fact, agreements.final) for fact in signed]
    found += [*described, *agreements.named_in_passing(), *signed, *signed_for(reading, signed, _parties(described))]
    for read in (tariffs, sanctions, figures, quotes, meetings, visits):
        found += read(reading)
    merged = sorted(_merge(found), key=lambda f: (f.evidence[0], f.type.value, f.id))
    return tuple(merged), references.mentions()


def _renamed(fact: Fact, names: dict[Entity, Entity]) -> Fact:
    """Return a signature with its agreement under the name that the whole article gives it."""
    agreement = fact.values["agreement"]
    final = names.get(agreement, agreement) if isinstance(agreement, Entity) else agreement
    return replace(fact, values=fact.values | {"agreement": final})


def _parties(described: Iterable[Fact]) -> dict[Entity, tuple[Entity, ...]]:
    return {e: entities_of(f.values["parties"]) for f in described for e in entities_of(f.values["name"])}


def _signing_parties(signed: Iterable[Fact]) -> dict[str, list[Entity]]:
    parties: dict[str, list[Entity]] = {}
    for fact in signed:
        who, agreement = fact.values["who"], fact.values["agreement"]
        if isinstance(who, Entity) and isinstance(agreement, Entity) and who.kind is EntityKind.COUNTRY:
            parties.setdefault(agreement.id, []).append(who)
    return parties


def _merge(facts: Iterable[Fact]) -> list[Fact]:
    """Join repetitions of a fact: its evidence grows, open fields are filled, the surest reading counts."""
    merged: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (fact.type, *(_comparable(fact.values.get(k)) for k in _KEYS[fact.type]))
        known = merged.get(key)
        merged[key] = fact if known is None else _joined(known, fact)
    return list(merged.values())


def _comparable(value: Value) -> object:
    if isinstance(value, tuple):
        return frozenset(value)
    return value.lower() if isinstance(value, str) else value


def _joined(first: Fact, second: Fact) -> Fact:
    values = dict(first.values)
    for spec in SCHEMA[first.type]:
        if values.get(spec.name) is None or (spec.kind is FieldKind.FLAG and first.confidence < second.confidence):
            values[spec.name] = second.values.get(spec.name)
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(first, values=values, evidence=evidence, confidence=max(first.confidence, second.confidence))
