"""Which of the entities as read are the same: one deterministic step over all of them, blind to their order.

Entities are merged for a reason only, and where a name could stand for two of them it stays alone: a wrong
merge is worse than a missing one. The reasons, in turn:

1. the same folded name (and, for those that have one, the same scope) within a kind;
2. persons: the same surname and suffix, given names that one of them shortens ("Donald J. Trump");
3. two that have each other's name as an alias; a name that is an alias of exactly one other entity of its
   kind, or the initials of exactly one;
4. a bare surname that only one person has, or only one who holds the same office; those that are left
   of different articles, where they share an office.

Every step adds to a `_Partition` and only looks at what stands there when it begins, so that nothing depends
on the order of the entities. Decisions of people belong between reading and these steps: what they call the
same is joined before step 1, what they call different is refused by `_Partition.join`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.names import acronyms_of, comparable, fold, institution, is_acronym
from graph.person_names import parse_person
from graph.vocabulary import EntityKind

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator

    from graph.person_names import PersonName

_INSTITUTIONS = (EntityKind.ORGANIZATION, EntityKind.AGREEMENT)
_KNOWN_BY_ALIAS = (EntityKind.PERSON, *_INSTITUTIONS, EntityKind.PLACE)
# Aliases made of such words alone ("the Commission") name whatever the article is about.
_GENERIC = frozenset({
    "accord", "agency", "agreement", "alliance", "army", "association", "authority", "bank", "bloc", "board",
    "body", "bureau", "cabinet", "central", "chamber", "club", "coalition", "commission", "committee",
    "company", "congress", "convention", "corporation", "council", "country", "court", "deal", "defence",
    "defense", "department", "economic", "federal", "finance", "firm", "foreign", "forum", "foundation",
    "free", "fund", "government", "group", "house", "institute", "interim", "international", "joint",
    "justice", "league", "military", "ministry", "national", "office", "organisation", "organization", "pact",
    "parliament", "partnership", "party", "peace", "protocol", "security", "senate", "state", "summit",
    "supreme", "the", "trade", "treasury", "treaty", "tribunal", "union", "university",
})  # fmt: skip
_SHORTEST_ACRONYM = 3


class EntityRead(NamedTuple):
    """An entity as read, with what all articles say of it.

    Attributes:
        id: id of the `graph.vocabulary.Entity`.
        kind: its kind.
        name: its name.
        scope: its scope.
        aliases: every alias that any article gives it.
        articles: number of articles that mention it.
    """

    id: str
    kind: EntityKind
    name: str
    scope: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    articles: int = 0


class Office(NamedTuple):
    """An office that a person as read holds or held: ids of the person and of the institution, and the title."""

    person: str
    title: str
    of: str


def unify(entities: Iterable[EntityRead], offices: Iterable[Office] = ()) -> dict[str, str]:
    """Decide which entities are the same.

    Args:
        entities: all of them, in any order.
        offices: the positions held, which tell persons of the same surname apart.

    Returns:
        The id of every entity -> the id of the one among those it is the same as that has the fullest name.
    """
    by_kind: dict[EntityKind, list[EntityRead]] = defaultdict(list)
    for entity in entities:
        by_kind[entity.kind].append(entity)
    partition = _Partition()
    for kind in EntityKind:
        if kind is not EntityKind.PERSON:
            _join_same_names(by_kind[kind], partition)
            _join_aliases(by_kind[kind], partition)
    _join_persons(by_kind[EntityKind.PERSON], offices, partition)
    return {e.id: unified for group in by_kind.values() for e, unified in _named(group, partition)}


class _Partition:
    """Sets of ids that stand for the same; each is known by its smallest id."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, member: str) -> str:
        """Return the id by which the member's set is known."""
        above = self._above
        root = member
        while (parent := above.get(root, root)) != root:
            root = parent
        while member != root:
            above[member], member = root, above.get(member, member)
        return root

    def join(self, one: str, other: str) -> None:
        """Make two sets one."""
        first, second = sorted((self.root(one), self.root(other)))
        self._above[second] = first

    def join_all(self, pairs: Collection[tuple[str, str]]) -> None:
        """Make the sets of each pair one."""
        for one, other in pairs:
            self.join(one, other)


def _key(entity: EntityRead) -> Hashable:
    """Return what is equal for entities that are the same by name alone."""
    scope = tuple(sorted(comparable(name) for name in entity.scope))
    return _form(entity.kind, entity.name), scope


def _form(kind: EntityKind, name: str) -> Hashable:
    if kind is EntityKind.PERSON:
        return parse_person(name)
    return institution(name) if kind in _INSTITUTIONS else comparable(name)


def _join_same_names(entities: Iterable[EntityRead], partition: _Partition) -> None:
    first: dict[Hashable, str] = {}
    for entity in entities:
        partition.join(first.setdefault(_key(entity), entity.id), entity.id)


def _join_aliases(entities: Collection[EntityRead], partition: _Partition) -> None:
    """Join each name with the only entity that has it as an alias or, for an acronym, as its initials."""
    nameable = [e for e in entities if e.kind in _KNOWN_BY_ALIAS and not e.scope]
    named = {_form(e.kind, e.name): partition.root(e.id) for e in nameable}
    acronyms = {_form(e.kind, e.name) for e in nameable if is_acronym(e.name)}
    _join_mutual(nameable, named, partition)
    named = {form: partition.root(member) for form, member in named.items()}
    meant: dict[Hashable, set[str]] = defaultdict(set)
    for entity in entities:
        for form in {*_other_names(entity), *acronyms.intersection(_initials(entity))} & named.keys():
            meant[form].add(partition.root(entity.id))
    others = ((root, _only(meant[form] - {root})) for form, root in named.items() if form in meant)
    partition.join_all([(root, other) for root, other in others if other])


def _join_mutual(nameable: Collection[EntityRead], named: dict[Hashable, str], partition: _Partition) -> None:
    """Join two that name each other: each has the other's name as an alias, whoever else may have it."""
    pairs = {(_form(e.kind, e.name), other) for e in nameable for other in _other_names(e) if other in named}
    partition.join_all([(named[one], named[other]) for one, other in pairs if (other, one) in pairs])


def _other_names(entity: EntityRead) -> Iterator[Hashable]:
    for alias in entity.aliases:
        if not _is_generic(alias) and not _leaves_suffix_out(alias, entity):
            yield _form(entity.kind, alias)


def _is_generic(alias: str) -> bool:
    return _GENERIC.issuperset(fold(alias).split())


def _leaves_suffix_out(alias: str, entity: EntityRead) -> bool:
    """Say whether an alias is the father's name as well ("Donald Trump" for Donald Trump Jr.)."""
    if entity.kind is not EntityKind.PERSON:
        return False
    short, name = parse_person(alias), parse_person(entity.name)
    return short.suffix != name.suffix and short.surname == name.surname and short.given[:1] == name.given[:1]


def _initials(entity: EntityRead) -> Iterator[str]:
    if entity.kind in _INSTITUTIONS and not entity.scope:
        for acronym in acronyms_of(entity.name):
            if len(acronym) >= _SHORTEST_ACRONYM:
                yield acronym


def _only(members: Collection[str]) -> str | None:
    return next(iter(members)) if len(members) == 1 else None


def _join_persons(persons: Iterable[EntityRead], offices: Iterable[Office], partition: _Partition) -> None:
    names = {person: parse_person(person.name) for person in persons}
    full = {person: name for person, name in names.items() if name.given}
    bare = {person: name for person, name in names.items() if not name.given}
    _join_same_names(names, partition)
    _join_shortened(full, partition)
    _join_aliases(full, partition)
    _join_surnames(bare, _Bearers(full, offices, partition), partition)


def _join_shortened(full: dict[EntityRead, PersonName], partition: _Partition) -> None:
    """Join each name with the fuller names it shortens, if these are one another's short forms as well."""
    ids = {name: person.id for person, name in full.items() if not person.scope}
    fuller: dict[PersonName, set[PersonName]] = defaultdict(set)
    for name in ids:
        for short in name.shorter_forms():
            if short in ids:
                fuller[short].add(name)
    for short, names in fuller.items():
        fullest = [name for name in names if name not in fuller]
        if len(fullest) == 1:
            partition.join(ids[short], ids[fullest[0]])


class _Bearers:
    """Who bears a surname, and who of them holds which office, as the partition stands when it is made."""

    def __init__(self, full: dict[EntityRead, PersonName], offices: Iterable[Office], partition: _Partition) -> None:
        self.offices: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for office in offices:
            held = fold(office.title), partition.root(office.of)
            self.offices[partition.root(office.person)].add(held)
        self.of_surname: dict[PersonName, set[str]] = defaultdict(set)
        self.in_office: dict[tuple[PersonName, tuple[str, str]], set[str]] = defaultdict(set)
        for person, name in full.items():
            root = partition.root(person.id)
            for surname in _surnames(person, name):
                self.of_surname[surname].add(root)
                for held in self.offices.get(root, ()):
                    self.in_office[surname, held].add(root)

    def sharing_office(self, surname: PersonName, root: str) -> set[str]:
        """Return those of a surname who hold an office that the given person holds as well."""
        offices = self.offices.get(root, ())
        return {bearer for held in offices for bearer in self.in_office.get((surname, held), ())}


def _surnames(person: EntityRead, name: PersonName) -> set[PersonName]:
    """Return the bare names a person can be called by: the surname, without or with suffix, and short aliases."""
    aliases = {alias for alias in map(parse_person, person.aliases) if not alias.given}
    return {name._replace(given=()), name._replace(given=(), suffix=""), *aliases}


def _join_surnames(bare: dict[EntityRead, PersonName], bearers: _Bearers, partition: _Partition) -> None:
    pairs = []
    first: dict[Hashable, str] = {}
    for root, surname in {partition.root(person.id): name for person, name in bare.items()}.items():
        candidates = bearers.of_surname.get(surname, set())
        in_office = bearers.sharing_office(surname, root)
        if only := _only(candidates) or _only(in_office):
            pairs.append((root, only))
        elif not in_office:
            pairs += [(root, first.setdefault((surname, held), root)) for held in bearers.offices.get(root, ())]
    partition.join_all(pairs)


def _named(entities: Iterable[EntityRead], partition: _Partition) -> Iterator[tuple[EntityRead, str]]:
    """Yield each entity with the id of the one in its set that has the fullest name."""
    members: dict[str, list[EntityRead]] = defaultdict(list)
    for entity in entities:
        members[partition.root(entity.id)].append(entity)
    for alike in members.values():
        fullest = min(alike, key=_fullness).id if len(alike) > 1 else alike[0].id
        yield from ((entity, fullest) for entity in alike)


def _fullness(entity: EntityRead) -> tuple[Any, ...]:
    """Return what sorts the fullest name first, with the name and the id to break ties."""
    name = entity.name
    last = (-entity.articles, -len(comparable(name)), name, entity.id)
    if entity.kind is EntityKind.PERSON:
        person = parse_person(name)
        return (not person.given, person.has_initials, name.isupper(), *last)
    if entity.kind in _INSTITUTIONS:
        return (is_acronym(name), name.isupper(), -len(institution(name)), *last)
    return (name.isupper(), *last)
