"""Which message of a log has the buttons about what, so that they go once that is settled."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

import discord

from agent.channels.discord.panels.panel import MARK

MOST = 5_000
"""Things about which there are buttons that are remembered."""
SEARCHED = 300
"""Messages of a channel that are looked through once, for buttons of an earlier run."""

About = tuple[str, str]
"""What a button does, and the number of what it is about."""


class LogButtons:
    """The messages that have buttons, by what these are about."""

    def __init__(self) -> None:
        self._messages: OrderedDict[About, discord.Message] = OrderedDict()
        self._searched: set[int] = set()

    def note(self, message: discord.Message) -> None:
        """This message is there, as it is now."""
        for about in _all_about(message):
            self._messages[about] = message
        while len(self._messages) > MOST:
            self._messages.popitem(last=False)

    async def remove(
        self, channel: discord.abc.Messageable | None, settled: Collection[About]
    ) -> None:
        """Take the buttons off that are about what was settled; those of an earlier run, too."""
        if channel is not None and any(about not in self._messages for about in settled):
            await self._search(channel)
        found = [self._messages.pop(about) for about in settled if about in self._messages]
        for message in {each.id: each for each in found}.values():
            await self._edit(message, settled)

    async def _edit(self, message: discord.Message, settled: Collection[About]) -> None:
        view = discord.ui.View.from_message(message, timeout=None)
        for item in list(view.children):
            if _about(item) in settled:
                view.remove_item(item)
        view.stop()
        with suppress(discord.HTTPException):  # deleted meanwhile
            self.note(await message.edit(view=view if view.children else None))

    async def _search(self, channel: Any) -> None:
        """Look through what was written here before; once, since what comes later is noted."""
        if channel.id in self._searched:
            return
        self._searched.add(channel.id)
        known = {message.id for message in self._messages.values()}
        with suppress(discord.HTTPException):  # the history may not be read here
            async for message in channel.history(limit=SEARCHED):
                if message.author == channel.guild.me and message.id not in known:
                    self.note(message)


def _all_about(message: discord.Message) -> Iterator[About]:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    yield from filter(None, (_about(item) for row in rows for item in row.children))


def _about(item: Any) -> About | None:
    mark, *action = str(getattr(item, "custom_id", "")).split(":")
    return (action[0], action[-1]) if mark == MARK and len(action) > 1 else None
