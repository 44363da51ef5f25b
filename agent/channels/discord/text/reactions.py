"""Thumbs on answers are feedback on just those; and who may teach is asked for a better one."""

from collections import OrderedDict
from datetime import UTC, datetime
from typing import Any

import discord

from agent.channels.discord.text.exchanges import Exchange
from agent.channels.discord.text.intake import Intake, ready
from agent.channels.discord.text.message_target import MessageTarget
from agent.channels.discord.text.reply_target import BotContext, key_of
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered
from agent.dialog.requests import Answer, KeepFeedback
from agent.dialog.turns import Invoked
from agent.learning.normalise import normalise
from agent.runtime.dispatcher import Dispatcher, RequestContext

RATINGS = {"👍": 5, "👎": 1}
MOST = 10_000
"""Reactions that are remembered, so that each counts once."""


class Reactions:
    """Makes feedback of reactions; each person's counts once for each answer and thumb."""

    def __init__(self, context: BotContext, dispatcher: Dispatcher, intake: Intake) -> None:
        self._context = context
        self._dispatcher = dispatcher
        self._intake = intake
        self._counted: OrderedDict[tuple[int, int, int], None] = OrderedDict()

    async def added(self, client: discord.Client, event: discord.RawReactionActionEvent) -> None:
        """Somebody reacted to a message."""
        rating = RATINGS.get(event.emoji.name[:1])
        if rating is None or client.user is None or not _may_be_ours(event, client.user.id):
            return
        person = event.member or await _user(client, event.user_id)
        if person is None or person.bot or not self._counts(event, rating):
            return
        message = await _message(client, event)
        if message is None or message.author.id != client.user.id:
            return
        target = MessageTarget(self._context, message, person)
        exchange = await self._exchange(target, message)
        if exchange is not None:
            await self._rate(target, exchange, rating)

    def _counts(self, event: discord.RawReactionActionEvent, rating: int) -> bool:
        place = (event.message_id, event.user_id, rating)
        if place in self._counted:
            return False
        self._counted[place] = None
        while len(self._counted) > MOST:
            self._counted.popitem(last=False)
        return True

    async def _exchange(self, target: MessageTarget, message: discord.Message) -> Exchange | None:
        """What the message answered; of an older one only what would be answered so today."""
        known = self._context.exchanges.known(message.id)
        if known is not None:
            return known
        found = await self._context.exchanges.of(message)
        if found is None:
            return None
        answered = await self._ask(target, Answer(found.input))
        said = isinstance(answered, Answered) and answered.known and answered.output
        alike = said and normalise(str(said)) in normalise(found.output)
        return Exchange(found.input, str(said)) if alike else None

    async def _rate(self, target: MessageTarget, exchange: Exchange, rating: int) -> None:
        """Keep it; a thumb down of one who may teach, and is at leisure, begins a correction."""
        await self._ask(target, KeepFeedback(rating, "", *exchange))
        may = target.may_teach(target.key) or target.local.approval
        if rating == 1 and may and not self._context.runner.standing.is_open(target.key):
            slots = {"input": exchange.input, "wrong": exchange.output}
            await self._intake.take(target, ready(Invoked(Intent.CORRECT, slots)))

    async def _ask(self, target: MessageTarget, request: Answer | KeepFeedback) -> object:
        key = key_of(target.guild, target.user.id)
        context = RequestContext(*key, datetime.now(UTC), lambda fraction: None, may_teach=False)
        return await self._dispatcher.answer(context, request)


async def _user(client: discord.Client, number: int) -> discord.User | None:
    """Who reacts alone with us is not told by the event."""
    try:
        return client.get_user(number) or await client.fetch_user(number)
    except discord.HTTPException:
        return None


def _may_be_ours(event: discord.RawReactionActionEvent, me: int) -> bool:
    return event.user_id != me and event.message_author_id in (None, me)


async def _message(
    client: discord.Client, event: discord.RawReactionActionEvent
) -> discord.Message | None:
    channel: Any = client.get_channel(event.channel_id)
    if channel is None:
        channel = client.get_partial_messageable(event.channel_id, guild_id=event.guild_id)
    try:
        message: discord.Message = await channel.fetch_message(event.message_id)
    except discord.HTTPException:  # deleted meanwhile, or not to be read
        return None
    return message
