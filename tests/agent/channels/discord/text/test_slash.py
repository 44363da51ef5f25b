"""Slash commands: every command there is, in time, with files, for whom they are meant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import discord
import pytest

from agent.channels.discord.text.reply_target import ReplyTarget
from agent.channels.discord.text.slash import MOST_OFFERED, offered
from agent.dialog.intents import Intent
from agent.dialog.turns import Said
from agent.learning.dataset import parse
from agent.states import all_commands
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File

CONNECT = discord.Permissions(connect=True).value
SEA = b'{"data": [{"input": "ahoy", "output": "hello"}, {"input": "hi", "output": "yo"}]}'


@pytest.fixture
async def hasty(home: Path) -> AsyncIterator[Harbour]:
    """An agent that asks Discord for more time at once."""
    async with harbour(home, defer_seconds=0) as running:
        yield running


async def test_every_command_is_there_with_its_arguments(port: Harbour) -> None:
    registered = {
        each["name"]: each for each in port.loopback.world.commands.values() if each["type"] == 1
    }
    assert set(registered) == {command.name for command in all_commands()}
    options = [(each["name"], each["type"]) for each in registered["train"]["options"]]
    assert options == [("file", 11), ("example", 3)]


ELSEWHERE = {"join", "leave", "consent"}
"""What a voice channel is needed for."""


@pytest.mark.parametrize("command", sorted({each.name for each in all_commands()} - ELSEWHERE))
async def test_every_command_answers(port: Harbour, command: str) -> None:
    answer = await port.ann.slash(port.general, command).reply()
    assert answer.content
    assert "went wrong" not in answer.content


async def test_arguments_and_files_arrive(port: Harbour) -> None:
    called = port.ann.slash(port.general, "train", file=File("sea.json", SEA))
    assert (await called.reply()).content.startswith("I read 2 examples")
    learned = port.ann.slash(port.ann.direct, "correct", answer="ahoy => Ahoy!")
    assert (await learned.reply()).content.startswith("Learned: *ahoy* gives *Ahoy!*.")


async def test_names_are_completed(port: Harbour) -> None:
    stores = port.app.stores.of(f"guild-{port.guild.id}")
    for name in ("weather", "webcams", "sea"):
        stores.datasets.save(name, parse(SEA, "sea.json"))
    complete = port.ann.completes
    datasets = await complete(port.general, "select_dataset", "name", "we")
    assert datasets == [("weather", "weather"), ("webcams", "webcams")]
    files = await complete(port.general, "getfile", "path", "SEA")
    assert files == [("datasets/sea.json", "datasets/sea.json")]
    elsewhere = await complete(port.ann.direct, "select_dataset", "name", "")
    assert elsewhere == []
    archivable = await complete(port.general, "archive", "what", "")
    assert ("datasets", "datasets") in archivable


def test_no_more_is_offered_than_discord_takes() -> None:
    names = ["x" * 101, *(f"name {number}" for number in range(40)), "my name"]
    found = offered(names, "NAME")
    assert len(found) == MOST_OFFERED
    assert found[0].value == "name 0"
    assert offered(["a name", "name"], "name")[0].value == "name"


async def test_errors_and_personal_data_are_for_the_asker_alone(port: Harbour) -> None:
    refused = await port.ann.slash(port.general, "getfile", path="../secret").reply()
    assert refused.visible_to is port.ann.user
    exported = await port.ann.slash(port.general, "export").reply()
    assert exported.visible_to is port.ann.user
    assert [file.filename[-4:] for file in exported.attachments] == [".zip"]
    public = await port.ann.slash(port.general, "hi").reply()
    assert public.visible_to is None


async def test_a_typed_export_goes_by_direct_message(port: Harbour) -> None:
    port.ann.types(port.general, "!export")
    told = await port.ann.sees(port.general)
    sent = await port.ann.sees(port.ann.direct)
    assert told.content == "I sent it to you in a direct message."
    assert told.attachments == []
    assert [file.filename[-4:] for file in sent.attachments] == [".zip"]


async def test_what_takes_long_is_deferred_and_then_answered(hasty: Harbour) -> None:
    called = hasty.ann.slash(hasty.general, "train", file=File("sea.json", SEA))
    assert (await called.reply()).content.startswith("I read 2 examples")
    assert called.deferred
    private = hasty.ann.slash(hasty.general, "export")
    assert (await private.reply()).visible_to is hasty.ann.user
    assert private.deferred


async def test_two_commands_at_once_are_each_answered(port: Harbour) -> None:
    called = [port.ann.slash(port.general, name) for name in ("hi", "instruction", "undo", "help")]
    answers = await asyncio.gather(*(each.reply() for each in called))
    assert answers[0].content.startswith("Hello")
    assert answers[1].content.startswith("# How to teach me")
    assert answers[2].content == "There is nothing to take back."
    assert answers[3].content.startswith("Ask me anything")


async def test_an_interaction_that_expired_is_answered_in_the_channel(port: Harbour) -> None:
    port.loopback.faults.expired_interactions = True
    port.ann.slash(port.general, "hi")
    answer = await port.ann.sees(port.general)
    assert answer.content.startswith("Hello")


async def test_an_expired_private_answer_goes_by_direct_message(port: Harbour) -> None:
    port.loopback.faults.expired_interactions = True
    port.ann.slash(port.general, "getfile", path="../secret")
    answer = await port.ann.sees(port.ann.direct)
    assert "is not a path" in answer.content
    assert port.general.messages == []


async def test_a_wrong_file_is_refused_in_a_sentence(port: Harbour) -> None:
    file = File("photo.png", b"png", "image/png")
    refused = await port.ann.slash(port.general, "train", file=file).reply()
    assert refused.content.startswith("*photo.png* holds no examples to learn from.")
    assert refused.visible_to is port.ann.user


async def test_discord_answers_its_own_commands_in_every_form(port: Harbour) -> None:
    called: list[tuple[str, dict[str, str]]] = []

    async def consent(target: ReplyTarget, arguments: Mapping[str, str]) -> None:
        called.append((target.user.name, dict(arguments)))
        await target.tell("Noted.", private=True)

    port.client.context.extras[Intent.CONSENT] = port.client.context.extras[Intent.JOIN] = consent
    answer = await port.ann.slash(port.general, "consent", choice="no").reply()
    assert (answer.content, answer.visible_to) == ("Noted.", port.ann.user)
    assert (await port.says(port.ann, "!consent yes")).content == "Noted."
    sentence = f"{port.loopback.world.bot.mention} please join the voice channel"
    assert (await port.says(port.bob, sentence)).content == "Noted."
    assert called == [("ann", {"choice": "no"}), ("ann", {"choice": "yes"}), ("bob", {})]


async def test_doctor_says_what_is_missing_here(port: Harbour) -> None:
    well = await port.ann.slash(port.general, "doctor").reply()
    assert well.content.startswith("I have all I need in this channel.")
    port.loopback.world.deny(port.general, port.loopback.world.bot, attach_files=True, speak=True)
    await port.loopback.until(lambda: not _may_attach(port))
    ill = await port.ann.slash(port.general, "doctor").reply()
    assert "permissions: Attach Files (to hand out files and reports). Give" in ill.content
    assert ill.visible_to is port.ann.user


async def test_doctor_names_what_a_voice_channel_and_what_the_server_lacks(port: Harbour) -> None:
    bridge, world = port.loopback.voice_channel(port.guild), port.loopback.world
    assert (await port.says(port.ann, "!doctor")).content.startswith("I have all I need")
    world.deny(bridge, world.bot, speak=True)
    told = await port.says(port.ann, "!doctor", where=bridge)
    assert told.content.startswith("In this channel I'm missing permissions: Speak")
    everyone = port.guild.roles[port.guild.id]
    everyone.permissions = discord.Permissions(everyone.permissions.value & ~CONNECT)
    world.publish("GUILD_ROLE_UPDATE", {"guild_id": str(port.guild.id), "role": everyone.json()})
    told = await port.says(port.ann, "!doctor")
    assert told.content.startswith("In this server I'm missing permissions: Connect")


def _may_attach(port: Harbour) -> bool:
    guild = port.client.get_guild(port.guild.id)
    channel = guild.get_channel(port.general.id) if guild else None
    return bool(guild and channel and channel.permissions_for(guild.me).attach_files)


async def test_a_voice_message_is_a_turn_where_it_can_be_heard(port: Harbour) -> None:
    spoken = File("voice.ogg", b"OggS", "audio/ogg", seconds=1.5)
    port.ann.types(port.ann.direct, files=[spoken])
    deaf = await port.ann.sees(port.ann.direct)
    assert deaf.content == "I cannot make out voice messages here; please type it."

    async def transcribe(sound: bytes) -> Said:
        assert sound == b"OggS"
        return Said("who are you", spoken=True, confidence=0.95)

    port.client.context.transcribe = transcribe
    port.ann.types(port.ann.direct, files=[spoken])
    heard = await port.ann.sees(port.ann.direct, after=deaf)
    assert "my owner chose" in heard.content
