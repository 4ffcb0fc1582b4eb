"""Names that the tokenizer cuts at a hyphen, or the encoder between two parts, made whole again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

_HYPHENS = frozenset("-‐‑–")


def whole_names(doc: Doc, entities: Iterable[Span]) -> list[Span]:
    """Return the entities in the order of the text, each as long as its name.

    A name goes on over a hyphen without white space around it ("Jae-in"), and over another PERSON right behind
    it with nothing but a space between. No name of any kind begins with a hyphen: "-Mexico-Canada Agreement"
    takes in what stands right before it.
    """
    joined: list[Span] = []
    for entity in sorted(entities, key=lambda e: (e.start, -e.end)):
        if joined and entity.start < joined[-1].end:
            continue
        if joined and _hangs_on(doc, joined[-1], entity):
            joined[-1] = Span(doc, joined[-1].start, entity.end, entity.label_)
            continue
        if entity.label_ != "PERSON":
            joined.append(entity)
            continue
        whole = Span(doc, entity.start, _end_of_name(doc, entity.end), "PERSON")
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.label_ == "PERSON"
            and before.end == whole.start
            and doc[before.end - 1].whitespace_
        ):
            joined[-1] = Span(doc, before.start, whole.end, "PERSON")
        else:
            joined.append(whole)
    return joined


def _hangs_on(doc: Doc, before: Span, entity: Span) -> bool:
    return before.end == entity.start and doc[entity.start].text in _HYPHENS and not doc[before.end - 1].whitespace_


def _end_of_name(doc: Doc, end: int) -> int:
    while end < len(doc):
        at_hyphen = doc[end - 1].text in _HYPHENS and not doc[end - 1].whitespace_
        before_hyphen = doc[end].text in _HYPHENS and not doc[end - 1].whitespace_ and not doc[end].whitespace_
        if at_hyphen and doc[end].is_alpha:
            end += 1
        elif before_hyphen and end + 1 < len(doc) and doc[end + 1].is_alpha:
            end += 2
        else:
            break
    return end
