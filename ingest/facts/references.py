"""Which entity the words of a text stand for: names, surnames, acronyms, nationalities, pronouns, "both countries".

Unresolved is an allowed outcome, and better than wrong: everything here returns an empty tuple when unsure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.vocabulary import Entity, EntityKind, Mention
from ingest.facts.agreement_names import names_of_agreement
from ingest.facts.countries import (
    acting_country,
    country_entity,
    country_named,
    country_of_capital,
    country_of_nationality,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc, Span

_SINGULAR = frozenset({"he", "she", "his", "her", "him", "himself", "herself", "i", "my", "me"})
_PLURAL = frozenset({"they", "their", "them", "both", "we", "our", "us", "themselves"})
_ITS = frozenset({"it", "its", "itself"})
_PAIR = re.compile(
    r"(?:both|(?:the|these) two|two) (?:\w+ )?"
    r"(?P<noun>countr|nation|sides?\b|states?\b|neighbou?r|partners?\b|governments?\b|parties\b|capitals?\b|allies\b"
    r"|leaders?\b|presidents?\b|prime ministers?\b|ministers?\b|men\b|women\b|officials?\b|diplomats?\b|heads\b)",
    re.IGNORECASE,
)
_TRIO = re.compile(
    r"(?:the|all) three (?:\w+ )?(?:countr|nation|states|partners|neighbou?rs|governments|parties)", re.IGNORECASE
)
_PEOPLE = ("leader", "president", "prime minister", "minister", "men", "women", "official", "diplomat", "head")
_COUNTRY_NOUN = re.compile(
    r"(?:the|its|this|that|their) (?:country|nation|government|republic|kingdom|administration)\b", re.IGNORECASE
)
_BLOC = re.compile(r"the (?:\S+ )?bloc\b", re.IGNORECASE)
_AGREEMENT_NOUN = re.compile(
    r"\b(?:agreement|pact|deal|accord|treaty|partnership|memorandum|mou|protocol|convention|framework|declaration)s?\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\(\s*(?:the\s+)?[\"“]?(?P<short>[A-Z][A-Za-z&-]*[A-Z][A-Za-z&-]*)[\"”]?\s*\)")
_INITIAL = re.compile(r"^[A-Z]\.?$")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_INSTITUTIONS = frozenset({EntityKind.COUNTRY, EntityKind.ORGANIZATION, EntityKind.PLACE})
_REACH = 600  # characters back to the antecedent of a pronoun


@dataclass(frozen=True, slots=True)
class _Named:
    """One named mention, in the order of the text."""

    start: int
    end: int
    entity: Entity
    nationality: bool = False


@dataclass
class _Cluster:
    """The mentions of one entity while it is being put together."""

    kind: EntityKind
    names: Counter[str] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)

    def entity(self, scope: tuple[str, ...] = ()) -> Entity:
        name = self.name()
        return Entity(self.kind, name, scope, tuple(sorted(set(self.names) - {name})))

    def name(self) -> str:
        longest = max(len(n.split()) for n in self.names)
        fullest = [n for n in self.names if len(n.split()) == longest]
        return max(fullest, key=lambda n: (self.names[n], len(n), n))


class References:
    """The named entities of one document, and what other words stand for among them."""

    def __init__(self, doc: Doc, article_id: str) -> None:
        self.doc = doc
        self.article_id = article_id
        self._named: list[_Named] = []
        self._length = len(doc.text)
        self._acronyms = _acronyms(doc)
        self._people()
        self._agreements()
        self._others()
        self._named.sort(key=lambda n: (n.start, n.end))
        self._offices: list[tuple[int, str, Entity]] = []
        self.homes: dict[Entity, Entity] = {}

    def mentions(self) -> tuple[Mention, ...]:
        """Return every named mention, in the order of the text."""
        return tuple(
            Mention(self.doc[n.start].idx, self.doc[n.end - 1].idx + len(self.doc[n.end - 1]), n.entity)
            for n in self._named
        )

    def note_office(self, at: int, title: str, person: Entity, of: Entity | None) -> None:
        """Remember that a person holds an office, so that "the prime minister" and "Trump's tariffs" can be read.

        Args:
            at: token where it was read.
            title: the office.
            person: who holds it.
            of: the country or organization.
        """
        self._offices.append((at, plain(title), person))
        if of is not None and of.kind is EntityKind.COUNTRY:
            self.homes.setdefault(person, of)

    # -- putting clusters together ------------------------------------------------------------------------------

    def _people(self) -> None:
        clusters: list[_Cluster] = []
        bare: list[Span] = []
        for ent in self.doc.ents:
            if ent.label_ == "PERSON":
                words = _name_words(ent.text)
                if len(words) > 1:
                    _join_person(clusters, ent, words)
                elif words:
                    bare.append(ent)
        scoped: dict[str, _Cluster] = {}
        for ent in bare:
            word = _name_words(ent.text)[0]
            owner = _owner_of_surname(clusters, word, ent.start)
            if owner is None:
                owner = scoped.setdefault(plain(word), _Cluster(EntityKind.PERSON))
            owner.names[word] += 1
            owner.spans.append(ent)
        for cluster in clusters:
            self._register(cluster, cluster.entity())
        for cluster in scoped.values():
            self._register(cluster, cluster.entity((self.article_id,)))

    def _agreements(self) -> None:
        self._cluster("AGREEMENT", EntityKind.AGREEMENT)

    def _others(self) -> None:
        self._cluster("ORG", EntityKind.ORGANIZATION)
        for ent in self.doc.ents:
            label = self._label(ent)
            if label == "GPE":
                self._add_place(ent)
            elif label == "NORP":
                self._add_people(ent)
            elif label in ("LOC", "FAC"):
                self._named.append(_Named(ent.start, ent.end, Entity(EntityKind.PLACE, _clean(ent.text))))

    def _cluster(self, label: str, kind: EntityKind) -> None:
        clusters: dict[str, _Cluster] = {}
        for ent in self.doc.ents:
            if self._label(ent) != label:
                continue
            name = _clean(ent.text)
            country = country_named(name) if kind is EntityKind.ORGANIZATION else None
            if country is not None:
                self._named.append(_Named(ent.start, ent.end, country_entity(country, name)))
                continue
            cluster = clusters.setdefault(self._key(name), _Cluster(kind))
            cluster.names[name] += 1
            cluster.spans.append(ent)
        for cluster in clusters.values():
            entity = cluster.entity()
            if kind is EntityKind.AGREEMENT:
                known = {other for name in cluster.names for other in names_of_agreement(name)}
                entity = replace(entity, aliases=tuple(sorted({*entity.aliases, *known} - {entity.name})))
            self._register(cluster, entity)

    def _key(self, name: str) -> str:
        """Return what mentions of one organization or agreement share: the name that its acronym stands for."""
        inner = _ACRONYM.search(name)
        if inner is not None:
            name = name[: inner.start()]
        written_out = self._acronyms.get(name)
        return plain(written_out[0]) if written_out else plain(name)

    def _label(self, ent: Span) -> str:
        """Return an entity's label; an acronym that the text spells out, or that is well known, has its name's."""
        name = _clean(ent.text)
        written_out = self._acronyms.get(name)
        if written_out:
            return written_out[1]
        return "AGREEMENT" if names_of_agreement(name) else ent.label_

    def _register(self, cluster: _Cluster, entity: Entity) -> None:
        self._named += [_Named(span.start, span.end, entity) for span in cluster.spans]

    def _add_place(self, ent: Span) -> None:
        name = _clean(ent.text)
        nationality = country_of_nationality(name)
        country = country_named(name) or nationality
        entity = country_entity(country, name) if country else Entity(EntityKind.PLACE, name)
        self._named.append(_Named(ent.start, ent.end, entity, nationality=nationality is not None))

    def _add_people(self, ent: Span) -> None:
        name = _clean(ent.text)
        country = country_of_nationality(name) or country_named(name)
        entity = country_entity(country, name) if country else Entity(EntityKind.GROUP, name)
        self._named.append(_Named(ent.start, ent.end, entity, nationality=country is not None))

    # -- reading words ------------------------------------------------------------------------------------------

    @staticmethod
    def is_pronoun(span: Span) -> bool:
        """Whether words are a pronoun for one person."""
        return span.text.lower() in _SINGULAR

    def people(self, span: Span) -> tuple[Entity, ...]:
        """Return the persons that words stand for."""
        return self._resolve(span, _is(EntityKind.PERSON), people=True)

    def actors(self, span: Span) -> tuple[Entity, ...]:
        """Return who acts: persons, countries (a capital acts for its country), organizations, groups."""
        found = self._resolve(span, lambda n: n.entity.kind is not EntityKind.AGREEMENT, people=False)
        return tuple(dict.fromkeys(self._acting(e) for e in found))

    def countries(self, span: Span) -> tuple[Entity, ...]:
        """Return the parties that words stand for: countries, organizations, else whoever is named."""
        acting = self.actors(span)
        return tuple(dict.fromkeys(self.homes.get(e, e) if e.kind is EntityKind.PERSON else e for e in acting))

    def places(self, span: Span) -> tuple[Entity, ...]:
        """Return the place that words name, a country by its common name."""
        inside = self._inside(span, _is(EntityKind.PLACE, EntityKind.COUNTRY, EntityKind.ORGANIZATION))
        if inside:
            return tuple(dict.fromkeys(n.entity for n in inside))
        text = _clean(span.text)
        if _COUNTRY_NOUN.fullmatch(text) or text.lower() in _ITS:
            return self._last(span.start, _is(EntityKind.COUNTRY), 1)
        country = country_named(text) or country_of_nationality(text)
        if country:
            return (country_entity(country),)
        return (Entity(EntityKind.PLACE, text),) if text[:1].isupper() else ()

    def agreements(self, span: Span) -> tuple[Entity, ...]:
        """Return the agreements that words name or refer back to ("the pact")."""
        inside = self._inside(span, _is(EntityKind.AGREEMENT))
        if inside:
            return tuple(dict.fromkeys(n.entity for n in inside))
        return ()

    def ending_at(self, token: int) -> Entity | None:
        """Return the country, organization or place whose name ends right before a token, possessive apart."""
        if token and self.doc[token - 1].text in _POSSESSIVE:
            token -= 1
        return next((n.entity for n in self._named if n.end == token and n.entity.kind in _INSTITUTIONS), None)

    def beginning_at(self, token: int) -> Entity | None:
        """Return the country, organization or place whose name begins at a token, its article apart."""
        if token < len(self.doc) and self.doc[token].lower_ == "the":
            token += 1
        return next((n.entity for n in self._named if n.start == token and n.entity.kind in _INSTITUTIONS), None)

    def agreements_named(self) -> tuple[Entity, ...]:
        """Return every agreement that the document names."""
        return tuple(entity for entity, _ in self.first_mentions(EntityKind.AGREEMENT))

    def first_mentions(self, kind: EntityKind) -> Iterator[tuple[Entity, Span]]:
        """Yield each entity of a kind with the place where it is first named."""
        seen: set[Entity] = set()
        for n in self._named:
            if n.entity.kind is kind and n.entity not in seen:
                seen.add(n.entity)
                yield n.entity, self.doc[n.start : n.end]

    def named_people(self, span: Span) -> tuple[Entity, ...]:
        """Return the persons named among words, each once."""
        return tuple(dict.fromkeys(n.entity for n in self._inside(span, _is(EntityKind.PERSON))))

    def named_in(self, span: Span) -> tuple[Entity, ...]:
        """Return the entities named among words, as they stand."""
        return tuple(dict.fromkeys(n.entity for n in self._inside(span, lambda _: True)))

    def _acting(self, entity: Entity) -> Entity:
        country = country_of_capital(entity.name) if entity.kind is EntityKind.PLACE else None
        return country_entity(country, entity.name) if country else entity

    def _inside(self, span: Span, fits: Callable[[_Named], bool]) -> list[_Named]:
        return [n for n in self._named if n.start < span.end and span.start < n.end and fits(n)]

    def _resolve(self, span: Span, fits: Callable[[_Named], bool], *, people: bool) -> tuple[Entity, ...]:
        named = self._inside(span, fits)
        # "Canadian Prime Minister Mark Carney" is Carney, "Iranian banks" are not Iran
        if any(not n.nationality for n in named):
            named = [n for n in named if not n.nationality or _stands_alone(n, span)]
        elif named and not people and not _stands_alone(named[0], span) and not _acts_for_country(span):
            return (Entity(EntityKind.GROUP, _clean(span.text)),)
        if named:
            return tuple(dict.fromkeys(n.entity for n in named))
        return self._referred(span, people=people)

    def _referred(self, span: Span, *, people: bool) -> tuple[Entity, ...]:
        """Return what words without a name refer back to."""
        text = _clean(span.text)
        for read in (self._pronoun, self._pair, self._office_holder):
            found = read(span, text, people=people)
            if found:
                return found
        return () if people else self._country_or_bloc(span, text)

    def _pronoun(self, span: Span, text: str, *, people: bool) -> tuple[Entity, ...]:
        lower = text.lower()
        if lower in _SINGULAR:
            return self._last(span.start, _is(EntityKind.PERSON), 1)
        if lower in _PLURAL:
            return self._last(span.start, _is(EntityKind.PERSON if people else EntityKind.COUNTRY), 2)
        return ()

    def _pair(self, span: Span, text: str, *, people: bool) -> tuple[Entity, ...]:
        pair = _PAIR.search(text)
        if pair:
            of_people = people or pair["noun"].lower().startswith(_PEOPLE)
            return self._last(span.start, _is(EntityKind.PERSON if of_people else EntityKind.COUNTRY), 2, back=1500)
        return self._last(span.start, _is(EntityKind.COUNTRY), 3, back=2000) if _TRIO.search(text) else ()

    def _office_holder(self, span: Span, text: str, *, people: bool) -> tuple[Entity, ...]:  # noqa: ARG002 - always a person
        words = text.lower().removeprefix("the ").removeprefix("its ").removeprefix("our ")
        before = [person for at, title, person in self._offices if at < span.start and _same_office(words, title)]
        return (before[-1],) if before else ()

    def _country_or_bloc(self, span: Span, text: str) -> tuple[Entity, ...]:
        if text.lower() in _ITS or _COUNTRY_NOUN.fullmatch(text):
            return self._last(span.start, _is(EntityKind.COUNTRY, EntityKind.ORGANIZATION), 1)
        if _BLOC.fullmatch(text):
            return self._last(span.start, _is(EntityKind.ORGANIZATION), 1, back=2000)
        country = acting_country(text)
        return (country_entity(country, text),) if country else ()

    def _last(self, at: int, fits: Callable[[_Named], bool], count: int, *, back: int = _REACH) -> tuple[Entity, ...]:
        """Return the last `count` different entities named before a token, in the order of the text.

        A single one is the first named in the nearest sentence that names any: subjects come first.
        """
        here = self.doc[at].idx if at < len(self.doc) else self._length
        before = [n for n in self._named if n.end <= at and fits(n) and here - self.doc[n.start].idx <= back]
        if count == 1:
            return self._first_of_nearest_sentence(before, at)
        found: list[Entity] = []
        for named in reversed(before):
            if named.entity not in found:
                found.append(named.entity)
            if len(found) == count:
                return tuple(reversed(found))
        return ()

    def _first_of_nearest_sentence(self, before: list[_Named], at: int) -> tuple[Entity, ...]:
        if not before:
            return ()
        sentence = self.doc[min(at, len(self.doc) - 1)].sent.start
        here = [n for n in before if n.start >= sentence]
        if not here:
            nearest = self.doc[before[-1].start].sent.start
            here = [n for n in before if n.start >= nearest]
        return (here[0].entity,)


def _same_office(words: str, title: str) -> bool:
    """Whether "the German foreign minister" or "the minister" can mean a foreign minister."""
    return title == words or title.endswith(" " + words) or words.endswith(" " + title)


def _is(*kinds: EntityKind) -> Callable[[_Named], bool]:
    return lambda named: named.entity.kind in kinds


def _stands_alone(named: _Named, span: Span) -> bool:
    """Whether a nationality is all there is, as in "U.S. and Iranian officials" it is not."""
    rest = [t for t in span if not named.start <= t.i < named.end and t.text.lower() not in ("the", "'s", "’s", "a")]
    return not rest or all(t.text.lower() in ("and", ",", "or", "both") or t.is_title for t in rest)


def _acts_for_country(span: Span) -> bool:
    return span[-1].text.lower() in (
        "government", "administration", "authorities", "officials", "leaders", "side", "imports", "goods", "products",
        "exports", "delegation", "president", "minister", "cabinet", "regime", "counterpart", "state",
    )  # fmt: skip


def _acronyms(doc: Doc) -> dict[str, tuple[str, str]]:
    """Return acronym -> name and label, for "Name of the Thing (ACR)"."""
    found: dict[str, tuple[str, str]] = {}
    text = doc.text
    for ent in doc.ents:
        if ent.label_ not in ("ORG", "AGREEMENT", "GPE", "EVENT"):
            continue
        match = _ACRONYM.match(text[ent.end_char : ent.end_char + 24].lstrip()) or _ACRONYM.search(ent.text)
        if match:
            name = _clean(ent.text)
            inner = _ACRONYM.search(name)
            found[match["short"]] = (name[: inner.start()].strip() if inner else name, ent.label_)
    return found


def _name_words(text: str) -> list[str]:
    words = [w for w in _clean(text).split() if w]
    return words[:-1] if len(words) > 2 and words[-1].lower().strip(",") in _SUFFIXES else words


def _join_person(clusters: list[_Cluster], ent: Span, words: list[str]) -> None:
    name = " ".join(words)
    for cluster in clusters:
        if any(_same_person(words, other.split()) for other in cluster.names):
            cluster.names[name] += 1
            cluster.spans.append(ent)
            return
    cluster = _Cluster(EntityKind.PERSON)
    cluster.names[name] += 1
    cluster.spans.append(ent)
    clusters.append(cluster)


def _same_person(a: list[str], b: list[str]) -> bool:
    if len(b) < 2:
        return False
    short, long = sorted((a, b), key=len)
    folded = [plain(w) for w in long]
    if plain(short[-1]) != folded[-1] and plain(short[-1]) not in folded[1:]:
        return False
    return plain(short[0]) == folded[0] or (
        _INITIAL.match(short[0]) is not None and folded[0].startswith(plain(short[0]))
    )


def _owner_of_surname(clusters: Iterable[_Cluster], word: str, at: int) -> _Cluster | None:
    """Return the person last named in full whose name has the word, preferring it as the surname."""
    having = [c for c in clusters if any(plain(word) in (plain(w) for w in n.split()) for n in c.names)]
    as_surname = [c for c in having if any(plain(n.split()[-1]) == plain(word) for n in c.names)] or having
    before = [c for c in as_surname if c.spans[0].start < at] or as_surname
    return max(before, key=lambda c: max((s.start for s in c.spans if s.start < at), default=-1), default=None)


def _clean(text: str) -> str:
    text = " ".join(text.split()).strip(' ,;:“”"()')
    for ending in ("’s", "'s", "’", "'"):
        text = text.removesuffix(ending)
    return text[4:] if text[:4].lower() == "the " and text[4:5].isupper() else text
