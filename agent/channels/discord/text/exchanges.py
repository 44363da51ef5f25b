"""Which sentence each answer was for: of the latest it is known, of older ones Discord is asked."""

import re
from collections import OrderedDict
from typing import NamedTuple

import discord

MOST = 5_000
"""Answers that are remembered; nothing of them is kept on the disk."""
MENTION = re.compile(r"<@[!&]?\d+>")


class Exchange(NamedTuple):
    """A sentence, and what was answered."""

    input: str
    output: str


class Exchanges:
    """The latest answers by the number of their message."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, Exchange] = OrderedDict()

    def note(self, message: int, exchange: Exchange) -> None:
        """This message of ours is an answer."""
        self._known[message] = exchange
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def known(self, message: int) -> Exchange | None:
        """What this message answered, if it is one of the latest."""
        return self._known.get(message)

    async def of(self, message: discord.Message) -> Exchange | None:
        """What a message of ours answered: it replies to the question. None where that is gone."""
        known = self._known.get(message.id)
        if known is not None:
            return known
        asked = await _replied_to(message)
        text = MENTION.sub("", asked.content).strip() if asked else ""
        return Exchange(text, message.content) if text else None


async def _replied_to(message: discord.Message) -> discord.Message | None:
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    try:
        return await message.channel.fetch_message(reference.message_id)
    except discord.HTTPException:
        return None
