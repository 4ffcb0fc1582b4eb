"""The standard streams: nothing that is written to them may stop a command."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress


def write_whatever_comes() -> None:
    """Write characters that the streams' encoding does not have as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain when it closes."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
