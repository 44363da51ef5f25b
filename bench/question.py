"""What one question goes through: the calls of our functions, and in how many files they stand.

A question that a correction answers is asked until nothing is new about it; then every call in
`agent/` is counted, in all threads, from its being handed to the runner until its answer is
rendered. Generators count once each time they go on.
"""

import sys
import tempfile
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import FrameType

from agent.app import App
from agent.building import renderer
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said, Say
from agent.opening import opened
from agent.runtime.channel import Delivery
from agent.settings import Settings
from bench.table import Row, command

AGENT = str(Path(__file__).parents[1] / "agent")
KEY = SessionKey("ann", "console")
QUESTION = "what is the wifi password"


class Screen:
    """A channel that only makes words of what it is given."""

    def __init__(self, settings: Settings) -> None:
        self._words = renderer(settings)
        self.lines: list[str] = []

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        self.lines += (self._words.render(each) for each in deliveries if isinstance(each, Say))

    def may_teach(self, key: SessionKey) -> bool:
        return True


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.model_validate(
            {"understudy_home": home, "encoder": "none", "retrain_seconds": 3600}
        )
        async with opened(settings) as app:
            screen = Screen(settings)
            for line in (f"!correct {QUESTION} => it is on the fridge", *3 * [QUESTION]):
                await _ask(app, screen, line)
            files = await _files(app, screen)
    return [
        Row("calls", len(files), "", most=100),
        Row("files", len(set(files)), "", most=18),
        Row("changes of file", sum(one != other for one, other in pairwise(files)), ""),
    ]


async def _ask(app: App, screen: Screen, line: str) -> None:
    app.runner.submit(KEY, Said(line), screen)
    await app.runner.stepped(KEY)


async def _files(app: App, screen: Screen) -> list[str]:
    """The file of each call that the question makes, in order."""
    files: list[str] = []

    def note(frame: FrameType, event: str, argument: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(AGENT):
            files.append(file)

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        await _ask(app, screen, QUESTION)
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return files


if __name__ == "__main__":
    command(__doc__, "One question", measure)
