"""The values that Cypher knows, as JSON has them and as Cypher writes them."""

from __future__ import annotations

import base64
import json
import math
import re
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

if TYPE_CHECKING:
    from collections.abc import Mapping

_ZEROS = re.compile(r"\.0+(?!\d)|(\.\d*[1-9])0+(?!\d)")  # that end a fraction of a second
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


@singledispatch
def as_json(value: Any) -> Any:
    """Return a value for JSON.

    Nodes, relationships, paths and points are objects; dates, times and durations ISO 8601 text; bytes Base64
    text; NaN and the infinities text.
    """
    return value if value is None or isinstance(value, bool | int | str) else str(value)


@as_json.register
def _(value: float) -> float | str:
    return value if math.isfinite(value) else json.dumps(value)


@as_json.register
def _(value: bytes | bytearray) -> str:
    return base64.b64encode(value).decode()


@as_json.register
def _(value: Date | Time | DateTime | Duration) -> str:
    return _ZEROS.sub(r"\1", value.iso_format())


@as_json.register(list)
def _(value: list[Any]) -> list[Any]:
    return [as_json(one) for one in value]


@as_json.register(dict)
def _(value: dict[str, Any]) -> dict[str, Any]:
    return {name: as_json(one) for name, one in value.items()}


@as_json.register
def _(value: Point) -> dict[str, Any]:
    return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}


@as_json.register
def _(value: Node) -> dict[str, Any]:
    return {"element_id": value.element_id, "labels": sorted(value.labels), "properties": _properties(value)}


@as_json.register
def _(value: Relationship) -> dict[str, Any]:
    start, end = (None if node is None else node.element_id for node in value.nodes)
    ends = {"start": start, "end": end}
    return {"element_id": value.element_id, "type": value.type, **ends, "properties": _properties(value)}


@as_json.register
def _(value: Path) -> dict[str, Any]:
    return {"nodes": as_json(list(value.nodes)), "relationships": as_json(list(value.relationships))}


@singledispatch
def as_cypher(value: Any) -> str:
    """Return a value as Cypher writes it: `(:Person {name: "Mark Carney"})`."""
    plain = as_json(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


@as_cypher.register
def _(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


@as_cypher.register(list)
def _(value: list[Any]) -> str:
    return f"[{', '.join(map(as_cypher, value))}]"


@as_cypher.register(dict)
def _(value: dict[str, Any]) -> str:
    return f"{{{_entries(value)}}}"


@as_cypher.register
def _(value: Point) -> str:
    return f"point({{{_entries(as_json(value))}}})"


@as_cypher.register
def _(value: Node) -> str:
    return f"({_described(sorted(value.labels), value)})"


@as_cypher.register
def _(value: Relationship) -> str:
    return f"[{_described([value.type], value)}]"


@as_cypher.register
def _(value: Path) -> str:
    written = as_cypher(value.start_node)
    for before, step, after in zip(value.nodes, value.relationships, value.nodes[1:], strict=False):
        left, right = ("-", "->") if step.start_node == before else ("<-", "-")
        written += f"{left}{as_cypher(step)}{right}{as_cypher(after)}"
    return written


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {name: as_json(value) for name, value in sorted(entity.items())}


def _described(labels: list[str], entity: Node | Relationship) -> str:
    properties = [f"{{{_entries(dict(sorted(entity.items())))}}}"] if len(entity) else []
    return " ".join(["".join(f":{_name(label)}" for label in labels), *properties]).strip()


def _entries(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{_name(name)}: {as_cypher(value)}" for name, value in values.items())


def _name(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else f"`{name.replace('`', '``')}`"
