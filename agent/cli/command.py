"""What a subcommand is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from agent.settings import Settings

BAD_INPUT = 2
"""The exit code where the user gave what cannot be used."""


@dataclass(frozen=True, slots=True)
class Context:
    """The settings and what was given on the command line."""

    settings: Settings
    given: Namespace


def no_arguments(parser: ArgumentParser) -> None:
    """A subcommand that takes none."""


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand: `run` returns the exit code, and may raise what `main` explains."""

    name: str
    summary: str
    run: Callable[[Context], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments


def with_json(parser: ArgumentParser) -> None:
    """The option that every subcommand for scripts has."""
    parser.add_argument("--json", action="store_true", help="print JSON")
