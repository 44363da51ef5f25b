"""What the subcommands for speech have in common."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable

from agent.cli.command import Context
from agent.prompts.render import Renderer
from messages import Wording


def with_engine(parser: ArgumentParser, words: Renderer, names: str) -> None:
    """The option to use another engine than that of the settings; `names` is a message's key."""
    text = words.text("cli.engine", names=words.text(names))
    parser.add_argument("--engine", default="", metavar="E", help=text)


def engines(context: Context) -> list[str]:
    """What `--engine` named."""
    return [name.strip() for name in context.given.engine.split(",") if name.strip()]


def tell(words: Renderer, remarks: Iterable[Wording]) -> None:
    """Say on standard error what the owner should know."""
    for remark in remarks:
        print(words.render(remark), file=sys.stderr)
