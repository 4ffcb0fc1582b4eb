"""The questions in `docs/browser/questions` answer what they ask, and the style beside them knows the graph."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest

from graph.neo4j_connection import Server
from graph.neo4j_store import Neo4jStore
from graph.vocabulary import Entity, EntityKind, FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Neo4jServer

    Ask = Callable[..., list[list[Any]]]

DOCS = Path(__file__).parents[2] / "docs"
QUESTIONS = {path.stem: path.read_text(encoding="utf-8") for path in DOCS.glob("browser/questions/*.cypher")}
STYLED = re.compile(r"^(?:node|relationship)\.(\w+) \{", re.MULTILINE)
NAMED = re.compile(r"[:|](\w+)")  # labels and types follow without a blank, values of maps with one
COMMENT = re.compile(r"//.*")

CANADA, MEXICO, US, INDIA, CHINA, IRAN = (
    Entity(EntityKind.COUNTRY, name) for name in ("Canada", "Mexico", "United States", "India", "China", "Iran")
)
CARNEY, SHEINBAUM, TRUMP, MODI, XI, TRUDEAU = (
    Entity(EntityKind.PERSON, name)
    for name in ("Mark Carney", "Claudia Sheinbaum", "Donald Trump", "Narendra Modi", "Xi Jinping", "Justin Trudeau")
)
TRUMP_TOO = Entity(EntityKind.PERSON, "Donald J. Trump")
PACT, USMCA = (Entity(EntityKind.AGREEMENT, name) for name in ("Strategic Partnership", "USMCA"))
MEXICO_CITY = Entity(EntityKind.PLACE, "Mexico City")
HUAWEI = Entity(EntityKind.ORGANIZATION, "Huawei")
SHIPS = Entity(EntityKind.GROUP, "four ships")


@pytest.fixture(scope="module")
def archive(neo4j_server: Neo4jServer, make: Any) -> Iterator[Neo4jServer]:
    """Return a server with six articles from 2018 to 2026, and empty it afterwards."""
    neo4j_server.run("MATCH (n) DETACH DELETE n")
    server = Server(neo4j_server.uri, neo4j_server.username, neo4j_server.password, neo4j_server.database)
    with Neo4jStore(server) as store:
        store.put(list(_articles(make)))
        store.unify()
    yield neo4j_server
    neo4j_server.run("MATCH (n) DETACH DELETE n")


def _articles(make: Any) -> Iterator[Any]:
    """Yield articles that state facts of every type."""
    figure = {"of": "steel exports", "about": (INDIA, US), "unit": "ton"}
    sanctions = {"by": US, "on": (IRAN,), "kind": "sanctions"}
    pact = {"name": PACT, "parties": (CANADA, MEXICO)}
    former = {"person": TRUDEAU, "title": "Prime Minister", "of": CANADA, "former": True}
    old = make.fact(FactType.SIGNED, "Trudeau signed in 2018.", who=TRUDEAU, agreement=USMCA, date="2018-11-30")
    yield make.record("usmca", old, make.holds(TRUDEAU, "Prime Minister", CANADA), published="2018-12-01")
    yield make.record(
        "tariffs",
        make.holds(TRUMP, "President", US),
        make.holds(TRUDEAU, "prime minister", CANADA),
        make.tariff(TRUMP, CANADA, rate=25.0, goods="steel", status="imposed", date="2025-03-04"),
        make.tariff(CANADA, US, rate=10.0, goods="oranges", status="announced"),
        make.tariff(US, MEXICO, rate=30.0, status="threatened"),
        make.fact(FactType.MET, "Sheinbaum met Trump.", who=(SHEINBAUM, TRUMP), date="2025-03-01"),
        make.fact(FactType.SANCTION, "They threaten Iran.", **sanctions, status="threatened"),
        make.fact(FactType.SANCTION, "It may sell again.", by=US, on=(HUAWEI,), kind="ban", status="removed"),
        published="2025-03-05",
    )
    yield make.record(
        "india",
        make.holds(MODI, "Prime Minister", INDIA),
        make.tariff(TRUMP_TOO, INDIA, rate=50.0, status="raised", date="2025-08-07"),
        make.fact(FactType.FIGURE, "It was 129 tons.", **figure, value=129.0, period="2024"),
        make.fact(FactType.FIGURE, "It was 8 tons once.", **figure, value=8.0, period="2001"),
        published="2025-08-07",
    )
    yield make.record(
        "pact",
        make.holds(CARNEY, "prime minister", CANADA),
        make.holds(SHEINBAUM, "president", MEXICO),
        make.fact(FactType.SIGNED, "Carney signed.", who=CARNEY, agreement=PACT, date="2025-09-18", place=MEXICO_CITY),
        make.fact(FactType.SIGNED, "Mexico signed.", who=MEXICO, agreement=PACT, date="2025-09"),
        make.fact(FactType.AGREEMENT, "It is signed.", **pact, status="signed"),
        make.fact(FactType.MET, "Carney met Sheinbaum.", who=(CARNEY, SHEINBAUM), date="2025-09-18"),
        make.fact(FactType.VISITED, "Carney went there.", who=CARNEY, place=MEXICO_CITY),
        published="2025-09-19",
    )
    yield make.record(
        "speech",
        make.fact(FactType.SAID, "Xi said: we sell on.", who=XI, quote="we sell on"),
        make.fact(FactType.FIGURE, "It was 132 tons.", **figure, value=132.0, period="2024"),
        make.fact(FactType.TARIFF, "Canola costs 15% more.", by=CHINA, on=(CANADA,), rate=15.0, status="lowered"),
        make.fact(FactType.HOLDS_POSITION, "Trudeau led once.", **former),
        published="2026-01-30",
        title="Xi speaks",
    )
    yield make.record(
        "force",
        make.fact(FactType.AGREEMENT, "It holds.", **pact, status="in force"),
        make.fact(FactType.SANCTION, "Iran is hit.", **sanctions, status="imposed"),
        make.fact(FactType.SANCTION, "Ships are next.", on=(SHIPS,), kind="sanctions", status="proposed"),
        old,
        published="2026-02-20",
    )


@pytest.fixture
def ask(archive: Neo4jServer) -> Ask:
    """Return how a question is asked: by its name, maybe with a word of it replaced; paths come in words."""

    def asked(name: str, old: str = "", new: str = "") -> list[list[Any]]:
        query = QUESTIONS[name]
        assert old in query
        return [[_in_words(value) for value in row] for row in _read(archive, query.replace(old, new)).records]

    return asked


def _read(server: Neo4jServer, query: str) -> neo4j.EagerResult:
    """Run a query where the server lets nobody write."""
    with neo4j.GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        return driver.execute_query(query, database_=server.database, routing_=neo4j.RoutingControl.READ)


def _in_words(value: Any) -> Any:
    """Return a path as one draws it, other values as they are."""
    if not isinstance(value, neo4j.graph.Path):
        return value
    captions = [node.get("caption") or node.get("name") or node["text"] for node in value.nodes]
    drawn = str(captions[0])
    for step, before, caption in zip(value.relationships, value.nodes, captions[1:], strict=False):
        arrow = f"-{step.type}->" if step.start_node == before else f"<-{step.type}-"
        drawn += f" {arrow} {caption}"
    return drawn


def test_signatures_lead_from_who_signed_to_what(ask: Ask) -> None:
    """Of the year that stands in the question, to the day or not."""
    pact, usmca = "Strategic Partnership", "Justin Trudeau -SIGNED-> USMCA"
    assert ask("signatures") == [[f"Mexico -SIGNED-> {pact}"], [f"Mark Carney -SIGNED-> {pact}"]]
    assert ask("signatures", '"2025"', '"2018"') == [[usmca]]


def test_tariffs_of_two_countries_come_in_order_of_time(ask: Ask) -> None:
    """In both directions, a leader's with them; where the day is not known, that of the article in parentheses."""
    assert ask("tariffs") == [
        ["2025-03-04", "Donald Trump", "Canada", 25.0, "steel", "imposed"],
        ["(2025-03-05)", "Canada", "United States", 10.0, "oranges", "announced"],
    ]
    assert ask("tariffs", '"Canada"', '"India"') == [["2025-08-07", "Donald Trump", "India", 50.0, None, "raised"]]


def test_meetings_join_those_who_met_the_latest_first(ask: Ask) -> None:
    """The direction means nothing."""
    met = [set(row[0].split(" -MET-> ")) for row in ask("meetings")]
    assert met == [{"Mark Carney", "Claudia Sheinbaum"}, {"Claudia Sheinbaum", "Donald Trump"}]


def test_paths_between_leaders_lead_through_facts(ask: Ask) -> None:
    """Not through articles, though every article mentions many; all of the shortest."""
    meeting = "Claudia Sheinbaum <-BETWEEN- 2025-03-01 -BETWEEN-> Donald Trump"
    office = "India <-OF- Prime Minister <-HOLDS- Narendra Modi"
    assert ask("paths") == [[f"{meeting} -IMPOSED-> 50 raised -ON-> {office}"]]
    carney = [row[0].split(" ", 2)[2] for row in ask("paths", '"Narendra Modi"', '"Mark Carney"')]
    assert carney == ["<-BETWEEN- 2025-09-18 -BETWEEN-> Mark Carney"]


def test_figures_disagree_about_the_same_thing_in_the_same_period(ask: Ask) -> None:
    """Another year's figure is another figure."""
    same = ["steel exports", ["India", "United States"], "2024"]
    assert ask("disagreements") == [[*same, 129.0, "ton", ["india"]], [*same, 132.0, "ton", ["speech"]]]


def test_the_centre_has_most_others_in_its_facts(ask: Ask) -> None:
    """Each counted once, however many facts join them."""
    assert ask("centre")[:4] == [
        ["Canada", "Country", 6],
        ["United States", "Country", 6],
        ["Donald Trump", "Person", 4],
        ["Claudia Sheinbaum", "Person", 3],
    ]


def test_agreements_stand_as_the_newest_article_says(ask: Ask) -> None:
    """One of which only signatures are known is signed."""
    assert ask("agreements") == [
        ["Strategic Partnership", "in force", "2026-02-20", ["Canada", "Mexico"]],
        ["USMCA", "signed", "2026-02-20", []],
    ]


def test_offices_have_their_holders_with_the_time_they_were_named(ask: Ask) -> None:
    """Present ones first; the newest article says who is a former one, whichever way it writes the title."""
    assert ask("offices") == [
        ["prime minister", "Mark Carney", "2025-09-19", "2025-09-19", False],
        ["prime minister", "Justin Trudeau", "2018-12-01", "2026-01-30", True],
    ]


def test_sanctions_are_in_force_or_not_as_last_said(ask: Ask) -> None:
    """What was threatened and then imposed is in force."""
    assert ask("sanctions") == [
        ["in force", "imposed", "(2026-02-20)", "United States", ["Iran"], "sanctions"],
        ["no longer", "removed", "(2025-03-05)", "United States", ["Huawei"], "ban"],
        ["not yet", "proposed", "(2026-02-20)", None, ["four ships"], "sanctions"],
    ]


def test_quotes_come_with_sentence_and_article(ask: Ask) -> None:
    """Those of the person asked for."""
    assert ask("quotes") == [["2026-01-30", "we sell on", "Xi said: we sell on.", "Xi speaks"]]
    assert ask("quotes", '"Xi Jinping"', '"Mark Carney"') == []


def test_news_are_facts_that_the_last_month_states_first(ask: Ask) -> None:
    """What an older article states, too, is none, even if the newest repeats it."""
    news = ask("news")
    assert [row[:3] for row in news] == [
        ["2026-02-20", "AGREEMENT", "in force"],
        ["2026-02-20", "SANCTION", "sanctions imposed"],
        ["2026-02-20", "SANCTION", "sanctions proposed"],
        ["2026-01-30", "FIGURE", "132 ton steel exports"],
        ["2026-01-30", "HOLDS_POSITION", "Prime Minister"],
        ["2026-01-30", "SAID", "we sell on"],
        ["2026-01-30", "TARIFF", "15 lowered"],
    ]
    assert news[0][3:] == [["Canada", "Mexico", "Strategic Partnership"], ["It holds."]]


def test_evidence_leads_from_facts_to_sentences_with_the_words_to_articles(ask: Ask) -> None:
    """The words are asked of the full-text index, in any case and as Lucene writes queries."""
    assert ask("evidence") == [["15 lowered -STATED_IN-> Canola costs 15% more. <-CONTAINS- speech"]]
    ships = "sanctions proposed -STATED_IN-> Ships are next. <-CONTAINS- force"
    assert ask("evidence", '"canola"', "'\"ships are\" AND next'") == [[ships]]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_reads_only_and_the_server_has_nothing_to_remark(archive: Neo4jServer, name: str) -> None:
    """No deprecated word, no missing label, no product of two unrelated patterns."""
    summary = _read(archive, QUESTIONS[name]).summary
    remarks = [status for status in summary.gql_status_objects if status.is_notification]
    assert (summary.query_type, remarks) == ("r", [])


def test_all_names_in_questions_are_names_of_the_graph(archive: Neo4jServer) -> None:
    """A label with a typing error would find nothing, and nobody would know."""
    asked = {name for query in QUESTIONS.values() for name in NAMED.findall(COMMENT.sub("", query))}
    assert asked > {"Fact", "Article", "STATES", "HOLDS_POSITION"}
    assert asked - _names(archive) == set()


def test_the_style_has_a_rule_for_every_label_and_type(archive: Neo4jServer) -> None:
    """And for no other."""
    styled = STYLED.findall((DOCS / "browser" / "style.grass").read_text(encoding="utf-8"))
    assert sorted(styled) == sorted(_names(archive))


def _names(server: Neo4jServer) -> set[str]:
    """Return the labels and relationship types of the archive, which has all there are."""
    labels = server.run("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")
    types = server.run("MATCH ()-[r]->() RETURN DISTINCT type(r)")
    return {row[0] for row in [*labels, *types]}


def test_each_of_the_twelve_has_a_question_for_its_title_that_the_docs_list() -> None:
    """The Browser shows a favourite's first line, less the slashes."""
    titles = [query.partition("\n")[0].removeprefix("// ") for query in QUESTIONS.values()]
    assert len(set(titles)) == 12
    assert all(re.fullmatch(r"(?:What|Which|Who|How) .*\?", title) for title in titles)
    page = (DOCS / "neo4j.md").read_text(encoding="utf-8")
    assert [title for title in titles if title not in page] == []
