"""A conversation in the terminal: typed, piped in by a script, or spoken."""

import asyncio
import sys
from argparse import ArgumentParser
from typing import TYPE_CHECKING

from agent.app import App
from agent.building import renderer
from agent.channels.console import KEY, Console
from agent.cli.command import Context, Subcommand
from agent.cli.engines import tell
from agent.cli.feed_server import fed
from agent.cli.prepare import prepare
from agent.cli.serving import with_satellites
from agent.cli.watching import watched
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.ending import until_told

if TYPE_CHECKING:
    from agent.channels.terminal.terminal import Terminal


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("--mic", action="store_true", help=words.text("cli.console.mic"))


def _run(context: Context) -> int:
    asyncio.run(until_told(_converse(context)))
    return 0


async def _converse(context: Context) -> None:
    settings = context.settings
    async with opened(settings) as app:
        await prepare(app)
        async with fed(app), with_satellites(app), watched(app):
            if getattr(context.given, "mic", False):
                await _listen(app)
                return
            await (_terminal(app) if _is_terminal() else _pipe(app)).run()


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _pipe(app: App) -> Console:
    most = app.settings.max_file_mb * 2**20
    return Console(app.runner, app.live_words(KEY.workspace), most, sys.stdin, sys.stdout)


def _terminal(app: App) -> "Terminal":
    """Somebody sits there: with all that the terminal can do."""
    from agent.channels.terminal.making import make_terminal

    return make_terminal(app, app.live_words(KEY.workspace))


async def _listen(app: App) -> None:
    from agent.channels.spoken.microphone import Microphone
    from agent.channels.spoken.speech_stack import build_speech

    stack = await asyncio.to_thread(build_speech, app.settings)
    tell(renderer(app.settings), (*stack.recognizer.remarks, *stack.synthesizer.engine.remarks))
    await Microphone(app.runner, stack, lambda line: print(line, flush=True)).run()


COMMAND = Subcommand("console", _run, _arguments)
