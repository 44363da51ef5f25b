"""Which screen a terminal gets, by what it can do."""

import os

from agent.app import App
from agent.channels.console import KEY
from agent.channels.terminal.completing import LineCompleter
from agent.channels.terminal.editing import EditingScreen, TypingHelp
from agent.channels.terminal.history import PrivateHistory
from agent.channels.terminal.plain import PlainScreen
from agent.channels.terminal.screen import Screen
from agent.channels.terminal.status import Status
from agent.channels.terminal.terminal import Terminal
from agent.prompts.render import Renderer

WITHOUT_CURSOR = ("", "dumb", "unknown")


def make_terminal(app: App, renderer: Renderer) -> Terminal:
    """The conversation on standard input and output."""
    status = Status(app.runner, renderer)
    most = app.settings.max_file_mb * 2**20
    helped = typing_help(app, renderer, status)
    moves = os.environ.get("TERM", "") not in WITHOUT_CURSOR
    screen: Screen = EditingScreen(helped) if moves else PlainScreen(helped.prompt)
    return Terminal(app.runner, renderer, most, screen, status)


def typing_help(app: App, renderer: Renderer, status: Status) -> TypingHelp:
    """What is completed, remembered and shown while somebody types."""
    prefix, stores = app.settings.prefix, app.stores.of(KEY.workspace)
    return TypingHelp(
        f"{renderer.text('console.prompt')} ",
        prefix,
        LineCompleter(app.commands, prefix, stores.datasets.names),
        PrivateHistory(app.stores.history(KEY.workspace)),
        status,
    )
