"""What can be done with somebody's message: teach it, correct it, ask what is known of it."""

from collections import OrderedDict
from typing import Any

import discord
from discord import app_commands

from agent.channels.discord.panels.desk import Desk, Handler, Handlers
from agent.channels.discord.panels.panel import Button, Field, Panel, PanelForm, fitting
from agent.channels.discord.panels.visit import Interaction, Visit
from agent.channels.discord.text.addressing import words_of
from agent.channels.discord.text.reply_target import BotContext
from agent.channels.discord.text.words import escaped
from agent.dialog.moderation import ReadChanges
from agent.dialog.outcomes import Answered, Outcome, Refused
from agent.dialog.requests import Answer, Correct
from agent.dialog.rights import NOT_ALLOWED
from agent.prompts.render import Renderer
from messages import Message

MOST = 500
"""Messages whose words are remembered until they are taught."""
SHOWN = 300


class Menus:
    """The entries below a message's Apps."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._texts: OrderedDict[tuple[str, int], str] = OrderedDict()

    @property
    def handlers(self) -> Handlers:
        return {"half": self._fill_in, "learn": _learn}

    def add_to(self, tree: app_commands.CommandTree[Any], words: Renderer, desk: Desk) -> None:
        """Put the entries into `tree`; `desk` takes them."""
        for key, handler in (
            ("menu.teach", self._teach),
            ("menu.correct", self._correct),
            ("menu.know", self._know),
        ):
            tree.add_command(
                app_commands.ContextMenu(name=words.text(key), callback=_callback(desk, handler))
            )

    async def _teach(self, visit: Visit, message: discord.Message) -> None:
        """Ask whether the words are the question or the answer."""
        text = _words_of(visit, message)
        if not (visit.may_teach or visit.local.approval):
            await visit.tell(NOT_ALLOWED)
        elif not text:
            await visit.tell(Message("menu.no_words"))
        else:
            self._note((visit.key.workspace, message.id), text)
            await visit.show(teaching(message.id, text, visit))

    async def _correct(self, visit: Visit, message: discord.Message) -> None:
        me = visit.interaction.client.user
        if me is None or message.author.id != me.id:
            await visit.tell(Message("menu.not_mine"))
            return
        exchange = await self._context.exchanges.of(message)
        if exchange is None:
            await visit.tell(Message("menu.no_question"))
        elif not (visit.may_teach or visit.local.approval):
            await visit.tell(NOT_ALLOWED)
        else:
            await visit.fill_in(lesson_form(visit, exchange.input, ""))

    async def _know(self, visit: Visit, message: discord.Message) -> None:
        text = _words_of(visit, message)
        if not text:
            await visit.tell(Message("menu.no_words"))
            return
        answered = await visit.ask(Answer(text))
        lines = [visit.words.shown(_known(answered))]
        lines.append(visit.put(await visit.ask(ReadChanges(text))))
        await visit.tell(fitting(lines))

    async def _fill_in(self, visit: Visit, half: str, number: int) -> None:
        noted = self._texts.get((visit.key.workspace, number))
        text = noted or await _fetched(visit, number)
        if text is None:
            await visit.tell(Message("error.gone"))
        elif half == "question":
            await visit.fill_in(lesson_form(visit, text, ""))
        else:
            await visit.fill_in(lesson_form(visit, "", text))

    def _note(self, message: tuple[str, int], text: str) -> None:
        self._texts[message] = text
        while len(self._texts) > MOST:
            self._texts.popitem(last=False)


def teaching(message: int, text: str, visit: Visit) -> Panel:
    """Is this the question, or the answer?"""
    words = visit.words
    buttons = (
        Button(words.text("menu.half.question"), ("half", "question", message)),
        Button(words.text("menu.half.answer"), ("half", "answer", message)),
    )
    shown = escaped(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
    lines = (words.text("menu.which_half"), *(f"> {line}" for line in shown.splitlines()))
    return Panel("\n".join(lines), (buttons,))


def lesson_form(visit: Visit, question: str, answer: str) -> PanelForm:
    """A question and its answer, to be filled in."""
    words = visit.words
    fields = (
        Field("question", words.text("menu.half.question"), question, long=True),
        Field("answer", words.text("menu.half.answer"), answer, long=True),
    )
    return PanelForm(words.text("menu.teach"), ("learn",), fields)


async def _learn(visit: Visit) -> None:
    question, answer = (visit.given.get(name, "").strip() for name in ("question", "answer"))
    if question and answer:
        await visit.tell(visit.put(await visit.ask(Correct(question, answer))))
    else:
        await visit.tell(Message("menu.no_words"))


def _known(outcome: Outcome) -> Message:
    """What would be answered, and how sure that is."""
    match outcome:
        case Answered(known=True) as found:
            values = {"answer": found.output, "share": found.confidence}
            return Message("menu.known.exact" if found.exact else "menu.known", values)
        case Answered(choices=choices) if choices:
            return Message("menu.asked_back", {"answers": choices})
        case Refused(reason=Message() as reason):
            return reason
    return Message("menu.unknown")


async def _fetched(visit: Visit, number: int) -> str | None:
    channel: Any = visit.interaction.channel
    try:
        message: discord.Message = await channel.fetch_message(number)
    except (discord.HTTPException, AttributeError):
        return None
    return _words_of(visit, message) or None


def _words_of(visit: Visit, message: discord.Message) -> str:
    me = visit.interaction.client.user
    return words_of(message, me) if me else message.content.strip()


def _callback(desk: Desk, handler: Handler) -> Any:
    async def callback(interaction: Interaction, message: discord.Message) -> None:
        await desk.visit(interaction, handler, message)

    # discord.py reads what an entry is for from its function's types.
    callback.__annotations__ = {"interaction": discord.Interaction, "message": discord.Message}
    return callback
