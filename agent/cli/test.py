"""Test a model with a file of cases."""

import asyncio
from argparse import ArgumentParser
from pathlib import Path

from agent.app import App, limits, opened
from agent.channels.console import KEY
from agent.cli.command import Command, Context, attachment, with_json
from agent.cli.starter import ensure_starter
from agent.learning.evaluation import evaluate
from agent.learning.predictor import Predictor
from agent.services.datasets import read


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="test cases: JSON, JSONL or CSV")
    parser.add_argument("--name", default="", help="the dataset whose latest model is tested")
    with_json(parser)


def _run(context: Context) -> int:
    print(asyncio.run(_test(context)))
    return 0


async def _test(context: Context) -> str:
    settings, given = context.settings, context.given
    file = attachment(given.file, settings.max_file_mb * 2**20)
    cases = await read(file, limits(settings))
    async with opened(settings) as app:
        predictor = await _predictor(app, given.name)
        report = await asyncio.to_thread(evaluate, predictor, cases)
    return report.model_dump_json() if given.json else report.text()


async def _predictor(app: App, name: str) -> Predictor:
    if name:
        return app.answering.latest_of(KEY.workspace, name)
    await ensure_starter(app)
    return app.answering.served(KEY.workspace).predictor


COMMAND = Command("test", "Test a model with a file of cases", _run, _arguments)
