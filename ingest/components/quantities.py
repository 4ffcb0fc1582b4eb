"""The spaCy component `quantities`: every amount of a text as a number with its unit.

    nlp.add_pipe("quantities", config={"dollar": "CAD"})
    nlp("a levy of 25% on 2,000 trucks")._.quantities

It works from the text alone. Where a tagger has set parts of speech, they decide what a number counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.alignment import TokenMap, overlap
from ingest.components.amount_ranges import read_amounts
from ingest.components.units import is_plural, singular

if TYPE_CHECKING:
    from ingest.components.amounts import Amount

_GROUP_TAGS = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "PART"})
_LONGEST_GROUP = 9  # tokens between a number and what it counts


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a document.

    Attributes:
        start: index of its first token; currency, magnitude and unit belong to it, "nearly" does not.
        end: one past its last token. A count ends with its number: "10,000" in "10,000 troops".
        kind: "money", "percent", "percentage point", "quantity", "duration" or "count".
        value: the number; the lower end of a range. Basis points are turned into percentage points.
        value_max: the upper end of a range, else None.
        unit: ISO 4217 code, "%", "percentage point", or the singular noun that the text names ("tonne",
            "barrel per day", "troop"); a currency's bare name ("peso") if nothing says whose it is;
            "" if nothing names a unit.
        approximate: the text says "about", "nearly", "more than", "up to" or the like.
        text: the characters read, as they stand in `doc.text`; they may be less than the tokens hold.
    """

    start: int
    end: int
    kind: str
    value: float
    value_max: float | None
    unit: str
    approximate: bool
    text: str


class QuantityReader:
    """Sets `doc._.quantities`, a list of `Quantity` from left to right.

    Args:
        dollar: ISO 4217 code of "$" and "dollars" where the text does not say whose they are.
    """

    def __init__(self, *, dollar: str = "USD") -> None:
        self.dollar = dollar

    def __call__(self, doc: Doc) -> Doc:
        """Read the amounts of a document."""
        text = doc.text
        tokens = TokenMap(doc)
        tagged = doc.has_annotation("POS")
        doc._.quantities = [
            _quantity(doc, text, tokens, amount, tagged=tagged) for amount in read_amounts(text, dollar=self.dollar)
        ]
        return doc


@Language.factory("quantities", default_config={"dollar": "USD"}, assigns=["doc._.quantities"])
def make_quantities(nlp: Language, name: str, dollar: str) -> QuantityReader:  # noqa: ARG001 - spaCy's signature
    """Make the component; registers `Doc._.quantities`.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        dollar: ISO 4217 code of a dollar that nobody is named for.
    """
    Doc.set_extension("quantities", default=[], force=True)
    return QuantityReader(dollar=dollar)


def quantity_at(doc: Doc, start: int, end: int) -> Quantity | None:
    """Return the quantity that shares most tokens with a range, the first of equals, None if none does.

    Args:
        doc: a document that the component has read.
        start: first token.
        end: one past the last token.
    """
    quantities: list[Quantity] = doc._.quantities
    shared = [overlap(start, end, other_start=found.start, other_end=found.end) for found in quantities]
    most = max(shared, default=0)
    return quantities[shared.index(most)] if most else None


def _quantity(doc: Doc, text: str, tokens: TokenMap, amount: Amount, *, tagged: bool) -> Quantity:
    start, end = tokens.tokens(amount.start, amount.end)
    unit = amount.unit
    if tagged and amount.kind == "count":
        unit = _tagged_noun(doc, end) or unit
    shown = text[amount.start : amount.end]
    return Quantity(start, end, amount.kind, amount.value, amount.value_max, unit, amount.approximate, shown)


def _tagged_noun(doc: Doc, start: int) -> str:
    """Return the head of the noun group that begins at a token: its first plural, else its last noun."""
    noun = ""
    for token in doc[start : start + _LONGEST_GROUP]:
        if token.pos_ not in _GROUP_TAGS or (token.pos_ == "PUNCT" and token.text != "-"):
            break
        if token.pos_ == "NOUN":
            noun = token.text
            if is_plural(noun):
                break
    return singular(noun.lower()) if noun else ""
