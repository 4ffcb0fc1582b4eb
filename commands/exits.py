"""The one place where what went wrong becomes an exit code and one line on standard error."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import IntEnum
from typing import IO, TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from commands.harmless import harmless
from commands.streams import drop_output
from graph.errors import KgError, StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterator


class ExitCode(IntEnum):
    """How a command can end."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    NOTHING_FOUND = 3
    SOME_FAILED = 4
    STORE_UNREACHABLE = 5
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.DONE: "found, or done",
    ExitCode.ERROR: "error",
    ExitCode.USAGE: "wrong usage",
    ExitCode.NOTHING_FOUND: "nothing found",
    ExitCode.SOME_FAILED: "some inputs failed, the others are stored",
    ExitCode.STORE_UNREACHABLE: "store unreachable; trying again may help",
    ExitCode.INTERRUPTED: "interrupted; the store is consistent",
}


class NothingFound(click.ClickException):
    """The store was asked and knows nothing of it."""

    exit_code = ExitCode.NOTHING_FOUND

    def show(self, file: IO[Any] | None = None) -> None:
        """Write the message without calling it an error."""
        click.echo(harmless(self.message), file=file, err=file is None)


class Failure(click.ClickException):
    """A domain error on its way to the shell."""

    exit_code = ExitCode.ERROR


class StoreDown(Failure):
    """A store that cannot be reached."""

    exit_code = ExitCode.STORE_UNREACHABLE


def failure_for(error: KgError) -> Failure:
    """Return what the shell is told of a domain error."""
    kind = StoreDown if isinstance(error, StoreUnreachable) else Failure
    return kind(harmless(str(error)))


@contextmanager
def as_exit_codes() -> Iterator[None]:
    """Turn domain errors, Ctrl-C and a reader that hangs up into exit codes.

    Raises:
        Failure: for a domain error.
        Exit: when interrupted (130), or when whoever reads the output has had enough (0).
    """
    try:
        yield
        sys.stdout.flush()
    except KgError as error:
        raise failure_for(error) from error
    except BrokenPipeError:
        drop_output()
        raise Exit(ExitCode.DONE) from None
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        raise Exit(ExitCode.INTERRUPTED) from None
