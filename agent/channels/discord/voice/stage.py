"""Stages: who comes in is in the audience, and must be let onto it."""

import logging

import discord

log = logging.getLogger(__name__)


async def step_up(channel: discord.VoiceChannel | discord.StageChannel) -> bool | None:
    """Go onto a stage where the agent may let itself (None), else ask (True) or wait (False)."""
    me = channel.guild.me
    if not isinstance(channel, discord.StageChannel):
        return False
    granted = channel.permissions_for(me)
    try:
        if granted.mute_members:
            await me.edit(suppress=False)
            return None
        if granted.request_to_speak:
            await me.request_to_speak()
            return True
    except discord.HTTPException as error:
        log.info("Discord did not let me onto the stage: HTTP %s", error.status)
    return False
