"""What all places of one Discord client share."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord

from agent.channels.discord.words import Words
from agent.runner import Runner
from agent.session import SessionKey
from agent.settings import Settings
from agent.turns import Said

if TYPE_CHECKING:
    from agent.channels.discord.place import Place

Extra = Callable[["Place", Mapping[str, str]], Coroutine[Any, Any, None]]
"""A command that Discord itself answers, such as join: where it was given, and its arguments."""
Transcribe = Callable[[bytes], Awaitable[Said]]
"""Makes a turn of a voice message's sound."""


@dataclass(slots=True)
class Trace:
    """What the agent left behind in one dialog."""

    channel: int = 0
    """Where the dialog took place last."""
    question: int = 0
    """The only message whose buttons count; 0 for none."""
    progress: discord.Message | None = None
    """The message that tells how far a job is."""
    quarter: int = 0


@dataclass(slots=True)
class Hub:
    runner: Runner
    settings: Settings
    words: Words
    transcribe: Transcribe | None = None
    extras: dict[str, Extra] = field(default_factory=dict)
    traces: dict[SessionKey, Trace] = field(default_factory=dict)

    def trace(self, key: SessionKey) -> Trace:
        """The trace of this dialog, made when there is none yet."""
        return self.traces.setdefault(key, Trace())

    def was_here(self, key: SessionKey, channel: int) -> bool:
        """Whether this dialog takes place in this channel, or did last."""
        trace = self.traces.get(key)
        return trace is not None and trace.channel == channel

    @property
    def most_bytes(self) -> int:
        """Bytes of the largest file that is read."""
        return self.settings.max_file_mb * 2**20


def key_of(guild: discord.Guild | None, user: int) -> SessionKey:
    """Whose dialog: a user's in a server, or alone with the agent."""
    return SessionKey(str(user), f"guild-{guild.id}" if guild else f"direct-{user}")
