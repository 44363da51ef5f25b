"""A screen for terminals that can neither move the cursor nor show colours."""

import asyncio
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

from agent.channels.terminal.rendering import laid_out
from agent.channels.terminal.screen import Hear
from agent.channels.terminal.signals import handling

WIDTH = 79


class PlainScreen:
    """Lines in, lines out."""

    def __init__(self, prompt: str) -> None:
        self._prompt = prompt
        self._prompting = False
        self._left = asyncio.Event()

    async def read(self, hear: Hear, interrupted: Callable[[], None]) -> None:
        left = asyncio.ensure_future(self._left.wait())
        with handling({signal.SIGINT: interrupted, signal.SIGTERM: self.leave}):
            while not left.done():
                line = asyncio.ensure_future(self._line())
                await asyncio.wait([line, left], return_when=asyncio.FIRST_COMPLETED)
                if not line.done() or (entered := line.result()) is None:
                    break
                answered = asyncio.ensure_future(hear(entered))
                await asyncio.wait([answered, left], return_when=asyncio.FIRST_COMPLETED)
        left.cancel()

    def typed_ahead(self) -> list[str]:
        return []

    def show(self, text: str) -> None:
        lines = laid_out(text, WIDTH, colour=False)
        if self._prompting:
            print(f"\n{lines}{self._prompt}", end="", flush=True)
        else:
            print(lines, end="", flush=True)

    def refresh(self) -> None:
        """Nothing is shown in place here."""

    def leave(self) -> None:
        self._left.set()

    async def _line(self) -> str | None:
        """The next line, None at the end of input; read in a thread that may be left behind."""
        loop = asyncio.get_running_loop()
        entered: asyncio.Future[str | None] = loop.create_future()

        def resolve(line: str | None) -> None:
            if not entered.done():
                entered.set_result(line)

        def read() -> None:
            try:
                line: str | None = input(self._prompt)
            except EOFError:
                line = None
            with suppress(RuntimeError):  # the event loop has been closed: nobody listens any more
                loop.call_soon_threadsafe(resolve, line)

        self._prompting = True
        threading.Thread(target=read, daemon=True).start()
        try:
            return await entered
        finally:
            self._prompting = False
