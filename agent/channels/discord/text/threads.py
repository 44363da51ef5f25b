"""A lesson goes on in a thread of its own, where a server wishes that."""

import discord

from agent.channels.discord.text.interaction_target import InteractionTarget
from agent.channels.discord.text.message_target import MessageTarget
from agent.channels.discord.text.reply_target import ReplyTarget
from agent.channels.discord.text.text_target import TextTarget
from agent.dialog.intents import Intent
from agent.dialog.turns import Invoked, Said
from messages import Message


async def place_of(
    target: MessageTarget, message: discord.Message, turn: Said | Invoked
) -> ReplyTarget:
    """Where what comes of a turn is said: in a thread that is made for it, or where it was said."""
    begins = isinstance(turn, Invoked) and turn.command is Intent.TRAIN and not message.attachments
    if not (begins and _wanted(target)):
        return target
    try:
        thread = await message.create_thread(name=target.words.text("thread.name"))
    except discord.HTTPException:  # too many, or not any more: it is said here
        return target
    return TextTarget(target.context, message.author, thread)  # type: ignore[arg-type]  # a member


async def place_of_command(
    target: InteractionTarget, command: Intent, *, file: bool
) -> ReplyTarget:
    """The same of a slash command, which is answered by where the thread is."""
    channel = target.channel
    if command is not Intent.TRAIN or file or not _wanted(target):
        return target
    kind = discord.ChannelType.public_thread
    try:
        thread = await channel.create_thread(name=target.words.text("thread.name"), type=kind)
    except discord.HTTPException:
        return target
    await target.tell(Message("thread.here", {"channel": str(thread.id)}), private=True)
    return TextTarget(target.context, target.user, thread)  # type: ignore[arg-type]  # a member


def _wanted(target: ReplyTarget) -> bool:
    """Whether a lesson that begins here goes on in a thread, and one may be made."""
    if not (isinstance(target.user, discord.Member) and target.local.lesson_threads):
        return False
    granted = target.granted
    may = granted.create_public_threads and granted.send_messages_in_threads
    return may and isinstance(target.channel, discord.TextChannel)
