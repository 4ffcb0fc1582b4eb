"""A command whose help ends with examples and the keys of its JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands.keys import PROVENANCE_NOTE

if TYPE_CHECKING:
    from collections.abc import Sequence


class Documented(click.Command):
    """A command with more to its help.

    Args:
        examples: command lines.
        keys: the keys of a line of its JSON.
        notes: what is to be said about them.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        keys: Sequence[str] = (),
        notes: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.keys = tuple(keys)
        self.notes = tuple(notes)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and the keys."""
        write_examples(formatter, self.examples)
        with formatter.section("JSON keys"):
            for text in (", ".join(self.keys), *self.notes, *self._provenance()):
                formatter.write_text(text)
        super().format_epilog(ctx, formatter)

    def _provenance(self) -> tuple[str, ...]:
        return (PROVENANCE_NOTE,) if "sources" in self.keys else ()


def write_examples(formatter: click.HelpFormatter, examples: Sequence[str]) -> None:
    """Write command lines as they are, never wrapped."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{' ' * formatter.current_indent}{example}\n")
