"""An agent is opened for its channels, or only looked into, and closed properly at the end."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from agent.app import App
from agent.building import home_of
from agent.runtime.clock import Clock, WallClock
from agent.runtime.defects import log_lost
from agent.runtime.heap import handing_back
from agent.services.stores import STARTERS
from agent.services.tidying import Tidying
from agent.settings import Settings
from agent.storage.atomic import sweep_unfinished
from agent.storage.database import Database
from agent.storage.errors import explained
from agent.storage.holding import held
from agent.storage.private import private
from agent.storage.retention import Retention
from agent.storage.scratch import sweep


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[App]:
    """An agent ready for its channels, closed properly at the end. Raises StorageError.

    Its time is that of `clock`, this machine's where none is given. Only one at a time may work in
    a home; whoever comes second is told so at once.
    """
    clock = clock or WallClock()
    asyncio.get_running_loop().set_exception_handler(log_lost)
    with private(), held(home_of(settings).lock_path), _app(settings, clock) as app:
        _sweep(app)
        app.runner.wait(settings.park_seconds)
        await _catch_up(app)
        daily = asyncio.create_task(_tidying(app).daily(clock.now), name="tidying")
        memory = asyncio.create_task(handing_back(), name="memory")
        try:
            yield app
        finally:
            daily.cancel()
            memory.cancel()
            await asyncio.wait([daily, memory])
            await app.runner.close()
            await app.retraining.close()
            app.teaching.close()


@asynccontextmanager
async def looked_into(settings: Settings) -> AsyncIterator[App]:
    """The same for a short look: it answers and understands, and holds no dialogs.

    Another agent may be at work in the home meanwhile: nothing is swept, taught or taken up again.
    """
    with private(), _app(settings, WallClock()) as app:
        yield app


@contextmanager
def _app(settings: Settings, clock: Clock) -> Iterator[App]:
    home = home_of(settings)
    database = Database(home.database_path)
    try:
        yield App(settings, home, database, clock)
    finally:
        database.close()


def _sweep(app: App) -> None:
    """Remove what was being made when an earlier run was killed, or a backup."""
    with explained("could_not.sweep"):
        sweep(app.home.root)
        for name in (STARTERS, *app.home.workspaces()):
            for folder in app.stores.of(name).workspace.folders.values():
                sweep(folder)
                sweep_unfinished(folder)


async def _catch_up(app: App) -> None:
    """Learn what was corrected before, and what nothing here can serve."""
    stranded = filter(app.answering.models.lacks_encoder, app.home.workspaces())
    changed = {*app.journal.corrected(), *app.journal.edits.edited(), *stranded}
    await app.retraining.catch_up(sorted(changed))


def _tidying(app: App) -> Tidying:
    settings = app.settings
    keep = Retention(
        settings.export_days, settings.archive_days, settings.journal_days, settings.models_kept
    )
    return Tidying(app.home, app.database, app.stores, app.unanswered, keep)
