"""Every error the project raises on purpose.

    KgError
    ├── InputError            a file that cannot be read: names the file, the reason, the remedy
    ├── ModelError            the pipeline's model is missing or broken
    └── StoreError
        ├── StoreUnreachable  the store is down, refuses or cannot be written; trying again may help
        ├── NotAStore         the file or database holds something else and was left untouched
        ├── SchemaVersionError the store was written by another version of the schema
        └── QueryError        a query that the server refuses or gives up

Only the command line turns them into exit codes (`commands/exits.py`).
"""


class KgError(Exception):
    """Base class of the project's errors."""


class InputError(KgError):
    """A source that cannot be read.

    Args:
        source: the path, or path and member or line ("feed.zip!a.txt", "news.jsonl:3").
        reason: what is wrong, without a full stop.
        remedy: what the user can do about it, without a full stop.
    """

    def __init__(self, source: str, reason: str, remedy: str) -> None:
        super().__init__(f"{source}: {reason}; {remedy}")
        self.source = source
        self.reason = reason
        self.remedy = remedy


class ModelError(KgError):
    """The model folder is missing, incomplete or of another format."""


class StoreError(KgError):
    """Base class of what can go wrong with a store."""


class StoreUnreachable(StoreError):
    """The store cannot be reached, opened or written. Trying again may help."""


class NotAStore(StoreError):
    """The file or database holds something that is not ours; it was left untouched."""


class SchemaVersionError(StoreError):
    """The store has another schema version than this program."""


class QueryError(StoreError):
    """A query that the server refuses or gives up.

    Args:
        reason: what is wrong, and what to do about it.
        before: the line of the query that is wrong, up to what is wrong.
        after: the rest of that line.
    """

    def __init__(self, reason: str, before: str = "", after: str = "") -> None:
        super().__init__(reason)
        self.before = before
        self.after = after
