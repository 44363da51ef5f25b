"""Mentions aloud."""

from __future__ import annotations

from agent.channels.discord.voice.mentions import named_in
from speech.synthesis.text import spoken
from tests.agent.channels.discord.harbour import Harbour


async def test_who_and_what_is_mentioned_is_said_by_name(port: Harbour) -> None:
    guild = port.client.get_guild(port.guild.id)
    assert guild is not None
    assert guild.get_member(port.ann.user.id) is None
    text = f"Ask {port.ann.user.mention} in <#{port.general.id}>, or <@1>."
    names = await named_in(guild, text)
    said = spoken(text, "en", lambda message: message.prompt, names)
    assert said == f"Ask {port.ann.user.name} in general, or aloud.somebody."
