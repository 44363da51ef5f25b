"""How the agent is, told on 127.0.0.1 to what watches it: /healthz, and /metrics for Prometheus."""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from agent.app import App
from agent.runtime.measures import Measures
from agent.storage.errors import explained

HOST = "127.0.0.1"
KIND = "text/plain; version=0.0.4"
_STATM = Path("/proc/self/statm")
_FILES = Path("/proc/self/fd")


@asynccontextmanager
async def watched(app: App) -> AsyncIterator[int]:
    """Tell it while the block runs, where a setting names a port; the port, 0 where nobody is told.

    Raises StorageError where the port is taken.
    """
    port = app.settings.metrics_port
    if not port:
        yield 0
        return
    async with told(app, port) as chosen:
        yield chosen


@asynccontextmanager
async def told(app: App, port: int) -> AsyncIterator[int]:
    """The same on this port, a free one where it is 0."""
    from aiohttp import web  # takes its time to load

    measures = app.runner.measures
    _add_gauges(measures, app)

    async def health(_: web.Request) -> web.Response:
        well = app.is_well()
        return web.Response(text="ok\n" if well else "the database cannot be read\n",
                            status=200 if well else 503)  # fmt: skip

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(text=measures.text(), headers={"Content-Type": KIND})

    site = web.Application()
    site.add_routes([web.get("/healthz", health), web.get("/metrics", metrics)])
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    try:
        with explained("could_not.watch", port=port):
            await web.TCPSite(runner, HOST, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def _add_gauges(measures: Measures, app: App) -> None:
    began = time.monotonic()
    measures.gauge("uptime_seconds", lambda: time.monotonic() - began)
    measures.gauge("turns_waiting", lambda: app.runner.waiting)
    measures.gauge("dialogs_open", lambda: app.runner.dialogs)
    measures.gauge("trainings_running", lambda: app.line.inside)
    measures.gauge("trainings_waiting", lambda: app.line.waiting)
    measures.gauge("models_loaded", lambda: len(app.loaded))
    measures.gauge("memory_bytes", _memory)
    measures.gauge("open_files", lambda: len(list(_FILES.iterdir())) if _FILES.exists() else 0)


def _memory() -> float:
    """Bytes of this process in memory; 0 where the system does not tell."""
    if not _STATM.exists():
        return 0.0
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
