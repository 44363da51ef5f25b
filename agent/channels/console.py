"""The dialog through a pipe: plain lines in, plain lines out."""

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from agent.channels.named_files import with_file
from agent.dialog.intents import Intent
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, MoveToText, Say, ShowProgress, StopSpeaking
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from agent.storage.errors import StorageError

KEY = SessionKey("console", "console")
WAYS_OUT = ("quit", "exit")
QUARTERS = 4


class Console:
    """Reads lines and shows answers; the next line is read only when the agent waits for one."""

    def __init__(
        self, runner: Runner, renderer: Renderer, max_bytes: int, source: TextIO, target: TextIO
    ) -> None:
        self._runner = runner
        self._renderer = renderer
        self._max_bytes = max_bytes
        self._source = source
        self._target = target
        self._quarter = 0

    async def run(self) -> None:
        """Hold the conversation until the input ends or the user quits."""
        self._runner.open(KEY, self)
        await self._runner.settled(KEY)
        while line := await self._read():
            if line.strip().lower() in WAYS_OUT:
                break
            await self._take(line.rstrip("\n"))
        await self._runner.settled(KEY)

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            if isinstance(delivery, ShowProgress):
                self._show_progress(delivery.fraction)
            elif words := words_of(delivery, self._renderer):
                self._print(words)

    def may_teach(self, key: SessionKey) -> bool:
        return True

    async def _take(self, line: str) -> None:
        try:
            turn = with_file(line, self._max_bytes)
        except StorageError as error:
            self._print(self._renderer.render(error))
            return
        self._print(f"> {line}")
        self._runner.submit(KEY, turn)
        await self._runner.settled(KEY)

    async def _read(self) -> str:
        """The next line, empty at the end of input; read in a thread that may be left behind."""
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str] = loop.create_future()

        def resolve(text: str) -> None:
            if not line.done():
                line.set_result(text)

        def read() -> None:
            text = self._source.readline()
            with suppress(RuntimeError):  # the event loop has been closed: nobody listens any more
                loop.call_soon_threadsafe(resolve, text)

        threading.Thread(target=read, daemon=True).start()
        return await line

    def _show_progress(self, fraction: float) -> None:
        quarter = int(QUARTERS * fraction)
        before, self._quarter = self._quarter, quarter
        if quarter > before:
            done = "█" * (5 * quarter) + "░" * (5 * (QUARTERS - quarter))
            self._print(f"  {done} {100 * quarter // QUARTERS} %")

    def _print(self, text: str) -> None:
        print(printable(text), file=self._target, flush=True)


def words_of(delivery: Delivery, renderer: Renderer) -> str:
    """What is delivered, as a terminal can show it; how far a job is has no words."""
    match delivery:
        case Say():
            words, choices = renderer.render(delivery), renderer.choices(delivery)
            return f"{words} [{' / '.join(choices)}]" if choices else words
        case Path():
            return renderer.text("console.file", path=delivery)
        case HandleCommand(Intent.DOCTOR):
            return renderer.render(Say("doctor"))
        case HandleCommand(command):
            return renderer.render(Say("needs_discord", {"command": command}))
        case MoveToText():
            return renderer.text("already_in_text")
        case StopSpeaking():
            return renderer.text("quiet")
        case ShowProgress():
            return ""


def printable(text: str) -> str:
    """`text` without what would control the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
