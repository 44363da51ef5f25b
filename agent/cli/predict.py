"""What the model in use answers to sentences."""

import asyncio
import json
from argparse import ArgumentParser

from agent.channels.console import KEY
from agent.cli.command import Context, Subcommand, with_json
from agent.cli.starter import ensure_starter
from agent.dialog.outcomes import Answered
from agent.learning.acceptor import Verdict
from agent.learning.answers import alternatives
from agent.opening import looked_into
from agent.prompts.render import Renderer


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("text", nargs="+", help=words.text("cli.predict.text"))
    with_json(parser, words)


def _run(context: Context) -> int:
    for answered in asyncio.run(_predict(context)):
        print(_as_json(answered) if context.given.json else _as_text(answered, context.words))
    return 0


async def _predict(context: Context) -> list[Answered]:
    async with looked_into(context.settings) as app:
        await ensure_starter(app)
        return [app.answering.answer(KEY.workspace, text) for text in context.given.text]


def _as_json(answered: Answered) -> str:
    content = {
        "input": answered.text,
        "output": _said(answered),
        "confidence": round(answered.confidence, 4),
        "known": answered.known,
        "verdict": _verdict(answered),
        "choices": answered.choices,
    }
    return json.dumps(content, ensure_ascii=False)


def _as_text(answered: Answered, words: Renderer) -> str:
    share = f"{answered.confidence:.0%}"
    match _verdict(answered):
        case Verdict.ANSWER:
            return f"{_said(answered)}  {share}"
        case Verdict.ASK:
            return words.text("cli.predict.asks", output=_said(answered), share=share)
        case Verdict.UNKNOWN:
            return words.text("cli.predict.unsure", output=_said(answered), share=share)


def _said(answered: Answered) -> str:
    """The first of the alternatives, so that the same question gets the same answer."""
    return alternatives(answered.output)[0]


def _verdict(answered: Answered) -> Verdict:
    if answered.known:
        return Verdict.ANSWER
    return Verdict.ASK if answered.choices else Verdict.UNKNOWN


COMMAND = Subcommand("predict", _run, _arguments)
