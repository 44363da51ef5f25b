"""Whose training waits hears in their dialog how many come first, and can give it up."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from agent.dialog.session import SessionKey
from agent.dialog.turns import Said
from agent.opening import opened
from agent.runtime.channel import Delivery
from tests.agent.conftest import settings_for
from tests.agent.runtime.test_runner import Notebook

BOB = SessionKey("bob", "club")
LESSONS = ("!train", "tea => hot", "ice => cold", "done")


class Listener(Notebook):
    """Notices when a place in the queue is told."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.told = asyncio.Event()

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        await super().deliver(key, deliveries)
        if any("comes before it" in heard for heard in self.heard):
            self.told.set()


async def test_the_place_in_the_queue_is_told_in_the_dialog(home: Path) -> None:
    listener = Listener(home)
    async with opened(settings_for(home, trainings=1)) as app:
        async with app.teaching._trainer.line.turn("elsewhere", lambda ahead: None):
            for said in LESSONS:
                app.runner.submit(BOB, Said(said), listener)
            await listener.told.wait()
            assert any("One training comes before it." in heard for heard in listener.heard)
            for said in ("!cancel", "yes"):
                app.runner.submit(BOB, Said(said), listener)
                await app.runner.stepped(BOB)
            await app.runner.settled(BOB)
        assert app.runner.standing.state(BOB) != "training"
    assert not app.stores.of("club").models.versions()
