"""Joining, leaving and consent where nobody speaks, and voice messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.channels.discord.voice.voice import with_voice
from speech.audio import HEARD
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File
from tests.speech.sounds import write_file
from tests.speech.voices import MODEL, padded, say


@pytest.fixture
async def port(home: Path) -> AsyncIterator[Harbour]:
    async with harbour(home, vosk_model_path=MODEL) as port:
        with_voice(port.client, port.app)
        yield port


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
