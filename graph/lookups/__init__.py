"""Look-ups: questions a reader asks, composed from the few questions a store answers.

Every look-up returns the newest answer first. What several articles state alike is one answer that knows all
the claims behind it.
"""

from graph.lookups.agreements import KnownAgreement, find_agreements, who_signed
from graph.lookups.answers import EVERYTHING, Answer, Bounds, merge
from graph.lookups.figures import find_figures
from graph.lookups.measures import MeasureFilter, find_sanctions, find_tariffs
from graph.lookups.named import nearest_names
from graph.lookups.portrait import Portrait, portrait_of
from graph.lookups.positions import Position, find_positions
from graph.lookups.quotes import find_quotes

__all__ = [
    "EVERYTHING",
    "Answer",
    "Bounds",
    "KnownAgreement",
    "MeasureFilter",
    "Portrait",
    "Position",
    "find_agreements",
    "find_figures",
    "find_positions",
    "find_quotes",
    "find_sanctions",
    "find_tariffs",
    "merge",
    "nearest_names",
    "portrait_of",
    "who_signed",
]
