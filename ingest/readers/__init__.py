"""From files to articles: one format per file, one way in.

`read` yields what became of each source: an `Article`, an `InputError` that says why it could not be read,
or a `Skipped` notice. Which ending is read by which reader stands in `formats.py`.
"""

from ingest.readers.options import JsonFields, Limits, ReadOptions
from ingest.readers.paths import count_sources, read
from ingest.readers.source import Outcome, Skipped

__all__ = ["JsonFields", "Limits", "Outcome", "ReadOptions", "Skipped", "count_sources", "read"]
