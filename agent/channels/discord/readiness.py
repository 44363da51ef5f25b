"""What the agent says when it is ready, when it comes into a server, and what it misses there."""

from collections.abc import Iterator

import discord

from agent.channels.discord.text.permissions import VOCAL, complaint, invite, missing
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget
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
    """Say hello in a new server, where new people are greeted or where it can be said first."""
    here = guild.me
    places = [guild.system_channel, *guild.text_channels]
    may = (c for c in places if c and c.permissions_for(here).send_messages)
    channel = next(may, None)
    if channel is None:
        return
    lacking = missing(here.guild_permissions)
    lines = [Message("hi"), *([complaint(HERE, lacking)] if lacking else [])]
    await channel.send("\n".join(map(context.words.shown, lines)))


def remarks(target: ReplyTarget) -> list[Message]:
    """What there is to say of a server besides, such as voices that were nobody's."""
    guild = target.guild
    if guild is None:
        return []
    return [found for remark in target.context.remarks if (found := remark(guild))]


async def diagnose(target: ReplyTarget, intents: discord.Intents) -> None:
    """What is missing where this was asked, for the asker alone."""
    lines = [complaint(where, lacking) for where, lacking in _lacking(target) if lacking]
    lines += [] if intents.message_content else [NO_CONTENT]
    lines += remarks(target)
    lines = [*(lines or [Message("doctor.all_there")]), Message("doctor.rest")]
    told = "\n".join(map(target.context.words.shown, lines))
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
