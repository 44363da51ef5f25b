"""The end of a run: what is under way is answered, and what is told later waits for the next."""

from pathlib import Path

from agent.dialog.session import SessionKey
from messages import Message
from tests.agent.channels.discord.harbour import agent
from tests.loopback import Loopback


async def test_who_is_being_answered_hears_the_end_of_it(loopback: Loopback, home: Path) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with agent(loopback, home) as (app, client, _):
        key = SessionKey(str(ann.user.id), f"guild-{guild.id}")
        ann.types(general, "!hi")
        await loopback.until(lambda: app.runner.steps(key))
        await client.close()
        assert general.messages[-1].content.startswith("Hello")
        assert "defects" not in app.runner.measures.text()


async def test_news_after_the_end_wait_until_they_are_back(loopback: Loopback, home: Path) -> None:
    guild = loopback.guild()
    general, ann = loopback.text_channel(guild), loopback.person("ann", guild)
    async with agent(loopback, home) as (app, client, _):
        await ann.ask(general, "!hi")
        await client.close()
        app.runner.tell(
            SessionKey(str(ann.user.id), f"guild-{guild.id}"),
            Message("approval.taken", {"count": 1, "input": "red"}),
        )
        assert "defects" not in app.runner.measures.text()
    async with agent(loopback, home):
        ann.types(general, "!hi")
        await ann.sees(general, having=lambda m: "A trainer took" in m.content)
