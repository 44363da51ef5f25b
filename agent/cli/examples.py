"""What the subcommands that take a file of examples have in common."""

from argparse import ArgumentParser
from pathlib import Path

from agent.building import limits
from agent.cli.command import Context, with_json
from agent.dialog.attachment import Attachment
from agent.learning.dataset import Dataset
from agent.prompts.render import Renderer
from agent.services.datasets import read
from agent.storage.errors import StorageError


def with_examples(parser: ArgumentParser, words: Renderer, what: str, name: str) -> None:
    """A file, a dataset's name, and whether to print JSON; `what` and `name` say which, by key."""
    file = words.text("cli.examples_file", what=words.text(what))
    parser.add_argument("file", type=Path, help=file)
    parser.add_argument("--name", default="", help=words.text(name))
    with_json(parser, words)


async def examples(context: Context) -> Dataset:
    """The examples in the file given. Raises DatasetError or StorageError."""
    most = limits(context.settings)
    return await read(_attachment(context.given.file, most.bytes), most)


def _attachment(path: Path, max_bytes: int) -> Attachment:
    try:
        if path.stat().st_size > max_bytes:
            raise StorageError("file.too_large", file=path, most=max_bytes // 2**20)
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("file.unreadable", file=path, reason=reason) from error
