"""The model in use, as an archive that anybody can use."""

import asyncio
from argparse import ArgumentParser
from pathlib import Path

from agent.building import encoders
from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand
from agent.learning.export import export
from agent.learning.folder import encoder_of
from agent.opening import looked_into
from agent.prompts.render import Renderer


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    help_ = words.text("cli.export-model.file")
    parser.add_argument("file", type=Path, nargs="?", default=Path("model.zip"), help=help_)


def _run(context: Context) -> int:
    folder = asyncio.run(_folder(context))
    wanted = encoder_of(folder)
    encoder = encoders(context.settings).find(wanted) if wanted else None
    export(folder, context.given.file, encoder)
    print(context.words.text("cli.export-model.done", file=context.given.file))
    return 0


async def _folder(context: Context) -> Path:
    async with looked_into(context.settings) as app:
        return app.answering.models.served(KEY.workspace).folder


COMMAND = Subcommand("export-model", _run, _arguments)
