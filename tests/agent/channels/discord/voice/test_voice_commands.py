"""Joining, leaving and consent where nobody speaks, and voice messages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest

from agent.channels.discord.text.reply_target import workspace_of
from agent.channels.discord.voice.room import VoiceRoom
from agent.channels.discord.voice.voice import with_voice
from agent.dialog.session import SessionKey
from speech.audio import HEARD
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File
from tests.speech.sounds import write_file
from tests.speech.voices import MODEL, padded, say


@pytest.fixture
async def port(home: Path) -> AsyncIterator[Harbour]:
    async with harbour(home, vosk_model_path=MODEL) as port:
        commands = with_voice(port.client, port.app)
        yield port
        await commands.close()


async def test_who_is_in_no_voice_channel_is_told_what_to_do(port: Harbour) -> None:
    assert (await port.says(port.ann, "!join")).content.startswith("Join a voice channel first")
    assert "in no voice channel" in (await port.says(port.ann, "!leave")).content
    sentence = f"{port.loopback.world.bot.mention} please join us"
    assert "Join a voice channel first" in (await port.says(port.ann, sentence)).content


async def test_voice_is_for_servers(port: Harbour) -> None:
    for command in ("!join", "!leave", "!consent"):
        answer = await port.says(port.ann, command, where=port.ann.direct)
        assert "works in a server only" in answer.content


async def test_consent_is_shown_and_changed_by_each_for_themselves(port: Harbour) -> None:
    assert "I hear you" in (await port.says(port.ann, "!consent")).content
    assert "do not hear you" in (await port.says(port.ann, "!consent no")).content
    assert "do not hear you" in (await port.says(port.ann, "!consent")).content
    assert "I hear you" in (await port.says(port.bob, "!consent")).content
    assert (
        "Say !consent yes or !consent no" in (await port.says(port.bob, "!consent maybe")).content
    )


async def test_a_slash_command_about_consent_is_answered_to_the_caller_alone(port: Harbour) -> None:
    invocation = port.ann.slash(port.general, "consent", choice="no")
    await invocation.acknowledgement()
    answer = await port.ann.sees(port.general)
    assert "do not hear you" in answer.content
    assert not port.bob.may_see(answer)


async def test_who_must_agree_first_is_not_heard_before(home: Path) -> None:
    async with harbour(home, consent="opt-in") as port:
        with_voice(port.client, port.app)
        assert "do not hear you" in (await port.says(port.ann, "!consent")).content


async def test_without_a_recognizer_it_says_what_to_do(home: Path) -> None:
    async with harbour(home, recognizer="vosk") as port:
        with_voice(port.client, port.app)
        port.ann.joins(port.loopback.voice_channel(port.guild))
        answer = await port.says(port.ann, "!join")
        assert "python run.py fetch vosk" in answer.content


async def test_a_voice_message_is_a_turn(port: Harbour, tmp_path: Path) -> None:
    sound = write_file(tmp_path / "voice-message.ogg", padded(say("give feedback")), HEARD)
    message = File("voice-message.ogg", sound.read_bytes(), "audio/ogg", seconds=1.0)
    port.ann.types(port.ann.direct, files=[message])
    assert "one to five" in (await port.ann.sees(port.ann.direct)).content


async def test_a_voice_message_that_is_none_is_refused_in_a_sentence(port: Harbour) -> None:
    message = File("voice-message.ogg", b"buy milk", "audio/ogg", seconds=1.0)
    port.ann.types(port.ann.direct, files=[message])
    answer = await port.ann.sees(port.ann.direct)
    assert answer.content.startswith("The voice message is not sound that can be read")


@pytest.mark.parametrize(
    ("granted", "says"),
    [
        ({}, "until a moderator lets me speak"),
        ({"request_to_speak": True}, "have asked to speak"),
        ({"mute_members": True}, ""),
    ],
)
async def test_on_a_stage_it_steps_up_or_says_that_it_cannot(
    port: Harbour, granted: dict[str, bool], says: str
) -> None:
    loopback, bot = port.loopback, port.loopback.world.bot
    role = loopback.world.add_role(port.guild, "speaker", discord.Permissions(**granted))
    loopback.world.give_role(port.guild.members[bot.id], role)
    port.ann.joins(loopback.stage_channel(port.guild), deaf=True)
    joined = port.ann.types(port.general, "!join")
    await port.ann.sees(port.general, having=lambda m: m.content.startswith("I'm in *deck*"))
    if says:
        await port.ann.sees(port.general, after=joined, having=lambda m: says in m.content)
        return
    await loopback.until(lambda: not port.guild.voice_states[bot.id].suppress)
    assert not any("audience" in message.content for message in port.general.messages)


@pytest.mark.parametrize(
    ("change", "says"),
    [({"mute": True}, "muted in bridge, so I write here"), ({"deaf": True}, "deafened in bridge")],
)
async def test_being_muted_or_deafened_is_told_once(
    port: Harbour, change: dict[str, bool], says: str
) -> None:
    world, bot = port.loopback.world, port.loopback.world.bot
    port.ann.joins(port.loopback.voice_channel(port.guild), deaf=True)
    await port.says(port.ann, "!join")
    for _ in range(2):
        world.change_voice(port.guild.voice_states[bot.id], **change)
    told = await port.ann.sees(port.general, having=lambda m: says in m.content)
    await port.says(port.ann, "!consent")
    assert [m for m in port.general.messages if says in m.content] == [told]


async def test_a_full_channel_is_told_at_once(port: Harbour) -> None:
    bridge = port.loopback.voice_channel(port.guild)
    port.ann.joins(bridge, deaf=True)
    port.loopback.world.change_channel(bridge, user_limit=1)
    answer = await port.says(port.ann, "!join")
    assert answer.content.startswith("bridge is full: make room")


async def test_it_leaves_where_only_bots_are_left_and_comes_back(home: Path) -> None:
    async with harbour(home, vosk_model_path=MODEL) as port:
        commands = with_voice(port.client, port.app)
        commands._alone_seconds = 0.05
        bridge, bot = port.loopback.voice_channel(port.guild), port.loopback.world.bot.id
        voice = port.ann.joins(bridge, deaf=True)
        await port.says(port.ann, "!join")
        voice.leave()
        await port.ann.sees(port.general, having=lambda m: "Everybody has left" in m.content)
        assert bot not in port.guild.voice_states
        port.ann.joins(bridge, deaf=True)
        assert "I'm in" in (await port.says(port.ann, "!join")).content
        await commands.close()


async def test_to_who_leaves_no_more_is_said(home: Path) -> None:
    async with harbour(home, vosk_model_path=MODEL) as port:
        commands = with_voice(port.client, port.app)
        bridge = port.loopback.voice_channel(port.guild)
        voice = port.ann.joins(bridge, deaf=True)
        port.bob.joins(bridge, deaf=True)
        await port.says(port.ann, "!join")
        room, silent = commands._rooms[port.guild.id], asyncio.Event()
        key = SessionKey(str(port.ann.user.id), workspace_of(room.guild))
        await room.say(key, "One sentence after the other is said to her. " * 6, silent.set)
        assert not silent.is_set()
        voice.leave()
        async with asyncio.timeout(5):
            await silent.wait()
        await commands.close()


async def test_a_permission_that_is_lost_is_named(port: Harbour) -> None:
    bridge, world = port.loopback.voice_channel(port.guild), port.loopback.world
    port.ann.joins(bridge, deaf=True)
    await port.says(port.ann, "!join")
    world.deny(bridge, world.bot, connect=True)
    await port.loopback.voice_gateway.drop(4006)
    told = await port.ann.sees(port.general, having=lambda m: "I may not be in" in m.content)
    assert "permissions Connect" in told.content


async def test_it_says_goodbye_before_it_ends(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    async def speak(self: VoiceRoom, words: str, key: SessionKey | None) -> None:
        spoken.append(words)

    monkeypatch.setattr(VoiceRoom, "_speak", speak)
    async with harbour(home, vosk_model_path=MODEL) as port:
        commands = with_voice(port.client, port.app)
        port.ann.joins(port.loopback.voice_channel(port.guild), deaf=True)
        await port.says(port.ann, "!join")
        await commands.close()
        assert "Goodbye." in spoken
        assert port.loopback.world.bot.id not in port.guild.voice_states


async def test_push_to_talk_by_button_and_by_command(port: Harbour) -> None:
    bridge = port.loopback.voice_channel(port.guild)
    port.ann.joins(bridge, deaf=True)
    joined = await port.says(port.ann, "!join")
    pressed = await port.ann.click(joined, "Talk").reply()
    assert "listening to you" in pressed.content
    assert not port.bob.may_see(pressed)
    assert "listening to you" in (await port.says(port.ann, "!join")).content
    refused = await port.bob.click(joined, "Talk").reply()
    assert refused.content == "Come into *bridge* first; I hear you there."
    await port.says(port.ann, "!consent no")
    assert "already." in (await port.says(port.ann, "!join")).content
    await port.says(port.ann, "!leave")
    assert "in no voice channel" in (await port.ann.click(joined, "Talk").reply()).content
