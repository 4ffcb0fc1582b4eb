"""Agreements: what they are called, who is party to them, how they stand, who signed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.wording import asked_words, says
from graph.names import fold
from graph.store import FactQuery
from graph.vocabulary import Entity, EntityKind, FactType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from graph.store import Claim, Store

_KINDS = (FactType.AGREEMENT, FactType.SIGNED)
# Words for any agreement: when nothing is found with them, they are left out.
_ANY_AGREEMENT = frozenset({"accord", "agreement", "agreements", "deal", "deals", "pact", "signed", "treaty"})


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody who signed an agreement, and what says so."""

    id: str
    entity: Entity
    answers: tuple[Answer, ...]

    @property
    def date(self) -> str | None:
        """The finest date that is stated, of the newest article first."""
        return _finest(self.answers)

    @property
    def place(self) -> str | None:
        """Where, if any article says it."""
        return _first_name(self.answers, "place")


@dataclass(frozen=True, slots=True)
class KnownAgreement:
    """An agreement, and all that is said of it.

    Attributes:
        id: of its unified entity.
        name: the fullest name.
        aliases: its other names.
        statements: what is said of the agreement itself, newest first.
        signatories: who signed it: persons, then countries, then others.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    statements: tuple[Answer, ...]
    signatories: tuple[Signatory, ...]

    @property
    def answers(self) -> list[Answer]:
        """Everything that is said of it."""
        return [*self.statements, *(answer for one in self.signatories for answer in one.answers)]

    @property
    def kind(self) -> str | None:
        """What sort of agreement it is."""
        return next((answer.text("kind") for answer in self.statements if answer.text("kind")), None)

    @property
    def parties(self) -> list[str]:
        """The names of all parties that any article states, sorted."""
        return sorted({name for answer in self.statements for name in answer.names("parties")})

    @property
    def status(self) -> str | None:
        """How it stands, as the newest article says; signed if nothing else is said of one that was signed."""
        by_article = sorted(self.statements, key=lambda answer: answer.published or "", reverse=True)
        stated = (answer.text("status") for answer in by_article if answer.text("status"))
        return next(stated, "signed" if self.signatories else None)

    @property
    def date(self) -> str | None:
        """The day of signing, else the date of its newest statement that has one."""
        return next((one.date for one in self.signatories if one.date), None) or _finest(self.statements)

    @property
    def place(self) -> str | None:
        """Where it was signed, else where its statements place it."""
        signed = (one.place for one in self.signatories if one.place)
        return next(signed, None) or _first_name(self.statements, "place")

    @property
    def when(self) -> str:
        """Its date, else that of the newest article."""
        return self.date or max((answer.published or "" for answer in self.answers), default="")


def who_signed(store: Store, *, words: Sequence[str] = (), bounds: Bounds = EVERYTHING) -> list[KnownAgreement]:
    """Return agreements with those who signed them, within the bounds.

    Args:
        store: where to look.
        words: words of the agreement's names, kind, parties or signatories; empty for all.
        bounds: what the signatures are narrowed by.

    Returns:
        the agreements whose parties are just those that were named first, then the newest.
    """
    found = _assemble(store, _matching(store, words), signed=bounds, stated=EVERYTHING)
    return _best_first([agreement for agreement in found if agreement.signatories], words)


def find_agreements(
    store: Store,
    *,
    words: Sequence[str] = (),
    parties: Sequence[Collection[str]] = (),
    statuses: Collection[str] = (),
    bounds: Bounds = EVERYTHING,
) -> list[KnownAgreement]:
    """Return agreements, ordered as by `who_signed`.

    Args:
        store: where to look.
        words: as for `who_signed`.
        parties: ids of entities; of each collection one must be a party or have signed.
        statuses: the agreement must now stand in one of these; empty for all.
        bounds: what the statements and signatures are narrowed by.
    """
    found = _assemble(store, _matching(store, words), signed=bounds, stated=bounds)
    wanted = [agreement for agreement in found if all(_has_party(agreement, ids) for ids in parties)]
    if statuses:
        wanted = [agreement for agreement in wanted if agreement.status in statuses]
    return _best_first(wanted, words)


def _matching(store: Store, words: Sequence[str]) -> set[str] | None:
    """Return the ids of the agreements that the words speak of; None for all."""
    asked = asked_words(words)
    if not asked:
        return None
    name = " ".join(words)
    named = store.find_entities(name, (EntityKind.AGREEMENT,))
    exact = {one.id for one in named if fold(name) in map(fold, (one.name, *one.aliases))}
    if exact:
        return exact
    by_word = {word: _spoken_of(store, word) for word in asked}
    found = set.intersection(*by_word.values())
    telling = [ids for word, ids in by_word.items() if word not in _ANY_AGREEMENT]
    return found or (set.intersection(*telling) if telling else set())


def _spoken_of(store: Store, word: str) -> set[str]:
    """Return the ids of agreements that have a word in their claims, or an entity that goes by it."""
    found = _agreement_ids(store.claims(FactQuery(types=_KINDS, words=(word,))))
    known = [entity.id for entity in store.find_entities(word)]
    if known:
        found |= _agreement_ids(store.claims(FactQuery(types=_KINDS, roles={"*": known})))
    return found


def _agreement_ids(claims: Iterable[Claim]) -> set[str]:
    return {agreement for claim in claims for agreement in claim.entities.get(_role(claim.type), ())}


def _role(fact_type: FactType) -> str:
    return "name" if fact_type is FactType.AGREEMENT else "agreement"


def _assemble(store: Store, ids: set[str] | None, *, signed: Bounds, stated: Bounds) -> list[KnownAgreement]:
    statements = _by_agreement(store, FactType.AGREEMENT, ids, stated)
    signatures = _by_agreement(store, FactType.SIGNED, ids, signed)
    known = dict.fromkeys([*statements, *signatures])
    return [_agreement(store, one, statements.get(one, []), signatures.get(one, [])) for one in known]


def _by_agreement(store: Store, fact_type: FactType, ids: set[str] | None, bounds: Bounds) -> dict[str, list[Answer]]:
    if ids is not None and not ids:
        return {}
    role = _role(fact_type)
    query = bounds.query(fact_type, roles=None if ids is None else {role: ids})
    grouped: dict[str, list[Answer]] = {}
    for answer in merge(store.claims(query)):
        for agreement in answer.ids(role):
            grouped.setdefault(agreement, []).append(answer)
    return grouped


def _agreement(store: Store, one: str, statements: list[Answer], signatures: list[Answer]) -> KnownAgreement:
    entity = store.entity(one)
    name = entity.name if entity else (statements or signatures)[0].names(_role((statements or signatures)[0].type))[0]
    aliases = entity.aliases if entity else ()
    return KnownAgreement(one, name, aliases, tuple(statements), _signatories(signatures))


def _signatories(signatures: list[Answer]) -> tuple[Signatory, ...]:
    grouped: dict[str, list[Answer]] = {}
    for answer in signatures:
        for who in answer.ids("who"):
            grouped.setdefault(who, []).append(answer)
    found = [Signatory(who, _entity(answers[0]), tuple(answers)) for who, answers in grouped.items()]
    return tuple(sorted(found, key=lambda one: (_ORDER.get(one.entity.kind, len(_ORDER)), one.entity.name)))


_ORDER = {EntityKind.PERSON: 0, EntityKind.COUNTRY: 1}


def _entity(answer: Answer) -> Entity:
    value = answer.value("who")
    if not isinstance(value, Entity):  # the schema says otherwise
        raise TypeError(f"who of {answer.type} is {value!r}")
    return value


def _has_party(agreement: KnownAgreement, ids: Collection[str]) -> bool:
    fields = [(answer, field) for answer in agreement.answers for field in ("parties", "who")]
    return any(one in ids for answer, field in fields for one in answer.ids(field))


def _best_first(found: list[KnownAgreement], words: Sequence[str]) -> list[KnownAgreement]:
    asked = asked_words(words)
    newest = sorted(found, key=lambda agreement: agreement.when, reverse=True)
    return sorted(newest, key=lambda agreement: _unasked_parties(agreement, asked))


def _unasked_parties(agreement: KnownAgreement, asked: list[str]) -> int:
    """Return how many parties the question does not name, 0 if it names none at all."""
    named = [party for party in agreement.parties if any(says([party], [word]) for word in asked)]
    return len(agreement.parties) - len(named) if named else 0


def _finest(answers: Iterable[Answer]) -> str | None:
    dates = [answer.date for answer in answers if answer.date]
    return max(dates, key=len, default=None)


def _first_name(answers: Iterable[Answer], field: str) -> str | None:
    return next((name for answer in answers for name in answer.names(field)), None)
