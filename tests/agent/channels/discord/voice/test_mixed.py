"""Voice and text in one dialog, and people who move, on the loopback; nobody need make a sound."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.channels.discord.voice.voice import with_voice
from agent.channels.discord.voice.voice_commands import VoiceCommands
from agent.channels.spoken.conversation import Conversation
from agent.dialog.session import SessionKey
from speech.listening import RecognizedUtterance
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback import File, Person
from tests.speech.voices import MODEL

DATA = b'{"data": [{"input": "hi", "output": "hello"}, {"input": "bye", "output": "see you"}]}'


class Deck:
    """A harbour with a voice channel, where the agent is."""

    def __init__(self, port: Harbour, commands: VoiceCommands) -> None:
        self.port, self.commands = port, commands

    def key(self, person: Person) -> SessionKey:
        return SessionKey(str(person.user.id), f"guild-{self.port.guild.id}")

    def conversation(self, person: Person) -> Conversation:
        room = self.commands._rooms[self.port.guild.id]
        return room.listeners._conversation(person.user.id)

    async def hears(self, person: Person, words: str) -> str:
        """They say this aloud; where their dialog is then."""
        conversation, runner = self.conversation(person), self.port.app.runner
        now = self.commands._rooms[self.port.guild.id].clock()
        conversation.hear(
            RecognizedUtterance(words, 0.95, started=now, ended=now + 1, decided=now + 1)
        )
        await runner.stepped(self.key(person))
        return runner.standing.state(self.key(person))


@pytest.fixture
async def deck(home: Path) -> AsyncIterator[Deck]:
    async with harbour(home, vosk_model_path=MODEL) as port:
        commands = with_voice(port.client, port.app)
        bridge = port.loopback.voice_channel(port.guild)
        for person in (port.ann, port.bob):
            person.joins(bridge, deaf=True)
        await port.says(port.ann, "!join")
        yield Deck(port, commands)
        await commands.close()


async def test_who_is_not_understood_and_types_is_taken_at_their_word(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin feedback")
    for _ in range(3):
        assert await deck.hears(port.ann, "florble wug") == "giving_feedback"
    assert "comment" in (await port.says(port.ann, "four")).content.lower()


async def test_a_file_dropped_in_text_is_for_the_lesson_begun_by_voice(deck: Deck) -> None:
    port = deck.port
    assert await deck.hears(port.ann, "hey robin train") == "awaiting_data"
    port.ann.types(port.general, files=[File("mine.json", DATA, "application/json")])
    read = await port.ann.sees(port.general, having=lambda m: "2 examples" in m.content)
    assert "Train" in read.content
    assert await deck.hears(port.ann, "no") == "idle"


async def test_an_answer_may_be_typed_and_the_next_one_spoken(deck: Deck) -> None:
    port = deck.port
    assert await deck.hears(port.ann, "hey robin feedback") == "giving_feedback"
    port.ann.types(port.general, "4")
    await port.ann.sees(port.general, having=lambda m: "comment" in m.content)
    assert await deck.hears(port.ann, "no") == "idle"


async def test_what_is_written_says_for_whom_it_is_where_several_are_in_a_dialog(
    deck: Deck,
) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin help")
    alone = await port.ann.sees(port.general, having=lambda m: "!train" in m.content)
    await deck.hears(port.bob, "hey robin feedback")
    await deck.hears(port.ann, "hey robin help")
    named = await port.ann.sees(port.general, after=alone)
    assert named.content == f"<@{port.ann.user.id}>\n{alone.content}"


async def test_what_others_type_meanwhile_is_none_of_it(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin feedback")
    port.bob.types(port.general, "4")
    assert (await port.says(port.bob, "!hi")).content.startswith("Hello")
    assert port.app.runner.standing.state(deck.key(port.ann)) == "giving_feedback"


async def test_who_goes_to_another_channel_is_asked_no_more_and_may_come_back(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin train")
    other = port.loopback.voice_channel(port.guild, "attic")
    moved = port.loopback.world.move_voice
    moved(port.guild.voice_states[port.ann.user.id], other)
    room = deck.commands._rooms[port.guild.id]
    await port.loopback.until(lambda: port.ann.user.id not in room.listeners._conversations)
    told = await port.ann.sees(port.general, having=lambda m: "our dialog waits" in m.content)
    assert told.content.startswith(f"<@{port.ann.user.id}>, I'm still in bridge")
    assert port.app.runner.standing.state(deck.key(port.ann)) == "awaiting_data"
    assert not port.app.runner.standing.is_open(deck.key(port.ann))
    assert await deck.hears(port.bob, "hey robin feedback") == "giving_feedback"
    bridge = port.guild.channels[room.channel.id]
    moved(port.guild.voice_states[port.ann.user.id], bridge)
    assert await deck.hears(port.ann, "hey robin") == "awaiting_data"
    said = "when I say good morning you answer hello friend"
    assert await deck.hears(port.ann, said) == "awaiting_data.confirming"


async def test_who_goes_elsewhere_brings_it_and_their_dialog_goes_on(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin train")
    attic = port.loopback.voice_channel(port.guild, "attic")
    await port.loopback.until(lambda: port.client.get_channel(attic.id))
    port.loopback.world.move_voice(port.guild.voice_states[port.ann.user.id], attic)
    await port.ann.sees(port.general, having=lambda m: "our dialog waits" in m.content)
    await port.says(port.ann, "!join")
    assert deck.commands._rooms[port.guild.id].channel.id == attic.id
    assert port.app.runner.standing.is_open(deck.key(port.ann))
    said = "when I say good morning you answer hello friend"
    assert await deck.hears(port.ann, said) == "awaiting_data.confirming"


async def test_who_only_leaves_is_written_nothing(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin train")
    port.loopback.world.move_voice(port.guild.voice_states[port.ann.user.id], None)
    room = deck.commands._rooms[port.guild.id]
    await port.loopback.until(lambda: port.ann.user.id not in room.listeners._conversations)
    await port.says(port.bob, "!hi")
    assert not any("our dialog waits" in m.content for m in port.general.messages)


async def test_who_is_deafened_in_mid_dialog_goes_on(deck: Deck) -> None:
    port = deck.port
    await deck.hears(port.ann, "hey robin feedback")
    port.loopback.world.change_voice(port.guild.voice_states[port.ann.user.id], deaf=True)
    assert await deck.hears(port.ann, "four") == "giving_feedback.comment"


async def test_who_is_left_behind_by_a_moderator_is_told_and_who_is_met_is_greeted(
    deck: Deck,
) -> None:
    port = deck.port
    attic = port.loopback.voice_channel(port.guild, "attic")
    await deck.hears(port.ann, "hey robin train")
    await deck.hears(port.bob, "hey robin feedback")
    await port.loopback.until(lambda: port.client.get_channel(attic.id))
    port.loopback.world.move_voice(port.guild.voice_states[port.bob.user.id], attic)
    await port.bob.sees(port.general, having=lambda m: "still in bridge" in m.content)
    port.loopback.voice.move_bot(port.guild, attic)
    told = await port.ann.sees(port.general, having=lambda m: "moved to attic" in m.content)
    assert told.content.startswith(f"<@{port.ann.user.id}>, ")
    greeted = await port.bob.sees(port.general, after=told)
    assert greeted.content.startswith("I'm in *attic*, and I listen there")
    assert not port.app.runner.standing.is_open(deck.key(port.ann))
    assert await deck.hears(port.bob, "hey robin") == "giving_feedback"


@pytest.mark.parametrize(
    ("how", "says"),
    [("kicked", "been put out of bridge. What we had"), ("deleted", "bridge is no more")],
)
async def test_who_ends_it_is_no_secret(deck: Deck, how: str, says: str) -> None:
    port = deck.port
    room = deck.commands._rooms[port.guild.id]
    await deck.hears(port.ann, "hey robin feedback")
    if how == "kicked":
        port.loopback.voice.kick(port.guild)
    else:
        port.loopback.world.remove_channel(port.guild.channels[room.channel.id])
    await port.ann.sees(port.general, having=lambda m: says in m.content)
    assert (await port.says(port.ann, "!feedback 4")).content
