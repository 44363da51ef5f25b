"""The channel in which a server reads who changed what, and what waits for a trainer."""

import asyncio
import logging
from dataclasses import dataclass

import discord

from agent.channels.discord.panels.desk import Handlers
from agent.channels.discord.panels.panel import Button, Panel, fitting, view_of
from agent.channels.discord.panels.visit import Visit, is_settled
from agent.channels.discord.text.reply_target import WORKSPACE, BotContext
from agent.channels.discord.text.words import Words
from agent.dialog.moderation import UndoChange
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


class LogChannel:
    """Writes what happens where a server wants it, several lines at once where they come fast."""

    def __init__(self, client: discord.Client, context: BotContext) -> None:
        self._client = client
        self._context = context
        self._entries: dict[str, asyncio.Queue[Entry]] = {}
        self._writers: dict[str, asyncio.Task[None]] = {}

    @property
    def handlers(self) -> Handlers:
        return {"undo": _undo}

    def changed(self, change: Change) -> None:
        """Somebody changed something, or took it back; from any thread."""
        values = {"id": change.id, "told": told(change)}
        if change.undone is not None:
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

    def write(self, workspace: str, entry: Entry) -> None:
        """Write it, if there is a log channel; from the event loop."""
        if not self._context.local(workspace).log_channel:
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
        guild = self._client.get_guild(int(number)) if number.isdigit() else None
        if guild is None or not wanted:
            return None
        named = (c for c in guild.text_channels if wanted in (str(c.id), c.name))
        return next((c for c in named if c.permissions_for(guild.me).send_messages), None)

    async def close(self) -> None:
        """Stop writing."""
        for task in list(self._writers.values()):
            task.cancel()

    def _from_any_thread(self, workspace: str, entry: Entry) -> None:
        if not self._client.is_closed():
            self._client.loop.call_soon_threadsafe(self.write, workspace, entry)

    async def _write_all(self, workspace: str, queue: asyncio.Queue[Entry]) -> None:
        while not queue.empty():
            entries = _next(queue)
            channel = self.channel(workspace)
            if channel is None:
                continue
            panel = panel_of(entries, self._context.words_in(workspace))
            try:
                await channel.send(panel.text, view=view_of(panel))
            except discord.HTTPException as error:
                log.warning("the log of %s could not be written: HTTP %s", workspace, error.status)


def _next(queue: asyncio.Queue[Entry]) -> list[Entry]:
    """What one message is to say; a flood of entries is cut short."""
    entries = [queue.get_nowait() for _ in range(min(MOST, queue.qsize()))]
    left = queue.qsize()
    if left <= FLOOD:
        return entries
    while not queue.empty():
        queue.get_nowait()
    return [*entries, Entry(Message("log.more", {"count": left}))]


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


async def _undo(visit: Visit, number: str) -> None:
    """The button below a line of the log."""
    outcome = await visit.ask(UndoChange(int(number)))
    await visit.tell(visit.put(outcome))
    if is_settled(outcome):
        await visit.unpress(number)
