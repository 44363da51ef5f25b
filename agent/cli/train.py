"""Train a model from a file, and take it into use in the console's workspace."""

import asyncio
import json
from argparse import ArgumentParser

from agent.app import App
from agent.building import renderer
from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand
from agent.cli.examples import examples, with_examples
from agent.cli.starter import bar
from agent.learning.problem import to_classification
from agent.learning.wording import trained
from agent.opening import opened
from agent.prompts.render import Renderer


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    with_examples(parser, words, "cli.train.dataset", "cli.train.name")


def _run(context: Context) -> int:
    asyncio.run(_train(context))
    return 0


async def _train(context: Context) -> None:
    given = context.given
    dataset = await examples(context)
    to_classification(dataset)
    async with opened(context.settings) as app:
        store = app.stores.of(KEY.workspace).datasets
        name = store.save(given.name or given.file.stem, dataset).name
        store.select(name)
        model = await _make(app, name)
        report = app.teaching.report_of(KEY.workspace, model)
        if report is None:
            return
        content = {"name": name, "model": model, **report.model_dump(mode="json")}
        text = (
            json.dumps(content, ensure_ascii=False)
            if given.json
            else renderer(app.settings).render(trained(report))
        )
        print(text, flush=True)
        if report.held_out:
            await app.teaching.draw(KEY.workspace, model)


async def _make(app: App, name: str) -> str:
    lesson = await asyncio.to_thread(app.teaching.prepare, KEY.workspace, name)
    model = await app.teaching.make(KEY.workspace, lesson, bar(renderer(app.settings)))
    await asyncio.to_thread(app.teaching.use, KEY.workspace, model)
    return model


COMMAND = Subcommand("train", _run, _arguments)
