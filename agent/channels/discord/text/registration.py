"""Telling Discord which slash commands there are, when they have changed."""

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from agent.storage.atomic import write_file


async def register(tree: app_commands.CommandTree[Any], known: Path) -> None:
    """Send the commands unless they are those that the file `known` tells of.

    Discord limits how often that may be done, and then this takes as long as it says. Raises
    discord.HTTPException.
    """
    current = _fingerprint(tree)
    if await asyncio.to_thread(_content, known) == current:
        return
    await tree.sync()
    await asyncio.to_thread(write_file, known, current)


def _fingerprint(tree: app_commands.CommandTree[discord.Client]) -> bytes:
    commands = [command.to_dict(tree) for command in tree.get_commands()]
    told = json.dumps([tree.client.application_id, commands], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest().encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
