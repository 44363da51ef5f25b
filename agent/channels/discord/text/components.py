"""Buttons, menus and forms: by the person asked, for the latest question."""

from typing import Any

import discord

from agent.channels.discord.text.intake import Intake, ready
from agent.channels.discord.text.interaction_target import Interaction, InteractionTarget
from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.reply_target import BotContext
from agent.channels.discord.text.views import Form
from agent.channels.discord.text.words import LONGEST, escaped
from agent.dialog.intents import Intent
from agent.dialog.turns import Invoked, Said, Turn
from messages import Message

NOT_YOURS = Message("press.not_yours")
CLOSED = Message("press.closed")
NOT_TAKEN = Message("press.not_taken")


class Components:
    """Makes turns of what is pressed. Whoever else presses, and whatever is old, is told so."""

    def __init__(self, context: BotContext, intake: Intake) -> None:
        self._context = context
        self._intake = intake

    async def choice(self, interaction: Interaction, owner: int, words: str) -> None:
        """A button or an entry of a menu."""
        target = self.target(interaction)
        if await self._is_open(target, owner):
            await self._take(target, _chosen(interaction, words), Said(words))

    async def form(self, interaction: Interaction, owner: int, kind: str) -> None:
        """The button that opens a form."""
        target = self.target(interaction)
        if await self._is_open(target, owner):
            form = Form(kind, self._context.settings.max_characters, target.words)
            await interaction.response.send_modal(form)

    async def form_sent(self, interaction: Interaction, kind: str, words: str) -> None:
        """A form that was filled in; what came too late is given back."""
        target = self.target(interaction)
        if not self._is_latest(target):
            await target.post(self.given_back(target, words, NOT_TAKEN))
            return
        turn = Said(words) if kind == "comment" else Invoked(Intent.CORRECT, {"answer": words})
        await self._take(target, {}, turn)

    def given_back(self, target: InteractionTarget, words: str, why: Message) -> Post:
        """What somebody wrote in vain, so that they need not write it again."""
        told = target.words.shown(why)
        text = f"{told}\n{escaped(words)}"
        if len(text) <= LONGEST:
            return Post(text, private=True)
        return Post(told, files=(("text.txt", words.encode()),), private=True)

    def target(self, interaction: Interaction) -> InteractionTarget:
        """Where a press is answered: privately, where the question was private."""
        message = interaction.message
        private = message is not None and message.flags.ephemeral
        return InteractionTarget(self._context, interaction, private=private)

    def _is_latest(self, target: InteractionTarget) -> bool:
        message = target.interaction.message
        return message is not None and self._context.trace(target.key).question == message.id

    async def _is_open(self, target: InteractionTarget, owner: int) -> bool:
        restarted = target.key not in self._context.traces
        if target.user.id != owner:
            await target.tell(NOT_YOURS, private=True)
        elif restarted and self._context.runner.standing.is_open(target.key):
            await self._ask_anew(target)
        elif not self._is_latest(target):
            await target.tell(CLOSED, private=True)
        else:
            return True
        return False

    async def _ask_anew(self, target: InteractionTarget) -> None:
        """The agent was started again since: what is asked now may be something else."""
        await target.interaction.response.edit_message(view=None)
        self._context.runner.open(target.key, target)
        await self._context.runner.stepped(target.key)

    async def _take(self, target: InteractionTarget, edit: dict[str, Any], turn: Turn) -> None:
        """Take what can be pressed away, so that it counts once, and then the turn."""
        trace = self._context.trace(target.key)
        question, trace.question = trace.question, 0
        try:
            await target.interaction.response.edit_message(**edit, view=None)
        except discord.HTTPException:
            trace.question = question
            raise
        await self._intake.answer(target, self._intake.through(target, ready(turn)))


def _chosen(interaction: Interaction, words: str) -> dict[str, str]:
    """The question with what was chosen."""
    asked = interaction.message.content if interaction.message else ""
    content = f"{asked}\n→ {escaped(words)}"
    return {"content": content} if len(content) <= LONGEST else {}
