"""The dialog through a pipe: plain lines in, plain lines out."""

import asyncio
import functools
import string
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from agent.dialog.intents import Intent
from agent.dialog.requests import Attachment
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, MoveToText, Said, Say, ShowProgress, StopSpeaking
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from agent.states import all_commands
from agent.storage.errors import NotThere, StorageError

KEY = SessionKey("console", "console")
WAYS_OUT = ("quit", "exit")
DATA_FILES = (
    ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".yml", ".yaml", ".xlsx", ".zip",
)  # fmt: skip
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
            else:
                self._print(words_of(delivery, self._renderer))

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
        case MoveToText() | StopSpeaking():
            return renderer.text("already_in_text")
        case ShowProgress():
            return ""


def printable(text: str) -> str:
    """`text` without what would control the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def with_file(line: str, max_bytes: int) -> Said:
    """A line as a turn, with the file that it names: by itself, or after a command that takes one.

    Raises StorageError.
    """
    command, _, rest = line.strip().partition(" ")
    named = rest.strip() if _takes_file(command) else ""
    if path := _existing(named or line.strip()):
        return Said(command if named else "", (_attachment(path, max_bytes),))
    if _is_path(named):
        raise NotThere("file.missing", file=_bare(named))
    return Said(line)


def _takes_file(command: str) -> bool:
    return command.lstrip(string.punctuation).lower() in _with_files()


@functools.cache
def _with_files() -> frozenset[str]:
    """The names of the commands that take a file."""
    return frozenset(
        each.name for each in all_commands() if any(p.kind == "file" for p in each.parameters)
    )


def _existing(words: str) -> Path | None:
    try:
        path = Path(_bare(words)).expanduser()
        return path if path.suffix and path.is_file() else None
    except (OSError, RuntimeError):  # longer than a path can be, or of a user who is not there
        return None


def _is_path(words: str) -> bool:
    """Whether these words can only be the path of a file."""
    whole = " " not in words or words.startswith(("'", '"', "/", "~", "."))
    return whole and _bare(words).lower().endswith(DATA_FILES)


def _bare(words: str) -> str:
    return words.strip("'\"")


def _attachment(path: Path, max_bytes: int) -> Attachment:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            most, megabytes = max_bytes // 2**20, round(size / 2**20)
            raise StorageError("file.too_many_megabytes", file=path, megabytes=megabytes, most=most)
        return Attachment(path.name, path.read_bytes())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError("file.unreadable", file=path, reason=reason) from error
