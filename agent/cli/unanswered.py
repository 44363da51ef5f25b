"""What could not be answered in the console's workspace, for scripts."""

import asyncio
import json
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime

from agent.app import App
from agent.channels.console import KEY
from agent.cli.command import BAD_INPUT, Context, Subcommand, with_json
from agent.dialog.outcomes import Done, InboxGroup, InboxRead, Outcome, Refused
from agent.dialog.requests import AnswerGroup, DropGroup, ReadInbox, Request
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.dispatcher import RequestContext
from messages import Message


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    with_json(parser, words)
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--drop", type=int, metavar="N", help=words.text("cli.unanswered.drop"))
    chosen.add_argument(
        "--answer", nargs=2, metavar=("N", "TEXT"), help=words.text("cli.unanswered.answer")
    )


def _run(context: Context) -> int:
    outcome = asyncio.run(_outcome(context))
    match outcome:
        case InboxRead(groups):
            print(_as_json(groups) if context.given.json else _as_text(groups, context.words))
        case Done():
            print(context.words.render(outcome))
        case Refused(reason):
            print(context.words.text("refused", reason=reason), file=sys.stderr)
            return BAD_INPUT
    return 0


async def _outcome(context: Context) -> Outcome:
    given = context.given
    async with opened(context.settings) as app:
        read = await _ask(app, ReadInbox())
        assert isinstance(read, InboxRead)
        number, answer = given.answer or (given.drop, "")
        if number is None:
            return read
        group = _chosen(read.groups, str(number))
        if group is None:
            return Refused(Message("cli.unanswered.no_group", {"given": number}))
        request = AnswerGroup(group.inputs, answer) if given.answer else DropGroup(group.inputs)
        return await _ask(app, request)


async def _ask(app: App, request: Request) -> Outcome:
    context = RequestContext(*KEY, datetime.now(UTC), lambda _: None)
    return await app.dispatcher.answer(context, request)


def _chosen(groups: tuple[InboxGroup, ...], number: str) -> InboxGroup | None:
    """The group by its number, from 1 on."""
    return dict(enumerate(groups, 1)).get(int(number)) if number.isdecimal() else None


def _as_json(groups: tuple[InboxGroup, ...]) -> str:
    content = [
        {"number": number, "asked": group.asked, "inputs": group.inputs, "answers": group.answers}
        for number, group in enumerate(groups, 1)
    ]
    return json.dumps(content, ensure_ascii=False)


def _as_text(groups: tuple[InboxGroup, ...], words: Renderer) -> str:
    lines = (
        words.text("cli.unanswered.group", number=number, asked=group.asked, inputs=group.inputs)
        for number, group in enumerate(groups, 1)
    )
    return "\n".join(lines) or words.text("unanswered.none")


COMMAND = Subcommand("unanswered", _run, _arguments)
