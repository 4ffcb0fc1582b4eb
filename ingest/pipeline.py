"""The pipeline: which components read an article, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

import ingest.components.dates
import ingest.components.encoder
import ingest.components.quantities
import ingest.components.quotations  # noqa: F401 - importing a component registers its factory

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def load_pipeline(model: Path | str | None = None, *, threads: int = 0) -> Language:
    """Return the pipeline that reads English news.

    After it has run, `doc.ents` carries the 19 entity labels, `doc.sents` the sentences, `doc._.frames` the
    fact frames, `doc._.quantities`, `doc._.dates` and `doc._.quotations` what the rule components found.

    Args:
        model: folder of another model than the shipped one.
        threads: windows of text read side by side, 0 for one per core.

    Raises:
        ModelError: the model cannot be loaded.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000  # nothing here needs memory out of proportion to the text
    nlp.add_pipe("encoder", config={"model": str(model) if model else None, "threads": threads})
    for name in ("quantities", "dates", "quotations"):
        nlp.add_pipe(name)
    return nlp
