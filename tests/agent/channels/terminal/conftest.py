"""A terminal in this process: keys go in by a pipe, and what is written is a text."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from pathlib import Path

from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input

from agent.app import App
from agent.building import renderer
from agent.channels.terminal.editing import EditingScreen, InPlace
from agent.channels.terminal.making import typing_help
from agent.channels.terminal.status import Status
from agent.channels.terminal.terminal import Terminal
from agent.opening import opened
from tests.agent.conftest import settings_for
from tests.patience import PATIENCE

ENTER, ALT_ENTER, CTRL_C, CTRL_D, UP, TAB = "\r", "\x1b\r", "\x03", "\x04", "\x1b[A", "\t"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Seat:
    """Somebody at a terminal."""

    def __init__(self, app: App, keyboard: PipeInput) -> None:
        self.app = app
        self._keyboard = keyboard
        self._written = StringIO()
        output = InPlace(self._written, lambda: Size(24, 80), term="xterm")
        words = renderer(app.settings)
        self.status = Status(app.runner, words)
        screen = EditingScreen(typing_help(app, words, self.status), keyboard, output)
        self.terminal = Terminal(app.runner, words, 2**25, screen, self.status)
        self._seen = 0

    def sit_down(self) -> None:
        self._talking = asyncio.create_task(self.terminal.run())

    async def ended(self) -> None:
        """Wait until the conversation is over."""
        async with asyncio.timeout(PATIENCE):
            await self._talking

    def press(self, *keys: str) -> None:
        """All at one moment."""
        self._keyboard.send_text("".join(keys))

    async def sees(self, words: str) -> None:
        """Wait until the screen shows this after what was seen before."""
        until = asyncio.get_running_loop().time() + PATIENCE
        while (at := self._text.find(words, self._seen)) < 0:
            assert asyncio.get_running_loop().time() < until, self._text[self._seen :]
            await asyncio.sleep(0.01)
        self._seen = at + len(words)

    async def says(self, line: str, then: str) -> None:
        self.press(line, ENTER)
        await self.sees(then)

    @property
    def screen(self) -> str:
        """All that was ever written, without colours and moves."""
        return self._text

    @property
    def _text(self) -> str:
        return _ESCAPES.sub("", self._written.getvalue()).replace("\r", "")


@asynccontextmanager
async def seated(home: Path, **values: object) -> AsyncIterator[Seat]:
    """Somebody sits down, and leaves by Ctrl-D at the end where they have not left before."""
    async with opened(settings_for(home, **values)) as app:
        with create_pipe_input() as keyboard:
            seat = Seat(app, keyboard)
            seat.sit_down()
            await seat.sees(renderer(app.settings).text("console.prompt"))
            yield seat
            seat.press(CTRL_D)
            await seat.ended()
