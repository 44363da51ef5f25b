"""The command line: one file a subcommand, found by `main`."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from agent.cli import (
    console,
    diagram,
    doctor,
    fetch,
    predict,
    say,
    serve,
    settings,
    setup,
    talk,
    test,
    train,
    transcribe,
)
from agent.cli.command import BAD_INPUT, Context, Subcommand
from agent.learning.errors import DatasetError, EncoderError, ModelError, WorkFailed
from agent.settings import SettingsError, load_settings
from agent.storage.errors import StorageError
from downloads.errors import DownloadError
from speech.errors import SpeechError

COMMANDS: tuple[Subcommand, ...] = (
    console.COMMAND,
    train.COMMAND,
    test.COMMAND,
    predict.COMMAND,
    talk.COMMAND,
    transcribe.COMMAND,
    say.COMMAND,
    fetch.COMMAND,
    diagram.COMMAND,
    doctor.COMMAND,
    settings.COMMAND,
    setup.COMMAND,
)

INTERRUPTED = 130
PROBLEMS = (
    SettingsError,
    StorageError,
    DatasetError,
    ModelError,
    EncoderError,
    WorkFailed,
    DownloadError,
    SpeechError,
)
"""What the user can do something about; the text is one sentence."""


def main(arguments: Sequence[str]) -> int:
    """Run a subcommand, or the agent itself where none is given; returns the exit code."""
    given = _parser().parse_args(arguments)
    command: Subcommand = given.command
    try:
        chosen = load_settings(given.home)
        logging.basicConfig(
            level=chosen.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
        )
        return command.run(Context(chosen, given))
    except PROBLEMS as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="An agent that people teach by talking to it. Without a subcommand it runs: "
        "in Discord where a token is set, else in this terminal.",
    )
    parser.add_argument(
        "--home", type=Path, metavar="DIR", help="where datasets, models and dialogs are kept"
    )
    parser.set_defaults(command=serve.COMMAND)
    subcommands = parser.add_subparsers(title="subcommands", metavar="COMMAND")
    for command in COMMANDS:
        sub = subcommands.add_parser(
            command.name, help=command.summary, description=command.summary + "."
        )
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser
