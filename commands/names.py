"""From the name of an entity on the command line to its ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.exits import NothingFound
from commands.harmless import harmless
from graph.lookups import nearest_names
from graph.names import fold

if TYPE_CHECKING:
    from graph.store import Store, UnifiedEntity


def entities_named(store: Store, name: str) -> list[UnifiedEntity]:
    """Return all entities that go by a name, and say so if several are only like it.

    Raises:
        NothingFound: if there are none, with the names that are written most alike.
    """
    found = store.find_entities(name)
    if not found:
        raise NothingFound(f"{name}: no entity of that name in the store{_hint(store, name)}")
    if len(found) > 1 and not any(_is_called(entity, name) for entity in found):
        names = ", ".join(entity.name for entity in found)
        click.echo(harmless(f"{name}: taken as {names}."), err=True)
    return found


def ids_named(store: Store, name: str | None) -> set[str]:
    """Return the ids of the entities of a name, none where no name is given."""
    return {entity.id for entity in entities_named(store, name)} if name else set()


def _hint(store: Store, name: str) -> str:
    near = nearest_names(store, name)
    return f"; did you mean {' or '.join(near)}?" if near else "; `kg facts` shows what it holds."


def _is_called(entity: UnifiedEntity, name: str) -> bool:
    return fold(name) in {fold(known) for known in (entity.name, *entity.aliases)}
