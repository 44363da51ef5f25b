"""A screen on which a line is edited below the conversation, all the time."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from prompt_toolkit import PromptSession
from prompt_toolkit.application import in_terminal
from prompt_toolkit.completion import Completer
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.output.vt100 import Vt100_Output

from agent.channels.terminal.logs import logged_on
from agent.channels.terminal.rendering import laid_out
from agent.channels.terminal.screen import Hear
from agent.channels.terminal.signals import handling

MENU = 5
"""Lines kept free for completions while there are any."""


class TypingHelp(NamedTuple):
    """What helps who types: after `prefix` completions show by themselves, else on Tab."""

    prompt: str
    prefix: str
    completer: Completer
    history: History
    status: Callable[[], str]


class InPlace(Vt100_Output):
    """Draws where the cursor is, and never asks the terminal where that might be.

    Not all terminals answer that, and the answer of those that do comes in between what is typed.
    """

    @property
    def responds_to_cpr(self) -> bool:
        return False

    def get_rows_below_cursor_position(self) -> int:
        return 1


class EditingScreen:
    """One prompt that stays: answers scroll by above it, and below it stands the status.

    The prompt never ends between two lines, so no key is ever read by the system instead, and
    lines that come in one go are entered at one moment.
    """

    def __init__(
        self, typing: TypingHelp, source: Input | None = None, target: Output | None = None
    ) -> None:
        self._prompt = typing.prompt
        self._shown: list[str] = []
        self._showing: asyncio.Task[None] | None = None
        self._hear: Hear | None = None
        self._interrupted: Callable[[], None] = lambda: None
        self._session: PromptSession[str] = PromptSession(
            typing.prompt,
            multiline=True,
            prompt_continuation=" " * len(typing.prompt),
            completer=typing.completer,
            complete_while_typing=Condition(lambda: self._typed.startswith(typing.prefix)),
            reserve_space_for_menu=MENU,
            history=typing.history,
            enable_suspend=True,
            key_bindings=self._keys(),
            bottom_toolbar=typing.status,
            erase_when_done=True,
            input=source,
            output=target or InPlace.from_pty(sys.stdout, os.environ.get("TERM")),
        )

    async def read(self, hear: Hear, interrupted: Callable[[], None]) -> None:
        self._hear, self._interrupted = hear, interrupted
        with (
            handling({signal.SIGINT: interrupted, signal.SIGTERM: self.leave}),
            logged_on(self.show),
            suppress(EOFError),
        ):
            await self._session.prompt_async(set_exception_handler=False, handle_sigint=False)
        if self._showing:
            await self._showing

    def typed_ahead(self) -> list[str]:
        """What the system read, line by line, before the prompt took the keyboard over."""
        lines = []
        with suppress(NotImplementedError):  # an input of tests, which nothing reads ahead
            keyboard = self._session.input.fileno()
            while os.isatty(keyboard) and select.select([keyboard], [], [], 0)[0]:
                typed = os.read(keyboard, 4096)
                if not typed:
                    break
                lines += typed.decode(errors="replace").splitlines()
        return lines

    def show(self, text: str) -> None:
        output = self._session.output
        colour = output.get_default_color_depth() is not ColorDepth.DEPTH_1_BIT
        self._shown.append(laid_out(text, output.get_size().columns, colour))
        if not self._session.app.is_running:
            self._write()
        elif not self._showing:
            self._showing = asyncio.get_running_loop().create_task(self._flush())

    def refresh(self) -> None:
        self._session.app.invalidate()

    def leave(self) -> None:
        if self._session.app.is_running and not self._session.app.is_done:
            self._session.app.exit()

    @property
    def _typed(self) -> str:
        return self._session.default_buffer.text

    async def _flush(self) -> None:
        """Write what is to be shown, in its order, while the prompt steps aside."""
        while self._shown:
            async with in_terminal():
                self._write()
        self._showing = None

    def _write(self) -> None:
        text, self._shown = "".join(self._shown), []
        self._session.output.write_raw(text.replace("\n", "\r\n"))
        self._session.output.flush()

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        focused = has_focus(DEFAULT_BUFFER)
        keys.add("enter", filter=focused)(self._enter)
        keys.add("c-c", filter=focused)(self._interrupt)

        @keys.add("escape", "enter", filter=focused)
        def _(event: KeyPressEvent) -> None:
            event.current_buffer.insert_text("\n")

        return keys

    def _enter(self, event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        line = buffer.text
        buffer.append_to_history()
        buffer.reset()
        self.show(self._prompt + line)
        if self._hear:
            self._hear(line)

    def _interrupt(self, event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        else:
            self._interrupted()
