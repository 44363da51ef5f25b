"""A lesson goes on in a thread of its own, where a server wishes that."""

import discord

from agent.channels.discord.text.message_target import MessageTarget
from agent.channels.discord.text.reply_target import ReplyTarget
from agent.channels.discord.text.text_target import TextTarget
from agent.dialog.intents import Intent
from agent.dialog.turns import Invoked, Said


async def place_of(
    target: MessageTarget, message: discord.Message, turn: Said | Invoked
) -> ReplyTarget:
    """Where what comes of a turn is said: in a thread that is made for it, or where it was said."""
    begins = isinstance(turn, Invoked) and turn.command is Intent.TRAIN and not message.attachments
    channel, granted = message.channel, target.granted
    may = granted.create_public_threads and granted.send_messages_in_threads
    if not (begins and may and isinstance(channel, discord.TextChannel)):
        return target
    if not target.local.lesson_threads or not isinstance(message.author, discord.Member):
        return target
    try:
        thread = await message.create_thread(name=target.words.text("thread.name"))
    except discord.HTTPException:  # too many, or not any more: it is said here
        return target
    return TextTarget(target.context, message.author, thread)
