"""The channel in which a server reads who changed what, and what waits for a trainer."""

import asyncio
import logging
from dataclasses import dataclass

import discord

from agent.channels.discord.panels import pending_panel
from agent.channels.discord.panels.desk import Handlers
from agent.channels.discord.panels.log_buttons import About, LogButtons
from agent.channels.discord.panels.panel import Button, Panel, fitting, view_of
from agent.channels.discord.panels.visit import Visit, is_over
from agent.channels.discord.text.reply_target import WORKSPACE, BotContext
from agent.channels.discord.text.words import Words
from agent.dialog.moderation import Settle, UndoChange
from agent.dialog.requests import Request
from agent.services.approving import line as waiting_line
from agent.services.change_log import told
from agent.storage.changes import Change
from agent.storage.proposals import Proposal
from messages import Message

log = logging.getLogger(__name__)

MOST = 5
"""Entries of one message; each has a row of buttons."""
FLOOD = 20
"""So many may wait to be written next; of more only the number is told."""
MOST_WAITING = 1_000
"""Entries that may wait to be written; more are in the log of changes only."""
LONGEST_LINE = 350


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log, with what can be pressed about it."""

    told: Message
    buttons: tuple[tuple[str, tuple[str | int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What need not be pressed any more."""

    about: About


class LogChannel:
    """Writes what happens where a server wants it, several lines at once where they come fast."""

    def __init__(self, client: discord.Client, context: BotContext) -> None:
        self._client = client
        self._context = context
        self._buttons = LogButtons()
        self._entries: dict[str, asyncio.Queue[Entry | Settled]] = {}
        self._writers: dict[str, asyncio.Task[None]] = {}

    @property
    def handlers(self) -> Handlers:
        return {"undo": self._undo, "settle": self._settle}

    def changed(self, change: Change) -> None:
        """Somebody changed something, or took it back; from any thread."""
        values = {"id": change.id, "told": told(change)}
        if change.undone is not None:
            self._from_any_thread(change.workspace, Settled(("undo", str(change.id))))
            entry = Entry(Message("log.undone", {**values, "who": change.undone}))
        else:
            entry = Entry(Message("log.changed", values), (("log.undo", ("undo", change.id)),))
        self._from_any_thread(change.workspace, entry)

    def proposed(self, proposal: Proposal) -> None:
        """A lesson waits for a trainer; from any thread."""
        buttons = (
            ("pending.take", ("settle", "take", proposal.id)),
            ("pending.drop", ("settle", "drop", proposal.id)),
        )
        waits = Message("log.waits", {"told": waiting_line(proposal)})
        self._from_any_thread(proposal.workspace, Entry(waits, buttons))

    def settled(self, proposal: Proposal) -> None:
        """A lesson waits no more; from any thread."""
        self._from_any_thread(proposal.workspace, Settled(("settle", str(proposal.id))))

    def write(self, workspace: str, entry: Entry | Settled) -> None:
        """Write it, if there is a log channel; from the event loop."""
        if isinstance(entry, Entry) and not self._context.local(workspace).log_channel:
            return
        queue = self._entries.setdefault(workspace, asyncio.Queue(MOST_WAITING))
        if not queue.full():
            queue.put_nowait(entry)
        if workspace not in self._writers:
            task = asyncio.get_running_loop().create_task(self._write_all(workspace, queue))
            self._writers[workspace] = task
            task.add_done_callback(lambda _: self._writers.pop(workspace, None))

    def channel(self, workspace: str) -> discord.abc.Messageable | None:
        """The log channel; None where there is none, it is gone, or may not be written to."""
        wanted = self._context.local(workspace).log_channel
        number = workspace.removeprefix(WORKSPACE)
        guild = self._client.get_guild(int(number)) if number.isdecimal() else None
        if guild is None or not wanted:
            return None
        named = (c for c in guild.text_channels if wanted in (str(c.id), c.name))
        return next((c for c in named if c.permissions_for(guild.me).send_messages), None)

    async def close(self) -> None:
        """Stop writing."""
        for task in list(self._writers.values()):
            task.cancel()

    def _from_any_thread(self, workspace: str, entry: Entry | Settled) -> None:
        if not self._client.is_closed():
            self._client.loop.call_soon_threadsafe(self.write, workspace, entry)

    async def _write_all(self, workspace: str, queue: asyncio.Queue[Entry | Settled]) -> None:
        while not queue.empty():
            parts, settled = _next(queue)
            channel = self.channel(workspace)
            if channel is not None:
                for entries in parts:
                    await self._send(workspace, channel, entries)
            if settled:
                await self._buttons.remove(channel, settled)

    async def _send(
        self, workspace: str, channel: discord.abc.Messageable, entries: list[Entry]
    ) -> None:
        panel = panel_of(entries, self._context.words_in(workspace))
        try:
            self._buttons.note(await channel.send(panel.text, view=view_of(panel)))
        except discord.HTTPException as error:
            log.warning("the log of %s could not be written: HTTP %s", workspace, error.status)

    # --- what is pressed below a line -------------------------------------------------------------

    async def _undo(self, visit: Visit, number: int) -> None:
        await self._press(visit, UndoChange(number), ("undo", str(number)))

    async def _settle(self, visit: Visit, verb: str, number: int, user: str = "") -> None:
        """Take or drop a lesson: here, or in the panel of what waits."""
        request = Settle(verb == "take", number, user)
        if visit.own_panel:
            await pending_panel.settle(visit, request)
        else:
            await self._press(visit, request, ("settle", str(number)))

    async def _press(self, visit: Visit, request: Request, about: About) -> None:
        if visit.interaction.message is not None:
            self._buttons.note(visit.interaction.message)
        outcome = await visit.ask(request)
        await visit.tell(visit.put(outcome))
        if is_over(outcome):
            self.write(visit.key.workspace, Settled(about))


def _next(queue: asyncio.Queue[Entry | Settled]) -> tuple[list[list[Entry]], set[About]]:
    """What waits, as one list a message, and what is settled then; a flood is cut short."""
    waiting = [queue.get_nowait() for _ in range(queue.qsize())]
    settled = {each.about for each in waiting if isinstance(each, Settled)}
    entries = [each for each in waiting if isinstance(each, Entry)]
    left = len(entries) - MOST
    if left > FLOOD:
        return [[*entries[:MOST], Entry(Message("log.more", {"count": left}))]], settled
    return [entries[at : at + MOST] for at in range(0, len(entries), MOST)], settled


def panel_of(entries: list[Entry], words: Words) -> Panel:
    """Lines of the log as one message."""
    lines = [words.shown(entry.told)[:LONGEST_LINE] for entry in entries]
    rows = tuple(
        tuple(Button(_label(words, key, action), action) for key, action in entry.buttons)
        for entry in entries
        if entry.buttons
    )
    return Panel(fitting(lines), rows)


def _label(words: Words, key: str, action: tuple[str | int, ...]) -> str:
    return f"{words.text(key)} #{action[-1]}"
