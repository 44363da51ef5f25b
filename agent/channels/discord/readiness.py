"""What the agent says when it is ready, when it comes into a server, and what it misses there."""

from collections.abc import Iterator
from contextlib import suppress

import discord

from agent.channels.discord.text.permissions import VOCAL, complaint, invite, missing
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget, workspace_of
from messages import Message

NO_CONTENT = Message("bot.no_content")
HERE = Message("place.server")
THIS_CHANNEL = Message("place.channel")
VOICE_CHANNELS = (discord.VoiceChannel, discord.StageChannel)


def ready_line(client: discord.Client) -> Message:
    """One line for the log."""
    values = {"name": str(client.user), "servers": len(client.guilds)}
    if not client.application_id:
        return Message("bot.ready", values)
    return Message("bot.ready.invite", {**values, "address": invite(client.application_id)})


def shortcomings(client: discord.Client) -> list[Message]:
    """What is missing, a sentence each."""
    content = [] if client.intents.message_content else [NO_CONTENT]
    guilds = ((guild, missing(guild.me.guild_permissions)) for guild in client.guilds)
    return content + [complaint(guild.name, lacking) for guild, lacking in guilds if lacking]


async def greet(guild: discord.Guild, context: BotContext) -> None:
    """Say what this is in a new server: to whoever brought it there, where new people are greeted,
    or where it can be said first."""
    here = guild.me
    lacking = missing(here.guild_permissions)
    lines = [Message("greeting"), *([complaint(HERE, lacking)] if lacking else [])]
    text = "\n".join(map(context.words_in(workspace_of(guild)).shown, lines))
    places = (guild.system_channel, *guild.text_channels)
    may = (c for c in places if c and c.permissions_for(here).send_messages)
    for place in (await _who_added(guild), next(may, None)):
        with suppress(discord.HTTPException):  # who takes no messages is not the only place
            if place is not None:
                await place.send(text)
                return


async def _who_added(guild: discord.Guild) -> discord.abc.Messageable | None:
    """As far as we may know."""
    if not guild.me.guild_permissions.view_audit_log:
        return None
    try:
        async for entry in guild.audit_logs(limit=5, action=discord.AuditLogAction.bot_add):
            if getattr(entry.target, "id", None) == guild.me.id:
                return entry.user
    except discord.HTTPException:
        return None
    return None


def remarks(target: ReplyTarget) -> list[Message]:
    """What there is to say of a server besides, such as voices that were nobody's."""
    guild = target.guild
    if guild is None:
        return []
    return [found for remark in target.context.remarks for found in remark(guild)]


async def diagnose(target: ReplyTarget, intents: discord.Intents) -> None:
    """What is missing where this was asked, for the asker alone."""
    lines = [complaint(where, lacking) for where, lacking in _lacking(target) if lacking]
    lines += [] if intents.message_content else [NO_CONTENT]
    lines += remarks(target)
    lines = [*(lines or [Message("doctor.all_there")]), Message("doctor.rest")]
    told = "\n".join(map(target.words.shown, lines))
    await target.tell(told, private=True)


def _lacking(target: ReplyTarget) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """What is missing in the channel, and of what a channel for text has not, in the server."""
    here = missing(target.granted)
    if target.guild is None or isinstance(target.channel, VOICE_CHANNELS):
        yield THIS_CHANNEL, here
        return
    everywhere = missing(target.guild.me.guild_permissions)
    yield THIS_CHANNEL, tuple(name for name in here if name not in VOCAL)
    yield HERE, tuple(name for name in everywhere if name in VOCAL)
