"""From a file to facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language


def load_pipeline(model: Path | str | None = None, *, threads: int = 0) -> Language:
    """Return the spaCy pipeline that reads articles; see `ingest.pipeline.load_pipeline`."""
    from ingest.pipeline import load_pipeline as load  # noqa: PLC0415 - spaCy is imported only to read text

    return load(model, threads=threads)
