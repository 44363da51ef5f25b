"""An event that discord.py cannot read is left out, where it would end the agent."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import discord

log = logging.getLogger(__name__)

NEEDED = frozenset({"READY"})
"""Without these nothing works, so that they may not be left out."""
Parse = Callable[[Any], None]


def guard(client: discord.Client) -> None:
    """Have an event of a shape that nobody expects noted, and the next one read."""
    parsers: dict[str, Parse] = client._connection.parsers
    for event, parse in parsers.items():
        if event not in NEEDED:
            parsers[event] = partial(_read, event, parse)


def _read(event: str, parse: Parse, data: Any) -> None:
    try:
        parse(data)
    except Exception as error:  # noqa: BLE001 (one event must not end all dialogs)
        log.warning("%s could not be read: %s", event, type(error).__name__)
