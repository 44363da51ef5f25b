"""All by which a server is run from chat, put together for a client."""

import asyncio
from datetime import UTC, datetime

import discord

from agent.app import App
from agent.channels.discord.panels import inbox_panel, pending_panel, settings_panel
from agent.channels.discord.panels.desk import Desk
from agent.channels.discord.panels.log_channel import LogChannel
from agent.channels.discord.panels.menus import Menus
from agent.channels.discord.panels.shortfalls import shortfall, shortfalls
from agent.channels.discord.panels.weekly import Weekly
from agent.channels.discord.presence import Presence
from agent.channels.discord.text.intake import Intake
from agent.channels.discord.text.reactions import Reactions
from agent.channels.discord.text.reply_target import WORKSPACE, BotContext, workspace_of
from agent.prompts.render import Renderer
from messages import Message


class Moderation:
    """Panels, menus, the log channel, reactions, and what everybody sees of trainings."""

    def __init__(
        self, client: discord.Client, app: App, context: BotContext, intake: Intake, seconds: float
    ) -> None:
        """A press may stay unanswered for so many `seconds`."""
        self._client = client
        self._context = context
        self.desk = Desk(context, app.dispatcher, seconds)
        self.log = LogChannel(client, context)
        self.menus = Menus(context)
        self.reactions = Reactions(context, app.dispatcher, intake)
        self.weekly = Weekly(app.governing, app.inbox)
        self.desk.add(self.log.handlers)
        self.desk.add(self.menus.handlers)
        for panel in (settings_panel, pending_panel, inbox_panel):
            self.desk.add(panel.handlers(), panel.OPENERS)
        context.remarks.append(self.missing)
        app.governing.advised_by(self._missing_for)
        app.log.heard_by(self.log.changed)
        app.waiting.watched_by(self.log.proposed, self.log.settled)

    def missing(self, guild: discord.Guild) -> list[Message]:
        """What keeps settings of a server from being of use."""
        return shortfalls(guild, self._context.local(workspace_of(guild)))

    def _missing_for(self, workspace: str, name: str) -> Message | None:
        number = workspace.removeprefix(WORKSPACE)
        guild = self._client.get_guild(int(number)) if number.isdigit() else None
        return shortfall(guild, self._context.local(workspace), name) if guild else None

    def show_trainings(self, app: App, words: Renderer) -> None:
        """Show how far trainings are beside the agent's name."""
        app.teaching.watched_by(Presence(self._client, words).show)

    async def tell_weekly(self) -> None:
        """What could not be answered, in each server that wants to know."""
        for workspace in [workspace_of(guild) for guild in self._client.guilds]:
            entry = await asyncio.to_thread(self.weekly.entry, workspace, datetime.now(UTC))
            if entry is not None:
                self.log.write(workspace, entry)

    async def close(self) -> None:
        """Write nothing more."""
        await self.log.close()
