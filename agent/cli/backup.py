"""The whole home into one file, also while the agent is at work."""

from argparse import ArgumentParser
from pathlib import Path

from agent.building import home_of
from agent.cli.command import Context, Subcommand
from agent.prompts.render import Renderer
from agent.storage.backup import back_up
from agent.storage.private import private


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("file", type=Path, help=words.text("cli.backup.file"))


def _run(context: Context) -> int:
    with private():
        files = back_up(home_of(context.settings), context.given.file)
    print(context.words.text("cli.backup.done", count=files, file=context.given.file))
    return 0


COMMAND = Subcommand("backup", _run, _arguments)
