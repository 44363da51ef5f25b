"""Train a model from a file, and take it into use in the console's workspace."""

import asyncio
import json
from argparse import ArgumentParser
from pathlib import Path

from agent.app import App, limits, opened
from agent.channels.console import KEY
from agent.cli.command import Command, Context, attachment, with_json
from agent.cli.starter import bar
from agent.learning.problem import pose
from agent.services.datasets import read


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a dataset: JSON, JSONL or CSV")
    parser.add_argument("--name", default="", help="the dataset's name; the file's, if not given")
    with_json(parser)


def _run(context: Context) -> int:
    print(asyncio.run(_train(context)))
    return 0


async def _train(context: Context) -> str:
    settings, given = context.settings, context.given
    file = attachment(given.file, settings.max_file_mb * 2**20)
    dataset = await read(file, limits(settings))
    pose(dataset)
    async with opened(settings) as app:
        store = app.stores.of(KEY.workspace).datasets
        name = store.save(given.name or given.file.stem, dataset).name
        store.select(name)
        model = await _make(app, name)
        report = app.teaching.report_of(KEY.workspace, model)
    if report is None:
        return ""
    if given.json:
        content = {"name": name, "model": model, **report.model_dump(mode="json")}
        return json.dumps(content, ensure_ascii=False)
    return report.text()


async def _make(app: App, name: str) -> str:
    lesson = await asyncio.to_thread(app.teaching.prepare, KEY.workspace, name)
    model = await app.teaching.make(KEY.workspace, lesson, bar)
    await asyncio.to_thread(app.teaching.use, KEY.workspace, model)
    return model


COMMAND = Command("train", "Train a model from a file of examples", _run, _arguments)
