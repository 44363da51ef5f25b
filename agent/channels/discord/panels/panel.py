"""A panel as data, and as Discord's components. What was pressed is all in the custom id."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import discord
from discord import ui

from agent.channels.discord.text.words import LONGEST

MARK = "desk"
"""How the custom ids of panels begin."""
LONGEST_ID = 100
MOST_OPTIONS = 25
LONGEST_LABEL = 80
LONGEST_OPTION = 100
LONGEST_FIELD = 4_000
TITLE = 45
TEXTS = [discord.ChannelType.text, discord.ChannelType.news]

Action = tuple[str | int, ...]
"""What a press does: the name of a desk's handler, and its arguments."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    action: Action
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """A menu of (value, label, about)."""

    question: str
    action: Action
    options: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Picker:
    """A menu of the channels or the roles of the server."""

    question: str
    action: Action
    kind: Literal["channel", "role"]
    most: int = 1


@dataclass(frozen=True, slots=True)
class Panel:
    """A message to press; a row holds one menu or up to five buttons."""

    text: str
    rows: tuple[tuple[Button, ...] | Choices | Picker, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    value: str = ""
    long: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class PanelForm:
    title: str
    action: Action
    fields: tuple[Field, ...]


def view_of(panel: Panel) -> ui.View:
    """What is to be pressed; discord.py need not remember it."""
    view = ui.View(timeout=None)
    for number, row in enumerate(panel.rows):
        for item in _items(row):
            item.row = number
            view.add_item(item)
    view.stop()
    return view


def modal_of(form: PanelForm) -> ui.Modal:
    """A form to fill in."""
    modal = ui.Modal(title=clipped(form.title, TITLE), custom_id=identifier(form.action))
    for field in form.fields:
        style = discord.TextStyle.paragraph if field.long else discord.TextStyle.short
        given: ui.TextInput[Any] = ui.TextInput(
            label=clipped(field.label, TITLE),
            custom_id=field.name,
            style=style,
            default=field.value[:LONGEST_FIELD] or None,
            required=field.required,
            max_length=LONGEST_FIELD if field.long else 300,
        )
        modal.add_item(given)
    return modal


def identifier(action: Action) -> str:
    """The custom id of an action; its last argument is cut where it is too long."""
    return ":".join((MARK, *map(str, action)))[:LONGEST_ID]


def clipped(text: str, most: int) -> str:
    """A text on one line, that fits."""
    line = " ".join(text.split()) or "…"
    return line if len(line) <= most else f"{line[: most - 1]}…"


def fitting(lines: Sequence[str]) -> str:
    """Lines as one message; of what does not fit, the last goes."""
    text = "\n".join(lines)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _items(row: tuple[Button, ...] | Choices | Picker) -> list[ui.Item[Any]]:
    match row:
        case Choices():
            options = [
                discord.SelectOption(
                    label=clipped(label, LONGEST_OPTION),
                    value=value[:LONGEST_OPTION],
                    description=clipped(about, LONGEST_OPTION) if about else None,
                )
                for value, label, about in row.options[:MOST_OPTIONS]
            ]
            question = clipped(row.question, LONGEST_OPTION)
            return [
                ui.Select(custom_id=identifier(row.action), placeholder=question, options=options)
            ]
        case Picker(kind="role"):
            return [ui.RoleSelect(custom_id=identifier(row.action), placeholder=row.question)]
        case Picker():
            return [
                ui.ChannelSelect(
                    custom_id=identifier(row.action),
                    placeholder=row.question,
                    channel_types=TEXTS,
                    max_values=row.most,
                )
            ]
    return [
        ui.Button(
            label=clipped(each.label, LONGEST_LABEL),
            style=each.style,
            custom_id=identifier(each.action),
            disabled=each.disabled,
        )
        for each in row
    ]
