"""A store as CSV files for `neo4j-admin database import full` of Neo4j 5.

What is imported is the store that `put` and `unify` would have written; its constraints and indexes, which the
tool leaves out, stand in a file of their own, and opening the store for writing creates them as well.
"""

from __future__ import annotations

import shlex
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from graph.csv_tables import Counted, DelimiterFoundError, open_tables
from graph.errors import KgError, StoreError
from graph.flat_records import FlatRecord
from graph.neo4j_rows import READING, entity_row, fact_row, graph_rows, name_id, name_row, role_rows
from graph.neo4j_schema import SCHEMA as INDEXES
from graph.neo4j_schema import VERSION, bound
from graph.shape import DIRECT, FACT_LABELS, direct_rows
from graph.vocabulary import SCHEMA, FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from graph.copying import Progress
    from graph.csv_tables import Table
    from graph.flat_records import FlatFact
    from graph.neo4j_rows import GraphRows
    from graph.shape import Filling
    from graph.store import Store, UnifiedEntity
    from graph.vocabulary import ArticleRecord, FieldSpec

SCHEMA_FILE = "schema.cypher"
DELIMITERS = "\x1f\x1e\x1d\x1c\ue000\ue001\ue002\ue003"
"""What may stand between the names of a list; each is tried until no name holds it."""

_MEGABYTES = 4  # of the tool's buffer, which has to hold the longest row
_REMEMBERED = 1 << 16  # entities
_TYPES = {FieldKind.NUMBER: "double", FieldKind.FLAG: "boolean"}


def _columns(specs: Iterable[FieldSpec]) -> tuple[str, ...]:
    """Return columns for fields, each name once; entities are told by their names."""
    return tuple(dict.fromkeys(f"{spec.name}:{_TYPES.get(spec.kind, 'string')}" for spec in specs))


_ATTRIBUTES = _columns(spec for fields in SCHEMA.values() for spec in fields if spec.relationship is None)
_CARRIED = _columns(spec for type_, one in DIRECT.items() for spec in SCHEMA[type_] if spec.name in one.properties)
_ROLE = ("field:string", "position:long", "as_read:string", "status:string")

NODES: dict[str, tuple[str, ...]] = {
    "mark.csv": (":ID(NewsKg)", "id:long", "version:long", "revision:long", ":LABEL"),
    "readings.csv": (
        "key:ID(Reading)", *(f"{name}:{'long' if name == 'words' else 'string'}" for name in READING),
        "first_day:string", "last_day:string", ":LABEL",
    ),
    "sentences.csv": ("id:ID(Sentence)", "start:long", "end:long", "text:string", ":LABEL"),
    "entities.csv": ("id:ID(Entity)", "kind:string", "name:string", "scope:string[]", "readings:long", ":LABEL"),
    "names.csv": (
        "id:ID(Name)", "name:string", "key:string", "words:string", "long_words:string", "readings:long", ":LABEL",
    ),
    "facts.csv": (
        "id:ID(Fact)", "type:string", "caption:string", "words:string", "first_day:string", "last_day:string",
        "empty:string[]", *_ATTRIBUTES, ":LABEL",
    ),
}  # fmt: skip
RELATIONSHIPS: dict[str, tuple[str, ...]] = {
    "contains.csv": (":START_ID(Reading)", ":END_ID(Sentence)", ":TYPE"),
    "states.csv": (
        ":START_ID(Reading)", ":END_ID(Fact)", ":TYPE", "position:long", "confidence:double", "as_read:string",
    ),
    "stated_in.csv": (":START_ID(Fact)", ":END_ID(Sentence)", ":TYPE", "position:long"),
    "mentions.csv": (
        ":START_ID(Reading)", ":END_ID(Entity)", ":TYPE",
        "as_read:string", "names:string[]", "positions:long[]", "starts:long[]", "ends:long[]",
    ),
    "mentions_in_sentences.csv": (":START_ID(Sentence)", ":END_ID(Entity)", ":TYPE", "as_read:string"),
    "known_as.csv": (":START_ID(Entity)", ":END_ID(Name)", ":TYPE"),
    "same_as.csv": (":START_ID(Entity)", ":END_ID(Entity)", ":TYPE"),
    "fields_from_facts.csv": (":START_ID(Fact)", ":END_ID(Entity)", ":TYPE", *_ROLE),
    "fields_to_facts.csv": (":START_ID(Entity)", ":END_ID(Fact)", ":TYPE", *_ROLE),
    "direct.csv": (":START_ID(Entity)", ":END_ID(Entity)", ":TYPE", "key:string", "facts:long", *_CARRIED),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written.

    Attributes:
        folder: where.
        nodes, relationships: how many.
        arguments: those of `neo4j-admin`, run in the folder.
    """

    folder: Path
    nodes: int
    relationships: int
    arguments: tuple[str, ...]

    @property
    def command(self) -> str:
        """The import, as a shell takes it."""
        first, *others = self.arguments
        begin = f"cd {shlex.quote(str(self.folder.absolute()))} && neo4j-admin {first}"
        return " \\\n    ".join([begin, *others])


def export_neo4j_admin(store: Store, folder: Path, *, progress: Progress) -> Exported:
    """Write a store as CSV files.

    Args:
        store: what to write.
        folder: where; it comes into being if it is missing. If writing fails, nothing is left in it.
        progress: told of every record.

    Raises:
        KgError: the folder holds something or cannot be written.
        StoreError: the store cannot be read, or somebody wrote to it meanwhile.
    """
    try:
        _make_empty(folder)
        for delimiter in DELIMITERS:
            try:
                return _write(store, folder, delimiter, progress)
            except DelimiterFoundError:
                progress.note("Beginning again: a name holds a character that stands between names")
    except OSError as error:
        raise KgError(f"{folder}: {error.strerror}; make room or name another folder") from error
    raise StoreError("the names in the store leave no character that could stand between them")


def _make_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise KgError(f"{folder} is not empty; name an empty folder or a new one")


def _write(store: Store, folder: Path, delimiter: str, progress: Progress) -> Exported:
    with (
        open_tables(folder, {**NODES, **RELATIONSHIPS}, delimiter) as tables,
        closing(Counted(folder, "readings")) as entities,
        closing(Counted(folder, "readings")) as names,
        closing(Counted(folder, "facts")) as direct,
    ):
        writer = _Writer(store, tables, entities=entities, names=names, direct=direct)
        for record in store.records():
            writer.write(record)
            progress.advance(1, record.words)
        writer.finish()
        (folder / SCHEMA_FILE).write_text(_schema(), encoding="utf-8")
    return Exported(
        folder=folder,
        nodes=sum(tables[name].rows for name in NODES),
        relationships=sum(tables[name].rows for name in RELATIONSHIPS),
        arguments=_arguments(delimiter, max(table.longest for table in tables.values())),
    )


def _arguments(delimiter: str, longest: int) -> tuple[str, ...]:
    return (
        "database import full neo4j",
        *(f"--nodes={name}" for name in NODES),
        *(f"--relationships={name}" for name in RELATIONSHIPS),
        "--multiline-fields=true",
        f"--array-delimiter=U+{ord(delimiter):04X}",
        f"--read-buffer-size={max(_MEGABYTES, 1 + 2 * longest // 1_000_000)}m",
    )


def _schema() -> str:
    """Return what creates the constraints and indexes."""
    return "".join(f"CREATE {kind} {name} IF NOT EXISTS {what};\n" for name, (kind, what) in INDEXES.items())


class _Writer:
    """Writes records, each node and relationship once, and at the end those that count what leads to them."""

    def __init__(
        self, store: Store, tables: Mapping[str, Table], *, entities: Counted, names: Counted, direct: Counted
    ) -> None:
        self._tables = tables
        self._entities = entities
        self._names = names
        self._direct = direct
        self._facts: set[str] = set()
        self._article = ""
        self._unified = lru_cache(_REMEMBERED)(partial(_unified, store))

    def write(self, record: ArticleRecord) -> None:
        """Write a record; they come in the order of the store."""
        rows = graph_rows([FlatRecord(record)])
        self._write_reading(rows)
        self._add_entities(rows)
        self._add_names(rows)
        for fact in rows.facts.values():
            if fact.id not in self._facts:
                self._facts.add(fact.id)
                self._write_fact(fact)
        for row in rows.claims:
            self._join("states.csv", "STATES", row["key"], row["fact"], row["claim"])
        for row in rows.mentioned:
            self._join("mentions.csv", "MENTIONS", row["key"], self._unified(row["entity"]).id, row["mention"])

    def finish(self) -> None:
        """Write what has been counted, and the mark of a store."""
        counted = {"entities.csv": self._entities, "names.csv": self._names, "direct.csv": self._direct}
        for name, waiting in counted.items():
            for row in waiting.rows():
                self._tables[name].write(row)
        mark = {":ID": "1", "id": 1, "version": VERSION, "revision": 0, ":LABEL": "NewsKg"}
        self._tables["mark.csv"].write(mark)

    def _write_reading(self, rows: GraphRows) -> None:
        """Write a reading with its sentences; the first one of an article stands for it."""
        for row in rows.readings:
            shown = ["Article"] if row["id"] != self._article else []
            self._article = row["id"]
            self._tables["readings.csv"].write({**row, ":LABEL": ["Reading", *shown]})
        for row in rows.contained:
            self._tables["sentences.csv"].write({**row["sentence"], ":LABEL": "Sentence"})
            self._join("contains.csv", "CONTAINS", row["key"], row["sentence"]["id"])
        for row in rows.stated:
            self._join("stated_in.csv", "STATED_IN", row["fact"], row["sentence"], {"position": row["position"]})
        for row in rows.mentioned_in_sentences:
            as_read, unified = row["entity"], self._unified(row["entity"]).id
            self._join("mentions_in_sentences.csv", "MENTIONS", row["sentence"], unified, {"as_read": as_read})

    def _add_entities(self, rows: GraphRows) -> None:
        for id_, entity in rows.entities.items():
            if id_ not in self._entities:
                unified = self._unified(id_).id
                label = entity.kind.value if unified == id_ else "Alias"
                self._entities.add(id_, {**entity_row(id_, entity, 0), ":LABEL": ["Entity", label]})
                if unified != id_:
                    self._join("same_as.csv", "SAME_AS", id_, unified)
            self._entities.count(id_, rows.named[id_])

    def _add_names(self, rows: GraphRows) -> None:
        for (entity, name), n in rows.called.items():
            id_ = name_id(entity, name)
            if id_ not in self._names:
                row = name_row(entity, name, 0)
                self._names.add(id_, {**row, ":LABEL": ["Name", *(["LongName"] if "long_words" in row else [])]})
                self._join("known_as.csv", "KNOWN_AS", entity, id_)
            self._names.count(id_, n)

    def _write_fact(self, fact: FlatFact) -> None:
        self._tables["facts.csv"].write({**fact_row(fact), ":LABEL": ["Fact", FACT_LABELS[fact.type]]})
        filling: Filling = defaultdict(list)
        for spec, entity, role in role_rows(fact):
            unified = self._unified(entity)
            filling[spec.name].append((unified.id, unified.name))
            if spec.outgoing:
                self._join("fields_from_facts.csv", spec.relationship, fact.id, unified.id, role)
            else:
                self._join("fields_to_facts.csv", spec.relationship, unified.id, fact.id, role)
        for row in direct_rows(fact.type, fact.attributes, filling):
            key = (row.type, row.start, row.end, row.key)
            if key not in self._direct:
                properties = {k: bound(v) if isinstance(v, str) else v for k, v in row.properties.items()}
                ends = {":START_ID": row.start, ":END_ID": row.end, ":TYPE": row.type}
                self._direct.add(key, {**properties, "key": row.key, **ends})
            self._direct.count(key)

    def _join(
        self, table: str, type_: str | None, start: str, end: str, properties: Mapping[str, Any] | None = None
    ) -> None:
        self._tables[table].write({":START_ID": start, ":END_ID": end, ":TYPE": type_, **(properties or {})})


def _unified(store: Store, entity_id: str) -> UnifiedEntity:
    unified = store.entity(entity_id)
    if unified is None:
        raise StoreError("the store was written to meanwhile; run it again")
    return unified
