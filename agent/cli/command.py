"""What a subcommand is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from agent.prompts.render import Renderer
from agent.settings import Settings

BAD_INPUT = 2
"""The exit code where the user gave what cannot be used."""


@dataclass(frozen=True, slots=True)
class Context:
    """The settings and what was given on the command line."""

    settings: Settings
    given: Namespace
    words: Renderer
    """What makes words of what is to be shown."""


def no_arguments(parser: ArgumentParser, words: Renderer) -> None:
    """A subcommand that takes none."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand: `run` returns the exit code, and may raise what `main` explains.

    The message `cli.<name>` says what it is for.
    """

    name: str
    run: Callable[[Context], int]
    arguments: Callable[[ArgumentParser, Renderer], None] = no_arguments


def with_json(parser: ArgumentParser, words: Renderer) -> None:
    """The option that every subcommand for scripts has."""
    parser.add_argument("--json", action="store_true", help=words.text("cli.json"))
