"""What the subcommands that take a file of examples have in common."""

from argparse import ArgumentParser
from pathlib import Path

from agent.app import limits
from agent.cli.command import Context, with_json
from agent.dialog.requests import Attachment
from agent.learning.dataset import Dataset
from agent.learning.errors import DatasetError
from agent.services.datasets import read


def with_examples(parser: ArgumentParser, what: str, name: str) -> None:
    """A file of `what`, a dataset's name with `name` as its help, and whether to print JSON."""
    parser.add_argument("file", type=Path, help=f"{what}: JSON, JSONL or CSV")
    parser.add_argument("--name", default="", help=name)
    with_json(parser)


async def examples(context: Context) -> Dataset:
    """The examples in the file given. Raises DatasetError with a sentence for what is no good."""
    most = limits(context.settings)
    return await read(_attachment(context.given.file, most.bytes), most)


def _attachment(path: Path, max_bytes: int) -> Attachment:
    try:
        if path.stat().st_size > max_bytes:
            raise DatasetError(f"{path} is larger than {max_bytes // 2**20} MB, the most I read.")
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        raise DatasetError(f"I cannot read {path}: {error.strerror}.") from error
