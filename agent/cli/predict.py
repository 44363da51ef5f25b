"""What the model in use answers to sentences."""

import asyncio
import json
from argparse import ArgumentParser

from agent.app import opened
from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand, with_json
from agent.cli.starter import ensure_starter
from agent.dialog.outcomes import Answered
from agent.learning.acceptor import Verdict


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", help="a sentence; quote it")
    with_json(parser)


def _run(context: Context) -> int:
    for answered in asyncio.run(_predict(context)):
        print(_as_json(answered) if context.given.json else _as_text(answered))
    return 0


async def _predict(context: Context) -> list[Answered]:
    async with opened(context.settings) as app:
        await ensure_starter(app)
        return [app.answering.answer(KEY.workspace, text) for text in context.given.text]


def _as_json(answered: Answered) -> str:
    content = {
        "input": answered.text,
        "output": answered.output,
        "confidence": round(answered.confidence, 4),
        "known": answered.known,
        "verdict": _verdict(answered),
        "choices": answered.choices,
    }
    return json.dumps(content, ensure_ascii=False)


def _as_text(answered: Answered) -> str:
    doubt = "" if answered.known else " (not sure enough to say it)"
    if _verdict(answered) is Verdict.ASK:
        doubt = " (sure enough to ask back)"
    return f"{answered.output}  {answered.confidence:.0%}{doubt}"


def _verdict(answered: Answered) -> Verdict:
    if answered.known:
        return Verdict.ANSWER
    return Verdict.ASK if answered.choices else Verdict.UNKNOWN


COMMAND = Subcommand("predict", "Answer sentences with the model in use", _run, _arguments)
