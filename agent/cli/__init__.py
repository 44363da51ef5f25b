"""The command line: one file a subcommand, found by `main`."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from agent.building import renderer
from agent.cli import (
    backup,
    console,
    diagram,
    doctor,
    export_model,
    fetch,
    parts,
    predict,
    rehearse,
    restore,
    say,
    serve,
    settings,
    setup,
    talk,
    test,
    train,
    transcribe,
    unanswered,
    understand,
    watch,
    wyoming,
)
from agent.cli.command import BAD_INPUT, Context, Subcommand
from agent.cli.logs import begin_log
from agent.cli.streams import forgive
from agent.learning.errors import WorkFailed
from agent.prompts.render import Renderer, english
from agent.runtime.heap import few_heaps
from agent.services.server_settings import SettingsError
from agent.settings import load_settings
from messages import MessageError

COMMANDS: tuple[Subcommand, ...] = (
    console.COMMAND,
    train.COMMAND,
    test.COMMAND,
    predict.COMMAND,
    export_model.COMMAND,
    wyoming.COMMAND,
    rehearse.COMMAND,
    understand.COMMAND,
    talk.COMMAND,
    transcribe.COMMAND,
    say.COMMAND,
    fetch.COMMAND,
    diagram.COMMAND,
    watch.COMMAND,
    doctor.COMMAND,
    unanswered.COMMAND,
    settings.COMMAND,
    setup.COMMAND,
    backup.COMMAND,
    restore.COMMAND,
    parts.COMMAND,
)

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run a subcommand, or the agent itself where none is given; returns the exit code."""
    forgive()
    few_heaps()
    words = _words()
    given = _parser(words).parse_args(arguments)
    command: Subcommand = given.command
    try:
        chosen = load_settings(given.home)
        begin_log(chosen)
        return command.run(Context(chosen, given, words))
    except MessageError as error:  # what the user can do something about
        print(words.explain(error), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except WorkFailed as error:  # a disk that filled up, or memory that ran out, in another process
        print(words.text("cli.work_failed", reason=str(error)), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print(f"\n{words.text('cli.interrupted')}", file=sys.stderr)
        return INTERRUPTED


def _words() -> Renderer:
    """What makes words of what is shown; in English while a setting is wrong."""
    try:
        return renderer(load_settings())
    except SettingsError:
        return english()


def _parser(words: Renderer) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description=words.text("cli.description"))
    parser.add_argument("--home", type=Path, metavar="DIR", help=words.text("cli.home"))
    parser.set_defaults(command=serve.COMMAND)
    subcommands = parser.add_subparsers(title=words.text("cli.subcommands"), metavar="COMMAND")
    for command in COMMANDS:
        summary = words.text(f"cli.{command.name}")
        sub = subcommands.add_parser(command.name, help=summary, description=f"{summary}.")
        command.arguments(sub, words)
        sub.set_defaults(command=command)
    return parser
