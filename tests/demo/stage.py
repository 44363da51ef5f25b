"""The stage: a loopback Discord, the agent's process in it, and a person in an encrypted call."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from agent.channels.spoken.room import Line
from agent.dialog.session import SessionKey
from agent.settings import Settings
from speech.synthesis import Synthesizer, SynthesizerOptions, Voice, create
from tests.demo.person import Talker
from tests.demo.process import process
from tests.demo.script import Turn
from tests.loopback import Loopback, Person
from tests.loopback.records import Channel, Guild


@dataclass
class Stage:
    """A server with a text and a voice channel, Ann in both, and the agent, called by her."""

    loopback: Loopback
    guild: Guild
    general: Channel
    bridge: Channel
    ann: Person
    talker: Talker
    lines: list[Line]
    """What was said so far."""
    patient: bool
    """Whether Ann lets the agent finish."""

    @property
    def key(self) -> SessionKey:
        """Ann's dialog."""
        return SessionKey(str(self.ann.user.id), f"guild-{self.guild.id}")

    async def play(self, turns: Sequence[Turn]) -> None:
        """Hold a dialog. Raises TimeoutError, with what was said, where it is not as written."""
        for turn in turns:
            lines, frames = len(self.lines), len(self.talker.voice.heard)
            if turn.says:
                await self.talker.say(turn.says)
            try:
                await self.loopback.until(lambda: self._answered(turn, lines))  # noqa: B023
            except TimeoutError as error:
                said = "\n".join(map(str, self.lines))
                raise TimeoutError(f"{turn} did not come true:\n{said}") from error
            if self.patient:
                await self.talker.listens(frames)

    def _answered(self, turn: Turn, begun: int) -> bool:
        """Whether the answer came; one without a question may have come together with another."""
        lines = self.lines[begun if turn.says else begun - 1 :]
        return any(
            line.agent
            and re.search(turn.answer, line.text)
            and re.fullmatch(turn.state, line.state)
            for line in lines
        )


@asynccontextmanager
async def stage(
    settings: Settings,
    note: Callable[[Line], None],
    *,
    patient: bool = True,
    voice: Synthesizer | None = None,
) -> AsyncIterator[Stage]:
    """Everything up to the agent's being in the voice channel, and what it said there first.

    `voice` is Ann's; one of espeak's where none is given.
    """
    lines: list[Line] = []

    async with Loopback() as loopback:

        def noted(line: Line) -> None:
            lines.append(line)
            loopback.world.changes.notify()
            note(line)

        guild = loopback.guild()
        general, bridge = loopback.text_channel(guild), loopback.voice_channel(guild)
        ann = loopback.person("ann", guild)
        trainer = loopback.world.add_role(guild, "trainer", discord.Permissions.none())
        loopback.world.give_role(guild.members[ann.user.id], trainer)
        async with process(loopback, settings, noted):
            talker = Talker(ann.joins(bridge), voice or _voice_of_ann(), loopback.until)
            await ann.ask(general, "!join")
            await talker.voice.ready()
            if patient:
                await talker.listens()
            yield Stage(loopback, guild, general, bridge, ann, talker, lines, patient)


def _voice_of_ann() -> Synthesizer:
    return create(["pyttsx3"], SynthesizerOptions(voice=Voice("en-gb", 200)))
