"""Put out of a server: its data are kept for as long as the owner says, and then deleted."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.app import App
from agent.opening import opened
from tests.agent.channels.discord.harbour import Harbour, agent, harbour
from tests.agent.conftest import settings_for
from tests.loopback import Loopback
from tests.patience import PATIENCE

NOW = datetime(2026, 5, 1, tzinfo=UTC)


async def taught(port: Harbour) -> str:
    """The workspace of the server, in which something was taught."""
    answer = await port.says(port.ann, "!correct ahoy => Ahoy!")
    assert answer.content.startswith("Learned")
    return f"guild-{port.guild.id}"


def corrected(app: App, workspace: str) -> int:
    return len(app.answering.corrections(workspace, "lessons"))


async def test_data_go_only_after_the_days_and_not_if_asked_back(home: Path) -> None:
    async with harbour(home, keep_days=30) as port:
        workspace = await taught(port)
        assert corrected(port.app, workspace) == 1
        await port.app.departures.left(workspace, NOW)
        assert await port.app.departures.delete_after(lambda _: 30, NOW + timedelta(days=29)) == []
        await port.app.departures.back(workspace)
        assert await port.app.departures.delete_after(lambda _: 30, NOW + timedelta(days=31)) == []
        assert corrected(port.app, workspace) == 1
        await port.app.departures.left(workspace, NOW)
        assert await port.app.departures.delete_after(lambda _: 30, NOW + timedelta(days=30)) == [
            workspace
        ]
        assert corrected(port.app, workspace) == 0
        assert workspace not in port.app.stores.workspaces()


async def test_a_removal_counts_and_being_unavailable_does_not(home: Path) -> None:
    async with harbour(home, keep_days=0) as port:
        workspace = await taught(port)
        port.loopback.world.publish("GUILD_DELETE", {"id": str(port.guild.id), "unavailable": True})
        await port.loopback.until(lambda: port.client.guilds[0].unavailable)
        port.loopback.world.readd_guild(port.guild)
        await port.loopback.until(lambda: not port.client.guilds[0].unavailable)
        answer = await port.says(port.ann, "!hi")
        assert answer.content.startswith("Hello")
        assert corrected(port.app, workspace) == 1
        port.loopback.world.remove_guild(port.guild)
        await port.loopback.until(lambda: not corrected(port.app, workspace))


async def test_a_removal_while_the_agent_was_away_is_noticed(home: Path) -> None:
    async with harbour(home) as port:
        workspace = await taught(port)
        await taught(port)
    async with Loopback() as elsewhere:
        elsewhere.guild()
        async with agent(elsewhere, home, keep_days=0) as (app, _, _):
            async with asyncio.timeout(PATIENCE):
                while corrected(app, workspace):  # noqa: ASYNC110  # a day's work, of no event
                    await asyncio.sleep(0.01)
    async with opened(settings_for(home)) as app:
        assert corrected(app, workspace) == 0
