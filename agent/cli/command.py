"""What a subcommand is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from agent.learning.errors import DatasetError
from agent.requests import Attachment
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
class Command:
    """A subcommand: `run` returns the exit code, and may raise what `main` explains."""

    name: str
    summary: str
    run: Callable[[Context], int]
    arguments: Callable[[ArgumentParser], None] = no_arguments


def with_json(parser: ArgumentParser) -> None:
    """The option that every subcommand for scripts has."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def attachment(path: Path, most_bytes: int) -> Attachment:
    """The file at `path`. Raises DatasetError with a sentence when it cannot be read."""
    try:
        if path.stat().st_size > most_bytes:
            raise DatasetError(f"{path} is larger than {most_bytes // 2**20} MB, the most I read.")
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        raise DatasetError(f"I cannot read {path}: {error.strerror}.") from error
