"""Presses of buttons, choices in menus, and forms: by the person asked, for the latest question."""

from typing import Any

import discord

from agent.channels.discord.intake import Intake
from agent.channels.discord.interaction_place import Interaction, InteractionPlace
from agent.channels.discord.place import Hub
from agent.channels.discord.posts import Post
from agent.channels.discord.views import Form
from agent.channels.discord.words import LONGEST, escaped
from agent.turns import Invoked, Said, Turn

NOT_YOURS = "Only the person I asked can press this; say `hi` to begin a dialog of your own."
CLOSED = "That question is no longer open; say status to see where we are."
NOT_TAKEN = "We have gone on meanwhile, so I did not take this; send it again where you need it:"


class Presses:
    """Makes turns of what is pressed. Whoever else presses, and whatever is old, is told so."""

    def __init__(self, hub: Hub, intake: Intake) -> None:
        self._hub = hub
        self._intake = intake

    async def choice(self, interaction: Interaction, owner: int, words: str) -> None:
        """A button or an entry of a menu."""
        place = self._place(interaction)
        if await self._is_open(place, owner):
            await self._take(place, _chosen(interaction, words), Said(words))

    async def form(self, interaction: Interaction, owner: int, kind: str) -> None:
        """The button that opens a form."""
        if await self._is_open(self._place(interaction), owner):
            form = Form(kind, self._hub.settings.max_characters)
            await interaction.response.send_modal(form)

    async def form_sent(self, interaction: Interaction, kind: str, words: str) -> None:
        """A form that was filled in; what came too late is given back."""
        place = self._place(interaction)
        if not self._is_latest(place):
            await place.post(_given_back(words))
            return
        turn = Said(words) if kind == "comment" else Invoked("correct", {"answer": words})
        await self._take(place, {}, turn)

    def _place(self, interaction: Interaction) -> InteractionPlace:
        message = interaction.message
        private = message is not None and message.flags.ephemeral
        return InteractionPlace(self._hub, interaction, private=private)

    def _is_latest(self, place: InteractionPlace) -> bool:
        message = place.interaction.message
        return message is not None and self._hub.trace(place.key).question == message.id

    async def _is_open(self, place: InteractionPlace, owner: int) -> bool:
        if place.user.id != owner:
            await place.tell(NOT_YOURS, private=True)
        elif place.key not in self._hub.traces and self._hub.runner.is_open(place.key):
            await self._ask_anew(place)
        elif not self._is_latest(place):
            await place.tell(CLOSED, private=True)
        else:
            return True
        return False

    async def _ask_anew(self, place: InteractionPlace) -> None:
        """The agent was started again since: what is asked now may be something else."""
        await place.interaction.response.edit_message(view=None)
        self._hub.runner.open(place.key, place)
        await self._hub.runner.stepped(place.key)

    async def _take(self, place: InteractionPlace, edit: dict[str, Any], turn: Turn) -> None:
        """Take what can be pressed away, so that it counts once, and then the turn."""
        trace = self._hub.trace(place.key)
        question, trace.question = trace.question, 0
        try:
            await place.interaction.response.edit_message(**edit, view=None)
        except discord.HTTPException:
            trace.question = question
            raise
        await self._intake.answer(place, self._intake.through(place, _ready(turn)))


def _given_back(words: str) -> Post:
    """What somebody wrote in vain, so that they need not write it again."""
    text = f"{NOT_TAKEN}\n{escaped(words)}"
    if len(text) <= LONGEST:
        return Post(text, private=True)
    return Post(NOT_TAKEN, files=(("text.txt", words.encode()),), private=True)


def _chosen(interaction: Interaction, words: str) -> dict[str, str]:
    """The question with what was chosen."""
    asked = interaction.message.content if interaction.message else ""
    content = f"{asked}\n→ {escaped(words)}"
    return {"content": content} if len(content) <= LONGEST else {}


async def _ready(turn: Turn) -> Turn:
    return turn
