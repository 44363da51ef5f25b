"""What can be pressed below a message. All of it is in the custom id, so it outlives a restart.

Pressing dispatches an event of the client: `choice` (interaction, owner, words), `form`
(interaction, owner, kind) or `talk` (interaction); a form that is sent dispatches `form_sent`
(interaction, kind, words).
"""

import re
from typing import Any, Self

import discord
from discord import ui

from agent.channels.discord.text.posts import Post
from agent.channels.discord.text.words import Words

MOST_BUTTONS = 5
MOST_OPTIONS = 25
LONGEST_BUTTON = 55  # what is left of a custom id's 100 characters
LONGEST_VALUE = 100
TALK = "talk"
"""The `form` of a post with a button to be heard by voice."""
STYLES = {"button.yes": discord.ButtonStyle.success, "button.no": discord.ButtonStyle.secondary}

Interaction = discord.Interaction[Any]


class ChoiceButton(
    ui.DynamicItem[ui.Button[ui.View]], template=r"say:(?P<owner>\d+):(?P<words>(?s:.+))"
):
    """A short answer as a button."""

    def __init__(
        self, owner: int, words: str, style: discord.ButtonStyle = discord.ButtonStyle.primary
    ) -> None:
        super().__init__(ui.Button(label=words, style=style, custom_id=f"say:{owner}:{words}"))
        self._owner = owner
        self._words = words

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["owner"]), match["words"])

    async def callback(self, interaction: Interaction) -> None:
        interaction.client.dispatch("choice", interaction, self._owner, self._words)


class Menu(ui.DynamicItem[ui.Select[ui.View]], template=r"choose:(?P<owner>\d+)"):
    """Many short answers as a select; what does not fit in can be typed."""

    def __init__(self, owner: int, question: str = "", names: tuple[str, ...] = ("?",)) -> None:
        options = [discord.SelectOption(label=name[:LONGEST_VALUE], value=name) for name in names]
        menu: ui.Select[ui.View] = ui.Select(
            custom_id=f"choose:{owner}", placeholder=question, options=options
        )
        super().__init__(menu)
        self._owner = owner

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["owner"]))

    async def callback(self, interaction: Interaction) -> None:
        interaction.client.dispatch("choice", interaction, self._owner, self.item.values[0])


class FormButton(
    ui.DynamicItem[ui.Button[ui.View]], template=r"form:(?P<owner>\d+):(?P<kind>correct|comment)"
):
    """Opens a form."""

    def __init__(self, owner: int, kind: str, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"form:{owner}:{kind}"))
        self._owner = owner
        self._kind = kind

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["owner"]), match["kind"])

    async def callback(self, interaction: Interaction) -> None:
        interaction.client.dispatch("form", interaction, self._owner, self._kind)


class TalkButton(ui.DynamicItem[ui.Button[ui.View]], template=r"talk"):
    """Push to talk: anybody may press it, as often as they like."""

    def __init__(self, label: str = "?") -> None:
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label=label, style=style, custom_id="talk"))

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls()

    async def callback(self, interaction: Interaction) -> None:
        interaction.client.dispatch("talk", interaction)


class Form(ui.Modal):
    """One field for some sentences."""

    def __init__(self, kind: str, longest: int, words: Words) -> None:
        super().__init__(title=words.text(f"form.{kind}"), timeout=900)
        self._kind = kind
        self._field: ui.TextInput[Self] = ui.TextInput(
            label=words.text(f"form.{kind}.question"),
            style=discord.TextStyle.paragraph,
            max_length=min(longest, 4_000),
        )
        self.add_item(self._field)

    async def on_submit(self, interaction: Interaction) -> None:
        interaction.client.dispatch("form_sent", interaction, self._kind, self._field.value)


ITEMS = (ChoiceButton, Menu, FormButton, TalkButton)
"""What a client must know to take presses on messages of an earlier run."""


def view_for(post: Post, owner: int, words: Words) -> ui.View | None:
    """What can be pressed below `post`, by `owner` alone; None for nothing."""
    names = tuple(each for each in post.choices if each.strip() and len(each) <= LONGEST_VALUE)
    if not (names or post.form):
        return None
    view = ui.View(timeout=None)
    if _fit_buttons(names):
        styles = {words.text(key): style for key, style in STYLES.items()}
        for name in names:
            style = styles.get(name, discord.ButtonStyle.primary)
            view.add_item(ChoiceButton(owner, name, style))
    else:
        view.add_item(Menu(owner, words.text("menu.question"), names[:MOST_OPTIONS]))
    if post.form == TALK:
        view.add_item(TalkButton(words.text("voice.push")))
    elif post.form:
        view.add_item(FormButton(owner, post.form, words.text(f"form.{post.form}.button")))
    return view


def _fit_buttons(choices: tuple[str, ...]) -> bool:
    return len(choices) <= MOST_BUTTONS and all(len(each) <= LONGEST_BUTTON for each in choices)
