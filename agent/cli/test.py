"""Test a model with a file of cases."""

import asyncio
from argparse import ArgumentParser

from agent.app import App
from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand
from agent.cli.examples import examples, with_examples
from agent.cli.starter import ensure_starter
from agent.learning.evaluation import evaluate
from agent.learning.predictor import Predictor
from agent.learning.wording import tested
from agent.opening import looked_into
from agent.prompts.render import Renderer


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    with_examples(parser, words, "cli.test.cases", "cli.test.name")


def _run(context: Context) -> int:
    print(asyncio.run(_test(context)))
    return 0


async def _test(context: Context) -> str:
    cases = await examples(context)
    async with looked_into(context.settings) as app:
        predictor = await _predictor(app, context.given.name)
        report = await asyncio.to_thread(evaluate, predictor, cases)
    return report.model_dump_json() if context.given.json else context.words.render(tested(report))


async def _predictor(app: App, name: str) -> Predictor:
    if name:
        return app.answering.models.latest_of(KEY.workspace, name)
    await ensure_starter(app)
    return app.answering.models.version(KEY.workspace, "").predictor


COMMAND = Subcommand("test", _run, _arguments)
