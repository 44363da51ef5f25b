"""The agent as a server for the house's satellites."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wyoming.info import Attribution, HandleModel, HandleProgram, Info

from agent import __version__
from agent.app import App
from agent.building import build_understanding, renderer
from agent.channels.wyoming.satellites import Satellites
from agent.channels.wyoming.server import HandleServer
from agent.prompts.render import Renderer
from speech.wyoming.connection import Address

MAKER = Attribution("Understudy", "")


@asynccontextmanager
async def satellites_served(
    app: App, uri: str, workspace: str, *, teaching: bool = True
) -> AsyncIterator[Address]:
    """Answer Wyoming clients at `uri` from what a workspace was taught, while this is open.

    Raises EngineUnavailableError for an address that is none, StorageError for such a workspace,
    and Failure where the address cannot be served.
    """
    address = Address.parse(uri)
    app.stores.of(workspace)
    words = renderer(app.settings, voice=True)
    satellites = Satellites(
        app.runner,
        build_understanding(app.settings, app.commands, app.phrases),
        words,
        workspace,
        teaching=teaching,
    )
    info = described(app.settings.agent_name, workspace, words)
    async with HandleServer(satellites.answer, info).open(*address) as served:
        yield served


def described(name: str, workspace: str, words: Renderer) -> Info:
    """What Home Assistant shows of the agent, and looks for in it."""
    model = HandleModel(
        name=workspace,
        attribution=MAKER,
        installed=True,
        description=words.text("house.model", workspace=workspace),
        version=None,
        languages=[words.language],
    )
    program = HandleProgram(
        name=name,
        attribution=MAKER,
        installed=True,
        description=words.text("house.program"),
        version=__version__,
        models=[model],
    )
    return Info(handle=[program])
