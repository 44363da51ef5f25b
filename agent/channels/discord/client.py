"""The agent as a Discord client: messages, commands and presses become turns."""

import asyncio
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands

from agent.app import App
from agent.building import renderer
from agent.channels.discord import readiness
from agent.channels.discord.guarding import guard
from agent.channels.discord.panels.moderation import Moderation
from agent.channels.discord.text import slash, threads, uploads
from agent.channels.discord.text.addressing import Addressing
from agent.channels.discord.text.components import Components
from agent.channels.discord.text.errors import note, sentence
from agent.channels.discord.text.gate import TOO_QUICK, Gate
from agent.channels.discord.text.intake import Intake, ready
from agent.channels.discord.text.interaction_target import Interaction, InteractionTarget
from agent.channels.discord.text.message_target import MessageTarget
from agent.channels.discord.text.registration import register
from agent.channels.discord.text.reply_target import (
    WORKSPACE,
    BotContext,
    ReplyTarget,
    key_of,
    workspace_of,
)
from agent.channels.discord.text.thinking import Thinking
from agent.channels.discord.text.views import ITEMS
from agent.dialog.commands import Command
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Listed
from agent.dialog.requests import List
from agent.dialog.turns import Invoked, Said
from agent.prompts.language import language
from agent.runtime.dispatcher import RequestContext
from agent.understanding.lessons import EXPECTED, answer_in, lessons_in

PERSONAL = frozenset({Intent.EXPORT, Intent.FORGET, Intent.CONSENT, Intent.DOCTOR})
"""Commands whose slash form is answered to the caller alone."""
DEFER_SECONDS = 2.0
"""Discord gives up on an interaction after three."""
CLOSE_SECONDS = 2.0
KNOWN_COMMANDS = "cache/slash-commands"
DAY = 86_400.0


class Tree(app_commands.CommandTree[Any]):
    """Slash commands whose errors go where all errors go."""

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        note(error, "slash")
        client = interaction.client
        await InteractionTarget(client.context, interaction).tell(sentence(error), private=True)


class Client(discord.AutoShardedClient):
    """The agent in Discord; `announce` takes lines for the owner.

    Before it runs, `context.extras` may be given commands that Discord answers itself (join, leave,
    consent), and `context.transcribe` what makes turns of voice messages. `defer_seconds` is how
    long an interaction may stay unanswered. `options` are those of
    discord.AutoShardedClient.
    """

    def __init__(
        self,
        app: App,
        announce: Callable[[str], None],
        *,
        intents: discord.Intents,
        defer_seconds: float = DEFER_SECONDS,
        **options: Any,
    ) -> None:
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,  # each event says whose it is
            member_cache_flags=discord.MemberCacheFlags(voice=intents.voice_states, joined=False),
            **options,
        )
        guard(self)
        settings = app.settings
        self._words = renderer(settings)
        self.context = BotContext(app.runner, settings, app.governing.of, app.words)
        self.context.extras[Intent.DOCTOR] = self._diagnose
        self.tree = Tree(self)
        self._app = app
        self._announce = announce
        self._announced = False
        self._registering: asyncio.Task[None] | None = None
        self._tidying: asyncio.Task[None] | None = None
        self._resuming: list[asyncio.Task[None]] = []
        self._addressing = Addressing(app.commands, settings.agent_name, app.governing.of)
        self._gate = Gate(time.monotonic)
        self._intake = Intake(self.context, defer_seconds)
        self._components = Components(self.context, self._intake)
        self._thinking = Thinking()
        self._moderation = Moderation(self, app, self.context, self._intake, defer_seconds)
        self._moderation.show_trainings(app, self._words)
        slash.add_commands(self.tree, app.commands, self._words, self._invoke, self._complete)
        self._moderation.menus.add_to(self.tree, self._words, self._moderation.desk)

    async def setup_hook(self) -> None:
        """Take what is pressed."""
        self.add_dynamic_items(*ITEMS)

    async def close(self) -> None:
        """Answer what is under way and log out; do not wait for a Discord that does not answer."""
        begun = [task for task in (self._registering, self._tidying, *self._resuming) if task]
        for task in begun:
            task.cancel()
        await self._moderation.close()
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await asyncio.gather(*begun, return_exceptions=True)  # threads read the database
                if self._announced:
                    await self.context.runner.close()  # who waits for an answer has it first
                await super().close()
        except TimeoutError:
            await self.http.close()

    async def _tidy(self) -> None:
        """Notice what was missed, and once a day delete what was left long enough ago."""
        here = [workspace_of(guild) for guild in self.guilds]
        await self._app.departures.compare(here, WORKSPACE, datetime.now(UTC))
        while True:
            await self._delete_left()
            await self._moderation.tell_weekly()
            await asyncio.sleep(DAY)

    async def _delete_left(self) -> None:
        def days(workspace: str) -> int:
            return self._app.governing.of(workspace).keep_days

        await self._app.departures.delete_after(days, datetime.now(UTC))

    async def _register(self) -> None:
        try:
            await register(self.tree, self._app.settings.home / KNOWN_COMMANDS)
        except discord.HTTPException as error:
            note(error, "registration")
            self._announce(self._words.text("bot.no_slash"))

    # --- events -------------------------------------------------------------------------------

    async def on_ready(self) -> None:
        if not self._announced:
            self._announced = True
            self._registering = asyncio.create_task(self._register(), name="slash-commands")
            self._tidying = asyncio.create_task(self._tidy(), name="departures")
            self._resuming = [asyncio.create_task(go_on()) for go_on in self.context.resuming]
            for line in (readiness.ready_line(self), *readiness.shortcomings(self)):
                self._announce(self._words.render(line))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Put out; that a server is unavailable for a while is told otherwise."""
        await self._app.departures.left(workspace_of(guild), datetime.now(UTC))
        await self._delete_left()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._app.departures.back(workspace_of(guild))
        workspace = workspace_of(guild)
        if await asyncio.to_thread(self._app.governing.once, workspace, "greeted"):
            await readiness.greet(guild, self.context)

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot or message.type not in TALK or self.user is None:
            return
        target = MessageTarget(self.context, message)
        turn = self._addressing.turn(message, self.user, is_open=False)
        if turn is not None:
            await self._hear(target, message, turn)
        elif self.context.was_here(target.key, message.channel.id):
            turn = self._addressing.turn(message, self.user, is_open=True)
            if turn is not None and await self._gate.is_taken(target):
                await self._intake.take(target, self._intake.said_in_dialog(message, turn))

    async def on_message_edit(self, before: discord.Message, after: discord.Message) -> None:
        """What somebody said last and puts right counts anew; what it taught is taken back."""
        target = MessageTarget(self.context, after)
        trace = self.context.traces.get(target.key)
        said = trace.said if trace else 0
        age = (datetime.now(UTC) - after.created_at).total_seconds()
        if before.content == after.content or said > after.id or age > EDIT_SECONDS:
            return
        teaching = said == after.id and self.context.runner.standing.state(target.key) == TEACHING
        if teaching:
            for _ in lessons_in(before.content, language(), EXPECTED):
                await self._intake.through(target, ready(Invoked(Intent.UNDO)))
        await self.on_message(after)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Presses of panels; commands and what is in a dialog come by other ways."""
        desk, target = self._moderation.desk, self._components.target(interaction)
        if desk.is_for(interaction) and await self._gate.admits(target):
            await desk.take(interaction)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        await self._moderation.reactions.added(self, event)

    async def on_choice(self, interaction: Interaction, owner: int, words: str) -> None:
        if await self._gate.admits(self._components.target(interaction)):
            await self._components.choice(interaction, owner, words)

    async def on_form(self, interaction: Interaction, owner: int, kind: str) -> None:
        if await self._gate.admits(self._components.target(interaction)):
            await self._components.form(interaction, owner, kind)

    async def on_form_sent(self, interaction: Interaction, kind: str, words: str) -> None:
        target = self._components.target(interaction)
        if self._gate.spend(target):
            await target.post(self._components.given_back(target, words, TOO_QUICK))
        else:
            await self._components.form_sent(interaction, kind, words)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Every error of an event, as a sentence to the person it happened to."""
        error = sys.exc_info()[1]
        if error is None:
            return
        note(error, event_method)
        match args:
            case (discord.Message() as message, *_):
                await MessageTarget(self.context, message).tell(sentence(error), private=True)
            case (discord.Interaction() as interaction, *_):
                await InteractionTarget(self.context, interaction).tell(
                    sentence(error), private=True
                )

    # --- turns ---------------------------------------------------------------------------------

    async def _hear(
        self, target: MessageTarget, message: discord.Message, turn: Said | Invoked
    ) -> None:
        if not await self._gate.is_taken(target):
            return
        self.context.trace(target.key).said = message.id
        place = await threads.place_of(target, message, turn)
        await self._intake.take(place, self._intake.said(message, await self._about(message, turn)))
        self._thinking.about(place)
        if isinstance(turn, Invoked) and turn.command is Intent.STATUS:
            await self._remark(target)

    async def _about(self, message: discord.Message, turn: Said | Invoked) -> Said | Invoked:
        """A better answer in reply to one of ours is for that one, and not for the last."""
        replied = message.reference.resolved if message.reference else None
        if not isinstance(replied, discord.Message) or not isinstance(turn, Said):
            return turn
        spoken = language(self.context.local(key_of(message.guild, 0).workspace).agent_language)
        better = answer_in(turn.text, spoken.patterns["amend"])
        exchange = await self.context.exchanges.of(replied) if better else None
        if better is None or exchange is None or replied.author != self.user:
            return turn
        slots = {"input": exchange.input, "wrong": exchange.output, "answer": better}
        return Invoked(Intent.CORRECT, slots)

    async def _remark(self, target: ReplyTarget) -> None:
        """What belongs to the status of a server besides the dialog."""
        await self.context.runner.stepped(target.key)
        for remark in readiness.remarks(target):
            await target.tell(remark)

    async def _invoke(self, interaction: Interaction, command: Command, given: slash.Given) -> None:
        target = InteractionTarget(self.context, interaction, private=command.intent in PERSONAL)
        if not await self._gate.admits(target):
            return
        if not given and self._moderation.desk.opens(command.intent):
            await self._moderation.desk.open(interaction, command.intent)
            return
        arguments = {name: value for name, value in given.items() if isinstance(value, str)}
        files = [value for value in given.values() if isinstance(value, discord.Attachment)]
        turn = self._invoked(command.intent, arguments, files)
        place = await threads.place_of_command(target, command.intent, file=bool(files))
        await self._intake.answer(target, self._intake.through(place, turn))
        if command.intent is Intent.STATUS:
            await self._remark(target)

    async def _invoked(
        self, command: Intent, arguments: Mapping[str, str], files: list[discord.Attachment]
    ) -> Invoked:
        return Invoked(command, arguments, await uploads.read(files, self.context.max_bytes))

    async def _complete(self, interaction: Interaction, kind: str) -> list[str]:
        key = key_of(interaction.guild, interaction.user.id)
        context = RequestContext(*key, datetime.now(UTC), lambda fraction: None, may_teach=False)
        outcome = await self._app.dispatcher.answer(context, List(kind))
        return list(outcome.names) if isinstance(outcome, Listed) else []

    async def _diagnose(self, target: ReplyTarget, arguments: Mapping[str, str]) -> None:
        await readiness.diagnose(target, self.intents)


EDIT_SECONDS = 60
"""How long after a message its edit is taken as what was meant."""
TEACHING = "awaiting_data"
"""The state in which a sentence may be an example."""
TALK = (discord.MessageType.default, discord.MessageType.reply)
