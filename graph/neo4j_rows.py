"""Records as rows of the graph in Neo4j: properties that Neo4j can take, and the ids of what they join.

Entities stand here as they were read; whoever writes the rows puts in their place what they stand for. A list
without elements is left out: the import tool cannot make one.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.flat_records import spaced
from graph.names import comparable
from graph.neo4j_schema import bound
from graph.shape import caption
from graph.vocabulary import SCHEMA, Entity, EntityKind, FactType, FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.flat_records import FlatFact, FlatRecord
    from graph.vocabulary import FieldSpec

Row = dict[str, Any]
"""Properties of a node, or of a relationship with the ids of its ends."""

READING = (
    "source", "id", "name", "title", "published", "language", "outlet", "author", "url",
    "fingerprint", "model", "words", "text",
)  # fmt: skip
SPECS = {(type_, spec.name): spec for type_, fields in SCHEMA.items() for spec in fields}
_ATTRIBUTES = {type_: [spec.name for spec in fields if spec.relationship is None] for type_, fields in SCHEMA.items()}
_WITH_STATUS = {type_ for type_, fields in SCHEMA.items() if any(f.kind is FieldKind.STATUS for f in fields)}
_INDEXABLE = 2000  # characters; Neo4j's indexes take about 8 kB


@dataclass
class GraphRows:
    """All that some records add to the graph, as if nothing were there yet.

    Attributes:
        readings: properties of readings.
        entities: id -> entity as read.
        named: id of an entity as read -> number of readings that name it.
        called: entity as read and name -> number of readings that call it so.
        facts: id -> fact, each once.
        claims: `key`, `fact`, `claim`.
        contained: `key`, `sentence` (properties).
        stated: `fact`, `sentence` (id), `position`.
        mentioned: `key`, `entity`, `mention`.
        mentioned_in_sentences: `sentence` (id), `entity`.
    """

    readings: list[Row] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    called: Counter[tuple[str, str]] = field(default_factory=Counter)
    facts: dict[str, FlatFact] = field(default_factory=dict)
    claims: list[Row] = field(default_factory=list)
    contained: list[Row] = field(default_factory=list)
    stated: list[Row] = field(default_factory=list)
    mentioned: list[Row] = field(default_factory=list)
    mentioned_in_sentences: list[Row] = field(default_factory=list)


def graph_rows(records: Iterable[FlatRecord]) -> GraphRows:
    """Return the rows of records, no two of which have the same source."""
    rows = GraphRows()
    for flat in records:
        reading = _reading_row(flat)
        rows.readings.append(reading)
        for entity, names in flat.named.items():
            entity_id = flat.ids[entity]
            rows.entities[entity_id] = entity
            rows.named[entity_id] += 1
            rows.called.update((entity_id, name) for name in names)
        rows.mentioned += _mention_rows(flat, reading["key"])
        _add_facts(rows, flat, reading["key"])
    return rows


def key_of(*parts: Any) -> str:
    """Return the hash of what identifies a node."""
    packed = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(packed.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def entity_row(entity_id: str, entity: Entity, readings: int) -> Row:
    """Return the properties of an entity as read, named in so many readings."""
    return {
        "id": entity_id,
        "kind": entity.kind.value,
        "name": bound(entity.name),
        "scope": [bound(part) for part in entity.scope] or None,
        "readings": readings,
    }


def entity_from(row: Mapping[str, Any], aliases: tuple[str, ...] = ()) -> Entity:
    """Return the entity whose properties these are."""
    return Entity(EntityKind(row["kind"]), row["name"], tuple(row.get("scope") or ()), aliases)


def name_id(entity_id: str, name: str) -> str:
    """Return the id of a name of an entity as read."""
    return key_of(entity_id, name)


def words_key(name: str) -> str:
    """Return what is equal for names that are the same but for case and accents."""
    return key_of(comparable(name))


def name_row(entity_id: str, name: str, readings: int) -> Row:
    """Return the properties of a name that so many readings use; `long_words` is not indexed."""
    words = bound(spaced(comparable(name))) or ""
    return {
        "id": name_id(entity_id, name),
        "name": bound(name),
        "key": words_key(name),
        "words" if len(words) <= _INDEXABLE else "long_words": words,
        "readings": readings,
    }


def fact_row(fact: FlatFact) -> Row:
    """Return a fact's properties: its fields, and what it is found by."""
    return {
        **{name: _value(value) for name, value in fact.attributes.items() if value != ()},
        "id": fact.id,
        "type": fact.type.value,
        "caption": bound(caption(fact.type, fact.attributes)),
        "words": fact.words,
        "first_day": fact.days[0],
        "last_day": fact.days[1],
        "empty": [name for name, value in fact.attributes.items() if value == ()] or None,
    }


def attributes_of(type_: FactType, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a fact's properties hold."""
    attributes = {name: row[name] for name in _ATTRIBUTES[type_] if row.get(name) is not None}
    return {**attributes, **dict.fromkeys(row.get("empty") or (), ())}


def role_rows(fact: FlatFact) -> Iterator[tuple[FieldSpec, str, Row]]:
    """Yield each field's specification, the entity as read that fills it, and the relationship's properties."""
    status = {"status": bound(fact.status)} if fact.type in _WITH_STATUS else {}
    for name, position, entity in fact.roles:
        entity_id = entity.id
        yield SPECS[fact.type, name], entity_id, {"field": name, "position": position, "as_read": entity_id, **status}


def order_of(as_read: str | None) -> dict[str, list[str]]:
    """Return the reading's own order of entities that a claim's properties hold."""
    order: dict[str, list[str]] = json.loads(as_read) if as_read else {}
    return order


def _reading_row(flat: FlatRecord) -> Row:
    first, last = flat.days
    row = {name: _value(getattr(flat.record, name)) for name in READING}
    return {"key": key_of(flat.record.source), **row, "first_day": first, "last_day": last}


def _add_facts(rows: GraphRows, flat: FlatRecord, key: str) -> None:
    sentences = {
        place: {"id": key_of(key, *place), "start": place[0], "end": place[1], "text": bound(place[2])}
        for place in dict.fromkeys((s.start, s.end, s.text) for fact in flat.facts for s in fact.evidence)
    }
    rows.contained += [{"key": key, "sentence": sentence} for sentence in sentences.values()]
    rows.mentioned_in_sentences += _sentence_mentions(flat, sentences)
    for n, fact in enumerate(flat.facts):
        rows.facts.setdefault(fact.id, fact)
        as_read = json.dumps(fact.as_read) if fact.as_read else None
        claim = {"position": n, "confidence": fact.confidence, "as_read": as_read}
        rows.claims.append({"key": key, "fact": fact.id, "claim": claim})
        for position, s in enumerate(fact.evidence):
            sentence = sentences[s.start, s.end, s.text]["id"]
            rows.stated.append({"fact": fact.id, "sentence": sentence, "position": position})


def _mention_rows(flat: FlatRecord, key: str) -> Iterator[Row]:
    """Yield where and by which names a reading mentions an entity; positions count all its mentions."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for position, mention in enumerate(flat.record.mentions):
        places[flat.ids[mention.entity]].append((position, mention.start, mention.end))
    for entity, names in flat.named.items():
        entity_id = flat.ids[entity]
        positions, starts, ends = ([place[n] for place in places[entity_id]] or None for n in range(3))
        called = [bound(name) for name in sorted(names)]
        held = {"as_read": entity_id, "names": called, "positions": positions, "starts": starts, "ends": ends}
        yield {"key": key, "entity": entity_id, "mention": held}


def _sentence_mentions(flat: FlatRecord, sentences: Mapping[tuple[int, int, str], Row]) -> Iterator[Row]:
    mentions = sorted(flat.record.mentions, key=lambda mention: mention.start)
    for (start, end, _), sentence in sentences.items():
        first, last = (bisect_left(mentions, place, key=lambda mention: mention.start) for place in (start, end))
        for entity in dict.fromkeys(flat.ids[mention.entity] for mention in mentions[first:last]):
            yield {"sentence": sentence["id"], "entity": entity}


def _value(value: Any) -> Any:
    return bound(value) if isinstance(value, str) else value
