"""A day on a fast clock: ten people talk, and each minute something goes wrong."""

import gc
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from agent.app import App
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.runtime.recorded_time import RecordedTime
from tests.agent.conftest import settings_for
from tests.soak.faults import FAULTS
from tests.soak.seen import Seen, held

PEOPLE = [SessionKey(f"person{n}", f"club-{n % 3}") for n in range(10)]
BEGUN = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = 60.0
LOOKS = 15
"""Minutes between two looks."""
LESSON = ("!train", "where is it => here", "who has it => she does", "that's all", "yes")
LINES = (
    "where is it",
    "!correct It is upstairs.",
    "!feedback 4 quite good",
    "!train",
    "what is {n} => it is {n}",
    "!list",
    "undo",
    "!cancel",
    "yes",
    "!taught",
    "!help",
    "tell me something else",
    "!dataset list",
    "!archive datasets",
    "!undo",
    "!status",
)
LEARN = 240
"""Minutes between two lessons that are learned by a training."""
LEARNS_AFTER = 60
"""Seconds of real time after a correction."""


class Ear:
    """A channel that counts what it is given."""

    heard = 0

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        self.heard += len(deliveries)

    def may_teach(self, key: SessionKey) -> bool:
        return True


async def lived(home: Path, minutes: float, chance: Random) -> Seen:
    """So many minutes; all that was seen."""
    seen, clock = Seen(), RecordedTime(BEGUN)
    settings = settings_for(home, retrain_seconds=LEARNS_AFTER, models_in_memory=2)
    async with opened(settings, clock) as app:
        for key in PEOPLE[:3]:
            await _says(app, key, LESSON, seen)
        for minute in range(round(minutes)):
            await _pass(app, clock)
            with FAULTS[minute % len(FAULTS)](home, clock, chance):
                seen.faults += 1
                for n, key in enumerate(PEOPLE):
                    line = LINES[(minute + n) % len(LINES)].format(n=minute)
                    await _says(app, key, (line,), seen)
            if minute % LEARN == 0:
                await _says(app, chance.choice(PEOPLE), ("!cancel", *LESSON), seen)
            if minute % LOOKS == 0:
                gc.collect()
                seen.looks.append(held(os.getpid()))
    return seen


async def _pass(app: App, clock: RecordedTime) -> None:
    """A minute goes by, with all that was put off until then."""
    end = clock.seconds + MINUTE
    while clock.due <= end:
        clock.next()
    clock.seconds = end
    for key in PEOPLE:
        await app.runner.settled(key)


async def _says(app: App, key: SessionKey, lines: Sequence[str], seen: Seen) -> None:
    """Each line is to be answered, whatever goes wrong."""
    for line in lines:
        ear = Ear()
        app.runner.submit(key, Said(line), ear)
        await app.runner.settled(key)
        seen.turns += 1
        if not ear.heard:
            seen.unanswered.append(f"{key.user}: {line}")
