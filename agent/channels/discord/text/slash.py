"""Slash commands, made of the same definitions as the typed ones."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import app_commands

from agent.dialog.commands import Command, Commands
from agent.prompts.render import Renderer

Interaction = discord.Interaction[Any]
Given = Mapping[str, str | discord.Attachment]
Invoke = Callable[[Interaction, Command, Given], Awaitable[None]]
Complete = Callable[[Interaction, str], Awaitable[list[str]]]
"""The names of one kind ("datasets", "files", "archivable") that there are where it is typed."""

COMPLETED = {
    ("select_dataset", "name"): "datasets",
    ("getfile", "path"): "files",
    ("archive", "what"): "archivable",
}
MOST_OFFERED = 25
LONGEST_OFFERED = 100
TRAINERS = discord.Permissions(manage_guild=True)
"""Who sees what only trainers may do; a server lets roles see it in Integrations."""
HIDDEN = ("teach", "manage")
"""What others need not see; lessons they may hand in where a server lets them wait."""
KINDS = {"file": discord.Attachment}


def add_commands(
    tree: app_commands.CommandTree[Any],
    commands: Commands,
    words: Renderer,
    invoke: Invoke,
    complete: Complete,
) -> None:
    """Put every command into `tree`; calling one awaits `invoke`, typing a name `complete`."""
    for command in commands:
        made: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=command.name,
            description=words.text(command.summary),
            callback=_callback(command, invoke),
        )
        if command.needs in HIDDEN:
            made.default_permissions = TRAINERS
        if command.parameters:
            app_commands.describe(**{p.name: words.text(p.summary) for p in command.parameters})(
                made
            )
        for parameter in command.parameters:
            kind = COMPLETED.get((command.name, parameter.name))
            if kind:
                made.autocomplete(parameter.name)(_completion(kind, complete))
        tree.add_command(made)


def _callback(command: Command, invoke: Invoke) -> Callable[..., Any]:
    async def callback(interaction: Interaction, **given: str | discord.Attachment | None) -> None:
        await invoke(interaction, command, {k: v for k, v in given.items() if v is not None})

    # discord.py reads a command's options from its function's signature.
    callback.__signature__ = _signature(command)  # type: ignore[attr-defined]  # PEP 362
    return callback


def _signature(command: Command) -> inspect.Signature:
    named = inspect.Parameter.POSITIONAL_OR_KEYWORD
    options = [
        inspect.Parameter(p.name, named, default=None, annotation=KINDS.get(p.kind, str))
        for p in command.parameters
    ]
    return inspect.Signature([inspect.Parameter("interaction", named), *options])


def _completion(kind: str, complete: Complete) -> Callable[..., Any]:
    async def completion(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        names = await complete(interaction, kind)
        return offered(names, typed)

    return completion


def offered(names: list[str], typed: str) -> list[app_commands.Choice[str]]:
    """The names with what was typed in them, as many as Discord shows; those it begins first."""
    wanted = typed.casefold()
    found = [n for n in names if wanted in n.casefold() and len(n) <= LONGEST_OFFERED]
    found.sort(key=lambda name: not name.casefold().startswith(wanted))
    return [app_commands.Choice(name=name, value=name) for name in found[:MOST_OFFERED]]
