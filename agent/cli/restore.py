"""A home of a backup, where there is none yet."""

from argparse import ArgumentParser
from pathlib import Path

from agent.cli.command import Context, Subcommand
from agent.prompts.render import Renderer
from agent.storage.backup import bring_back
from agent.storage.holding import held
from agent.storage.home import Home
from agent.storage.private import private


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("file", type=Path, help=words.text("cli.restore.file"))


def _run(context: Context) -> int:
    root = context.settings.home
    with private(), held(Home(root).lock_path):
        files = bring_back(context.given.file, root)
    print(context.words.text("cli.restore.done", count=files, home=root))
    return 0


COMMAND = Subcommand("restore", _run, _arguments)
