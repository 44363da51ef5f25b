"""Mailboxes: the turns of a session wait here, and are taken one at a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from agent.dialog.session import SessionKey
from agent.dialog.turns import Turn
from agent.runtime.channel import Channel

MOST = 200
"""Turns of one session that may wait."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A turn that waits, since when (perf_counter), and where it came from, if that is new."""

    turn: Turn
    channel: Channel | None
    since: float


@dataclass(slots=True)
class Mailbox:
    """The turns of one session."""

    channel: Channel
    """Where the turn being taken came from."""
    letters: asyncio.Queue[Letter] = field(default_factory=asyncio.Queue)
    worker: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        return self.letters.qsize()


Take = Callable[[SessionKey, Mailbox, Letter], Awaitable[None]]
"""Takes a turn; raises nothing."""


class Mailboxes:
    """A mailbox for each session that a channel is open for, with a worker while turns wait."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._mailboxes: dict[SessionKey, Mailbox] = {}

    def __contains__(self, key: SessionKey) -> bool:
        return key in self._mailboxes

    def __getitem__(self, key: SessionKey) -> Mailbox:
        return self._mailboxes[key]

    def __len__(self) -> int:
        return len(self._mailboxes)

    @property
    def waiting(self) -> int:
        """Turns that wait, of all sessions."""
        return sum(mailbox.waiting for mailbox in self._mailboxes.values())

    def put(self, key: SessionKey, turn: Turn, channel: Channel | None = None) -> None:
        """Have a turn taken after those that wait; what comes of it goes to `channel`, if given.

        Raises ValueError for a session's first turn without one.
        """
        mailbox = self._mailboxes.get(key)
        if mailbox is None:
            if channel is None:
                raise ValueError("the first turn of a session needs a channel")
            mailbox = self._mailboxes[key] = Mailbox(channel)
        mailbox.letters.put_nowait(Letter(turn, channel, time.perf_counter()))
        if mailbox.worker is None:
            mailbox.worker = asyncio.get_running_loop().create_task(self._work(key, mailbox))

    def workers(self, *keys: SessionKey) -> list[asyncio.Task[None]]:
        """What takes the turns of these sessions just now, or of all."""
        asked = [self._mailboxes.get(key) for key in keys] if keys else self._mailboxes.values()
        return [mailbox.worker for mailbox in asked if mailbox and mailbox.worker]

    async def close(self) -> None:
        """Take the turns that wait, and no more."""
        if workers := self.workers():
            await asyncio.wait(workers)
        self._mailboxes.clear()

    async def _work(self, key: SessionKey, mailbox: Mailbox) -> None:
        try:
            while mailbox.waiting:
                letter = mailbox.letters.get_nowait()
                mailbox.channel = letter.channel or mailbox.channel
                await self._take(key, mailbox, letter)
        finally:
            mailbox.worker = None
