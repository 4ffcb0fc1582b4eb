"""The command group that imports a command only when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from commands.documented import write_examples
from commands.exits import MEANINGS, as_exit_codes

if TYPE_CHECKING:
    from collections.abc import Sequence


class LazyGroup(click.Group):
    """A group whose commands are named by "module:function" and listed by section.

    Args:
        contents: heading -> command name -> where the command stands.
        examples: command lines.
    """

    def __init__(
        self, *args: Any, contents: dict[str, dict[str, str]], examples: Sequence[str] = (), **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.contents = contents
        self.examples = tuple(examples)
        self._places = {name: place for section in contents.values() for name, place in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands in the order of the contents."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command."""
        if cmd_name not in self._places:
            return None
        module, _, function = self._places[cmd_name].partition(":")
        command = getattr(import_module(module), function)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._places[cmd_name]} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; say which one may have been meant."""
        name = args[0]
        if name in self._places or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, self._places, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "see kg --help."
        raise click.UsageError(f"No such command {name!r}; {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, section by section."""
        width = formatter.width - 6 - max(map(len, self._places))
        for heading, section in self.contents.items():
            commands = [(name, self.get_command(ctx, name)) for name in section]
            rows = [(name, command.get_short_help_str(width)) for name, command in commands if command]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples and what the exit codes mean."""
        write_examples(formatter, self.examples)
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), meaning) for code, meaning in MEANINGS.items()])
        super().format_epilog(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what goes wrong becomes an exit code."""
        with as_exit_codes():
            return super().invoke(ctx)
