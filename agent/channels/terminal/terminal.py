"""The dialog with somebody at a terminal, who may type while the agent is busy."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from agent.channels.console import KEY, WAYS_OUT, printable, words_of
from agent.channels.named_files import with_file
from agent.channels.terminal.screen import Screen
from agent.channels.terminal.status import Status
from agent.dialog.session import SessionKey
from agent.dialog.turns import ShowProgress
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from agent.storage.errors import StorageError


class Entered(NamedTuple):
    """A line, the questions that were open when it was entered, and who waits for its answer."""

    line: str
    questions: tuple[object, ...]
    answered: asyncio.Future[None]


class Terminal:
    """Takes lines in their order, each only as an answer to what was asked before it."""

    def __init__(
        self, runner: Runner, renderer: Renderer, max_bytes: int, screen: Screen, status: Status
    ) -> None:
        self._runner = runner
        self._renderer = renderer
        self._max_bytes = max_bytes
        self._screen = screen
        self._status = status
        self._lines: asyncio.Queue[Entered] = asyncio.Queue()
        self._warned = False

    async def run(self) -> None:
        """Hold the conversation until the input ends or the user quits; jobs are left then."""
        self._runner.open(KEY, self)
        await self._runner.stepped(KEY)
        taking = asyncio.create_task(self._take_lines())
        taking.add_done_callback(lambda _: self._screen.leave())
        for line in self._screen.typed_ahead():
            self._enter(line, ())
        await self._screen.read(self._hear, self._interrupt)
        if taking.done():
            taking.result()  # a defect, which must not leave a prompt that nothing answers
        taking.cancel()
        if self._runner.works(KEY):
            self._screen.show(self._renderer.text("terminal.left_working"))

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        for delivery in deliveries:
            if isinstance(delivery, ShowProgress):
                self._status.fraction = delivery.fraction
            elif words := words_of(delivery, self._renderer):
                self._screen.show(printable(words))
        self._screen.refresh()

    def may_teach(self, key: SessionKey) -> bool:
        return True

    def _hear(self, line: str) -> "asyncio.Future[None]":
        self._warned = False
        return self._enter(line, self._runner.standing.questions(KEY))

    def _enter(self, line: str, questions: tuple[object, ...]) -> "asyncio.Future[None]":
        answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.put_nowait(Entered(line, questions, answered))
        return answered

    def _interrupt(self) -> None:
        """Ctrl-C: say how to leave, and leave where that was just said."""
        if self._warned:
            self._screen.leave()
        self._warned = True
        working = self._runner.works(KEY)
        self._tell("terminal.interrupted_working" if working else "terminal.interrupted")

    async def _take_lines(self) -> None:
        while True:
            entered = await self._lines.get()
            await self._runner.stepped(KEY)
            self._take(entered)
            await self._runner.stepped(KEY)
            self._screen.refresh()
            entered.answered.set_result(None)

    def _take(self, entered: Entered) -> None:
        line = entered.line
        if line.strip().lower() in WAYS_OUT:
            self._screen.leave()
        elif self._came_too_late(entered):
            self._tell("terminal.too_late", line=line)
        else:
            try:
                self._runner.submit(KEY, with_file(line, self._max_bytes))
            except StorageError as error:
                self._screen.show(printable(self._renderer.render(error)))

    def _came_too_late(self, entered: Entered) -> bool:
        """Whether a question came up since, which this line would seem to answer."""
        asked = self._runner.standing.questions(KEY)
        return any(question not in entered.questions for question in asked)

    def _tell(self, prompt: str, **values: object) -> None:
        self._screen.show(printable(self._renderer.text(prompt, **values)))
