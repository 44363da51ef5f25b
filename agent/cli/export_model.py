"""The model in use, as an archive that anybody can use."""

import asyncio
from argparse import ArgumentParser
from pathlib import Path

from agent.app import encoders, opened
from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand
from agent.cli.prepare import prepare
from agent.learning.errors import EncoderMissing
from agent.learning.export import export
from agent.learning.folder import encoder_of


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", default=Path("model.zip"), help="the archive; else model.zip"
    )


def _run(context: Context) -> int:
    target: Path = context.given.file
    export(asyncio.run(_model(context)), target, _encoder)
    print(f"The model is in {target}; unpack it and run: python predict.py \"a sentence\"")
    return 0
