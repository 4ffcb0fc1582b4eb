"""A store of four articles built by hand, and a way to run `kg` on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest
from click.testing import CliRunner

from cli import main
from graph.sqlite_store import SqliteStore
from graph.vocabulary import (
    SCHEMA,
    ArticleRecord,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    FactType,
    FieldKind,
    Mention,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from conftest import Neo4jServer

CANADA = Entity(EntityKind.COUNTRY, "Canada", aliases=("Ottawa",))
MEXICO = Entity(EntityKind.COUNTRY, "Mexico")
UNITED_STATES = Entity(EntityKind.COUNTRY, "United States", aliases=("U.S.", "US", "Washington"))
RUSSIA = Entity(EntityKind.COUNTRY, "Russia")
CARNEY = Entity(EntityKind.PERSON, "Mark Carney", aliases=("Carney",))
SHEINBAUM = Entity(EntityKind.PERSON, "Claudia Sheinbaum", aliases=("Sheinbaum",))
TRUMP = Entity(EntityKind.PERSON, "Donald Trump", aliases=("Trump",))
TRUDEAU = Entity(EntityKind.PERSON, "Justin Trudeau", aliases=("Trudeau",))
VEGA = Entity(EntityKind.PERSON, "Ana Vega")
MEXICO_CITY = Entity(EntityKind.PLACE, "Mexico City")
BUENOS_AIRES = Entity(EntityKind.PLACE, "Buenos Aires")
PARTNERSHIP = Entity(EntityKind.AGREEMENT, "comprehensive strategic partnership", scope=("Canada", "Mexico"))
USMCA = Entity(EntityKind.AGREEMENT, "United States-Mexico-Canada Agreement", aliases=("USMCA",))

CITY_SENTENCE = "Canada and Mexico signed a comprehensive strategic partnership Thursday in Mexico City."
LEADERS_SENTENCE = "Prime Minister Mark Carney and President Claudia Sheinbaum formalized the agreement."
ODD_QUOTE = "[bold]we are \x1b[31mstronger\x1b[0m together[/bold]"


def record(name: str, published: str | None, *stated: tuple[str, FactType, dict[str, Any]]) -> ArticleRecord:
    """Return an article whose sentences each state a fact."""
    text = " ".join(dict.fromkeys(sentence for sentence, _, _ in stated))
    facts = tuple(_fact(text, *one) for one in stated)
    entities = sorted({entity for fact in facts for entity in fact.entities()})
    return ArticleRecord(
        id=f"{name:0<32}"[:32],
        fingerprint=f"{name}-1",
        model="by hand",
        words=len(text.split()),
        name=name,
        source=f"{name}.txt",
        title=f"About {name}",
        published=published,
        text=text,
        facts=facts,
        mentions=tuple(Mention(at, at + 1, entity) for at, entity in enumerate(entities)),
    )


def _fact(text: str, sentence: str, fact_type: FactType, values: dict[str, Any]) -> Fact:
    start = text.index(sentence)
    evidence = (Evidence(start, start + len(sentence), sentence),)
    confidence = values.pop("confidence", 0.9)
    lists = {spec.name for spec in SCHEMA[fact_type] if spec.kind is FieldKind.ENTITIES}
    given = {name: tuple(value) if name in lists else value for name, value in values.items()}
    return Fact(fact_type, given, evidence, confidence)


def partnership_article() -> ArticleRecord:
    """Return the article of the day after the signing."""
    day: dict[str, Any] = {"agreement": PARTNERSHIP, "date": "2025-09-18", "place": MEXICO_CITY}
    tariff = "Trump has imposed 25% tariffs on Canadian and Mexican imports, exempting USMCA goods."
    trade = "Bilateral trade reached CAD 56 billion in 2024, and 10,000 troops were sent."
    quote = f"Carney said \u201c{ODD_QUOTE}\u201d."
    return record(
        "canada-mexico-partnership",
        "2025-09-19",
        (CITY_SENTENCE, FactType.SIGNED, {"who": CANADA, **day}),
        (CITY_SENTENCE, FactType.SIGNED, {"who": MEXICO, **day}),
        (
            CITY_SENTENCE,
            FactType.AGREEMENT,
            {
                "name": PARTNERSHIP,
                "kind": "strategic partnership",
                "parties": [CANADA, MEXICO],
                "status": "signed",
                "date": "2025-09-18",
                "place": MEXICO_CITY,
            },
        ),
        (LEADERS_SENTENCE, FactType.SIGNED, {"who": CARNEY, **day}),
        (LEADERS_SENTENCE, FactType.SIGNED, {"who": SHEINBAUM, **day}),
        (LEADERS_SENTENCE, FactType.MET, {"who": [CARNEY, SHEINBAUM], "place": MEXICO_CITY}),
        (LEADERS_SENTENCE, FactType.VISITED, {"who": CARNEY, "place": MEXICO}),
        (LEADERS_SENTENCE, FactType.HOLDS_POSITION, {"person": CARNEY, "title": "Prime Minister", "of": CANADA}),
        (LEADERS_SENTENCE, FactType.HOLDS_POSITION, {"person": SHEINBAUM, "title": "President", "of": MEXICO}),
        (
            tariff,
            FactType.TARIFF,
            {
                "by": TRUMP,
                "on": [CANADA, MEXICO],
                "goods": "imports",
                "rate": 25.0,
                "status": "imposed",
                "exempts": "USMCA goods",
            },
        ),
        (tariff, FactType.HOLDS_POSITION, {"person": TRUMP, "title": "President", "of": UNITED_STATES}),
        (
            trade,
            FactType.FIGURE,
            {"value": 56e9, "unit": "CAD", "of": "bilateral trade", "period": "2024", "about": [CANADA, MEXICO]},
        ),
        (trade, FactType.FIGURE, {"value": 10_000.0, "unit": "troop", "of": "troops sent", "confidence": 0.4}),
        (quote, FactType.SAID, {"who": CARNEY, "quote": ODD_QUOTE}),
    )


def second_article() -> ArticleRecord:
    """Return an article that states some of it again, in less detail."""
    return record(
        "partnership-again",
        "2025-09-20",
        ("Carney signed the partnership.", FactType.SIGNED, {"who": CARNEY, "agreement": PARTNERSHIP}),
        (
            "The USMCA comes up for review.",
            FactType.AGREEMENT,
            {"name": USMCA, "parties": [CANADA, MEXICO, UNITED_STATES], "status": "under review", "date": "2026"},
        ),
    )


def tariff_article() -> ArticleRecord:
    """Return an article of half a year before, of another prime minister."""
    return record(
        "tariffs-take-effect",
        "2025-03-05",
        (
            "Tariffs of 25 to 50 percent on Canadian steel began on March 4.",
            FactType.TARIFF,
            {
                "by": UNITED_STATES,
                "on": [CANADA],
                "goods": "steel",
                "rate": 25.0,
                "rate_max": 50.0,
                "status": "imposed",
                "date": "2025-03-04",
            },
        ),
        (
            "Prime Minister Justin Trudeau was angry.",
            FactType.HOLDS_POSITION,
            {"person": TRUDEAU, "title": "Prime Minister", "of": CANADA},
        ),
        (
            "The US froze assets of Russia.",
            FactType.SANCTION,
            {"by": UNITED_STATES, "on": [RUSSIA], "kind": "asset freeze", "status": "imposed"},
        ),
        (
            "\u201cThis is very dumb indeed\u201d, Trudeau said.",
            FactType.SAID,
            {"who": TRUDEAU, "quote": "This is very dumb indeed"},
        ),
    )


def usmca_article() -> ArticleRecord:
    """Return an article of 2018."""
    day: dict[str, Any] = {"agreement": USMCA, "date": "2018-11-30", "place": BUENOS_AIRES}
    sentence = "Donald Trump and Justin Trudeau signed the USMCA in Buenos Aires on Friday."
    return record(
        "usmca-buenos-aires",
        "2018-12-01",
        (sentence, FactType.SIGNED, {"who": TRUMP, **day}),
        (sentence, FactType.SIGNED, {"who": TRUDEAU, **day}),
        (
            sentence,
            FactType.AGREEMENT,
            {"name": USMCA, "parties": [CANADA, MEXICO, UNITED_STATES], "status": "signed", "date": "2018-11-30"},
        ),
    )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a store that holds the four articles."""
    file = tmp_path_factory.mktemp("filled") / "news.db"
    with SqliteStore(file) as store:
        store.put([partnership_article(), second_article(), tariff_article(), usmca_article()])
        store.unify()
    return file


class Run(Protocol):
    """Runs `kg` with arguments."""

    def __call__(self, *arguments: str) -> Result:
        """Return how it ended and what it wrote."""


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, without settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("KG_STORE", "NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def kg(elsewhere: Path) -> Run:  # noqa: ARG001 - for what it does
    """Run `kg` in an empty folder."""
    return lambda *arguments: CliRunner().invoke(main, arguments, prog_name="kg")


@pytest.fixture
def neo4j(neo4j_server: Neo4jServer, elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Neo4jServer:  # noqa: ARG001 - it takes settings away first
    """Give the server and set in the environment how to get in, all but its address."""
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("NEO4J_DATABASE", neo4j_server.database)
    return neo4j_server


@pytest.fixture
def ask(kg: Run, filled: Path) -> Run:
    """Run a look-up on the filled store."""
    return lambda command, *arguments: kg(command, "--store", str(filled), *arguments)


@pytest.fixture
def make_record() -> Callable[..., ArticleRecord]:
    """Return the builder of records."""
    return record
