"""What the subcommands for speech have in common."""

import sys
from argparse import ArgumentParser

from agent.cli.command import Context
from agent.prompts.render import Renderer


def with_engine(parser: ArgumentParser, words: Renderer, names: str) -> None:
    """The option to use another engine than that of the settings; `names` is a message's key."""
    text = words.text("cli.engine", names=words.text(names))
    parser.add_argument("--engine", default="", metavar="E", help=text)


def engines(context: Context) -> list[str]:
    """What `--engine` named."""
    return [name.strip() for name in context.given.engine.split(",") if name.strip()]


def tell(remark: str) -> None:
    """Say on standard error what the owner should know; nothing where that is nothing."""
    if remark:
        print(remark, file=sys.stderr)
