"""What the agent says when it is ready, when it comes into a server, and what it misses there."""

import discord

from agent.channels.discord.text.permissions import complaint, invite, missing
from agent.channels.discord.text.reply_target import BotContext, ReplyTarget
from agent.dialog.turns import Say

NO_CONTENT = (
    "The message content intent is off, so in servers I only read messages that mention me, and "
    "slash commands. Turn it on at https://discord.com/developers/applications: your application, "
    "Bot, Message Content Intent; then start me again."
)


def ready_line(client: discord.Client) -> str:
    """One line for the log."""
    servers = len(client.guilds)
    number = "1 server" if servers == 1 else f"{servers} servers"
    address = f"; invite me with {invite(client.application_id)}" if client.application_id else ""
    return f"Ready as {client.user} in {number}{address}"


def shortcomings(client: discord.Client) -> list[str]:
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
    lines = [
        context.words.shown(Say("hi")),
        *([complaint("this server", lacking)] if lacking else []),
    ]
    await channel.send("\n".join(lines))


async def diagnose(target: ReplyTarget, intents: discord.Intents) -> None:
    """What is missing where this was asked, for the asker alone."""
    lacking = missing(target.granted)
    lines = [complaint("this channel", lacking)] if lacking else []
    lines += [] if intents.message_content else [NO_CONTENT]
    if target.guild is not None:
        lines += filter(None, (remark(target.guild) for remark in target.context.remarks))
    found = "\n".join(lines) or "I have all I need in this channel."
    await target.tell(f"{found}\nFor the rest my owner runs `python run.py doctor`.", private=True)
