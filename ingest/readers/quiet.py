"""Keep what libraries log off standard error, unless the program has set up logging itself."""

from __future__ import annotations

import logging


def quiet(*names: str) -> None:
    """Give loggers a handler that does nothing, so that Python's last resort prints no warnings of theirs."""
    for name in names:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
