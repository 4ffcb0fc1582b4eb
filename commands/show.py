"""`kg show`: everything that is known about one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands import figures, leaders, quotes, sanctions, tariffs
from commands.answering import (
    Form,
    answer_object,
    cell,
    claims_of,
    date_cell,
    print_json_lines,
    print_table,
)
from commands.asking import Asking, lookup_options
from commands.documented import Documented
from commands.names import entities_named
from commands.page import Row, standard_page
from graph.lookups import Answer, Portrait, portrait_of
from graph.lookups.portrait import SECTIONS
from graph.open_store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.page import Page
    from graph.lookups.portrait import StatedIn

KEYS = ("entity", "kind", "aliases", "mentioned_in", "positions", *SECTIONS, "articles")


def _form(**fields: str) -> Form[Answer]:
    """Return the form of a table of heading=field, the date first."""
    cells = {heading: cell(field) for heading, field in fields.items()}
    return Form({"Date": date_cell, **cells}, answer_object, claims_of)


_FORMS: dict[str, tuple[str, Form[Answer]]] = {
    "agreements": ("Agreements", _form(Agreement="name", Parties="parties", Status="status", Place="place")),
    "signed": ("Signed", _form(Who="who", Agreement="agreement", Place="place")),
    "tariffs_by": ("Tariffs imposed", tariffs.FORM),
    "tariffs_on": ("Tariffs suffered", tariffs.FORM),
    "sanctions_by": ("Sanctions imposed", sanctions.FORM),
    "sanctions_on": ("Sanctions suffered", sanctions.FORM),
    "figures": ("Figures", figures.FORM),
    "met": ("Met", _form(Who="who", Place="place")),
    "visited": ("Visited", _form(Who="who", Place="place")),
    "quotes": ("Said", quotes.FORM),
    "took_place_there": ("Agreed there", _form(Agreement="name", Parties="parties", Status="status")),
}


@click.command(
    cls=Documented,
    examples=(
        "kg show Sheinbaum",
        "kg show USMCA --json",
    ),
    keys=KEYS,
    notes=(
        "mentioned_in: number of articles. articles: those that state something.",
        "positions as in `kg leaders`, the other lists as in the command for their facts.",
    ),
)
@click.argument("name", metavar="ENTITY")
@lookup_options
def show(*, asking: Asking, name: str) -> None:
    """Show everything about an entity.

    An entity is a person, country, organisation, place or agreement. Names and other names count alike.
    With --limit, so many answers of each sort.
    """
    with open_store(asking.store, read_only=True) as store:
        entities = entities_named(store, name)
        portraits = [portrait_of(store, entity, bounds=asking.bounds) for entity in entities]
    portraits.sort(key=lambda portrait: len(portrait.articles), reverse=True)
    if asking.as_json:
        print_json_lines(portrait_object(portrait, limit=asking.limit) for portrait in portraits)
        return
    page = standard_page()
    for at, portrait in enumerate(portraits):
        if at:
            page.gap()
        _print_portrait(page, portrait, asking)


def portrait_object(portrait: Portrait, *, limit: int | None = None) -> dict[str, Any]:
    """Return everything about an entity as a JSON object."""
    return {
        "entity": portrait.entity.name,
        "kind": portrait.entity.kind.value,
        "aliases": list(portrait.entity.aliases),
        "mentioned_in": portrait.entity.articles,
        "positions": [leaders.position_object(position) for position in portrait.positions[:limit]],
        **{name: [answer_object(a) for a in answers[:limit]] for name, answers in portrait.sections.items()},
        "articles": [_article_object(article) for article in portrait.articles[:limit]],
    }


def _article_object(article: StatedIn) -> dict[str, Any]:
    return {
        "article": article.article,
        "title": article.title,
        "published": article.published,
        "source": article.source,
    }


def _print_portrait(page: Page, portrait: Portrait, asking: Asking) -> None:
    entity = portrait.entity
    page.heading(f"{entity.name} ({entity.kind})")
    if entity.aliases:
        page.line(f"also: {', '.join(entity.aliases)}")
    page.line(f"mentioned in {entity.articles} article{'' if entity.articles == 1 else 's'}")
    _print_section(page, "Offices", portrait.positions, leaders.FORM, asking)
    for name, (heading, form) in _FORMS.items():
        _print_section(page, heading, portrait.sections[name], form, asking)
    _print_articles(page, portrait, asking)


def _print_section(page: Page, heading: str, found: Sequence[Any], form: Form[Any], asking: Asking) -> None:
    if not found:
        return
    page.gap()
    page.heading(_counted(heading, found, asking))
    print_table(page, found[: asking.limit], form=form, evidence=asking.evidence)


def _print_articles(page: Page, portrait: Portrait, asking: Asking) -> None:
    if not portrait.articles:
        page.line("no fact about it")
        return
    rows = [(one.published or "", one.article, one.title or "") for one in portrait.articles[: asking.limit]]
    page.gap()
    page.heading(_counted("Articles", portrait.articles, asking))
    page.table(["Date", "Article", "Title"], [Row(cells) for cells in rows])


def _counted(heading: str, found: Sequence[Any], asking: Asking) -> str:
    shown = len(found[: asking.limit])
    return heading if shown == len(found) else f"{heading} ({shown} of {len(found)})"
