"""Two servers and a private chat, with one trainer in all of them: what is known, waits or was done
in one is neither told nor changed in another, by no menu, press, form, completion or voice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import discord
import pytest

from agent.channels.discord.panels.inbox_panel import key_of
from agent.channels.discord.voice.voice import with_voice
from agent.channels.discord.voice.voice_commands import VoiceCommands
from agent.channels.spoken.room import Line
from agent.dialog.session import SessionKey
from agent.learning.dataset import Dataset, Example
from speech.listening import RecognizedUtterance
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback.messages import Message
from tests.loopback.records import Channel, Json
from tests.speech.voices import MODEL

UNKNOWN = SimpleNamespace(id=999_999)
MENU = ("What do you know about this?", "Teach this message", "Correct this answer")
COMPLETED = (("select_dataset", "name"), ("getfile", "path"), ("archive", "what"))
FORM = discord.InteractionType.modal_submit
PRESS = discord.InteractionType.component


@dataclass(frozen=True)
class Place:
    """A server or a private chat, with a dataset of its `name`."""

    name: str
    workspace: str
    channel: Channel
    noted: Message
    """What somebody may teach by its menu."""

    @property
    def question(self) -> str:
        return f"where is the key of the {self.name}"

    @property
    def unanswered(self) -> str:
        return f"who painted the {self.name}"

    @property
    def secret(self) -> str:
        return f"{self.name[::-1]}42"


@dataclass
class Islands:
    port: Harbour
    places: tuple[Place, ...]
    voice: VoiceCommands
    spoken: list[Line]

    def others(self, here: Place) -> Iterator[Place]:
        return (place for place in self.places if place is not here)

    def told(self, here: Place) -> str:
        """All that the agent ever wrote here, with what can be pressed below it."""
        bot = self.port.loopback.world.bot
        ours = [each for each in here.channel.messages if each.author is bot]
        return "\n".join(f"{each.content} {each.components}" for each in ours)

    def kept(self, place: Place) -> object:
        """What waits, was done, is not answered and is answered there."""
        app, where = self.port.app, place.workspace
        return (
            app.waiting.waiting(where),
            app.log.changes.latest(where),
            [group.inputs for group in app.inbox.groups(where, datetime.now(UTC))],
            app.answering.answer(where, place.question),
            sorted(app.stores.of(where).datasets.names()),
        )

    def presses(self, other: Place) -> Iterator[tuple[discord.InteractionType, Json]]:
        """What can be pressed and sent about what is there."""
        waiting = next(iter(self.port.app.waiting.waiting(other.workspace)), UNKNOWN)
        (change, *_) = self.port.app.log.changes.latest(other.workspace)
        key = key_of(other.unanswered)
        for pressed in (
            f"undo:{change.id}", f"settle:take:{waiting.id}", f"settle:drop:{waiting.id}",
            f"lesson:{waiting.id}", f"pending:0:{other.secret}",
            f"teach:{key}", f"ignore:{key}", f"half:question:{other.noted.id}",
            f"half:answer:{other.noted.id}",
        ):  # fmt: skip
            yield PRESS, {"custom_id": f"desk:{pressed}", "component_type": 2}
        for chosen, value in (("group", key), (f"merge:{key}", key), ("lesson", str(waiting.id))):
            yield PRESS, {"custom_id": f"desk:{chosen}", "component_type": 3, "values": [value]}
        for form, name, value in (
            (f"taught:{key}", "answer", "BUY MY COINS"), ("found", "words", other.name),
        ):  # fmt: skip
            row = {"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}
            yield FORM, {"custom_id": f"desk:{form}", "components": [row]}


@pytest.fixture
async def islands(home: Path) -> AsyncIterator[Islands]:
    """Ann teaches in both servers, Bob's lessons wait there; each place has words of its own."""
    given = {"retrain_seconds": 3_600, "vosk_model_path": MODEL, "approval": True}
    async with harbour(home, **given) as port:
        world, ann, bob = port.loopback.world, port.ann, port.bob
        cove = port.loopback.guild("Cove")
        member = world.add_member(cove, ann.user)
        world.add_member(cove, bob.user)
        world.give_role(member, world.add_role(cove, "trainer", discord.Permissions.none()))
        inlet = port.loopback.text_channel(cove, "inlet")
        await port.loopback.until(lambda: port.client.get_channel(inlet.id))
        places = []
        for name, workspace, channel in (
            ("harbour", f"guild-{port.guild.id}", port.general),
            ("cove", f"guild-{cove.id}", inlet),
            ("attic", f"direct-{ann.user.id}", ann.direct),
        ):
            noted = ann.types(channel, f"a word of the {name}")
            if channel.guild is None:  # where every word is for the agent
                await ann.sees(channel)
            place = Place(name, workspace, channel, noted)
            lines = (Example(place.question, place.secret), Example("hm", f"hm {name}"))
            port.app.stores.of(workspace).datasets.save(name, Dataset(lines))
            await port.says(ann, f"!correct {place.question} => {place.secret}", where=channel)
            if channel.guild:
                await port.says(bob, f"!correct {name} => {place.secret}", where=channel)
            asked = f"{world.bot.mention} {place.unanswered}"
            await port.says(bob if channel.guild else ann, asked, where=channel)
            places.append(place)
        spoken: list[Line] = []
        voice = with_voice(port.client, port.app, spoken.append)
        yield Islands(port, tuple(places), voice, spoken)
        await voice.close()


async def test_no_completion_offers_what_is_elsewhere(islands: Islands) -> None:
    for here in islands.places:
        for other in islands.others(here):
            for command, option in COMPLETED:
                for typed in ("", other.name, f"datasets/{other.name}"):
                    complete = islands.port.ann.completes
                    offered = await complete(here.channel, command, option, typed)
                    assert other.name not in str(offered)


async def test_no_menu_of_a_message_tells_of_elsewhere(islands: Islands) -> None:
    ann = islands.port.ann
    for here in islands.places:
        for other in islands.others(here):
            said = ann.types(here.channel, other.question)
            for entry in MENU:
                await ann.uses(said, entry).acknowledgement()
            assert other.secret not in islands.told(here)
        assert here.secret in islands.told(here)


async def test_no_press_and_no_form_reaches_elsewhere(islands: Islands) -> None:
    port = islands.port
    begun = [islands.kept(place) for place in islands.places]
    panels = [await port.ann.slash(each.channel, "unanswered").reply() for each in islands.places]
    for place in islands.places:  # noted, as if it was about to be taught
        await port.ann.uses(place.noted, "Teach this message").reply()
    for here, panel in zip(islands.places, panels, strict=True):
        for other in islands.others(here):
            for kind, data in islands.presses(other):
                start = port.loopback.interactions.start
                made = start(kind, port.ann.user, here.channel, data, panel)
                await made.acknowledgement()
                assert other.noted.content not in str(made.modal), data
            told = islands.told(here)
            assert other.secret not in told
            assert other.unanswered not in told
    assert [islands.kept(place) for place in islands.places] == begun


async def test_no_spoken_sentence_tells_of_elsewhere(islands: Islands) -> None:
    port = islands.port
    here, *others = islands.places
    port.ann.joins(port.loopback.voice_channel(port.guild), deaf=True)
    await port.says(port.ann, "!join")
    room = islands.voice._rooms[port.guild.id]
    conversation = room.listeners._conversation(port.ann.user.id)
    key = SessionKey(str(port.ann.user.id), here.workspace)
    for place in (*others, here):
        for words in (place.question, f"what do you know about {place.name}"):
            now = room.clock()
            said = RecognizedUtterance(
                f"hey robin {words}", 0.95, started=now, ended=now + 1, decided=now + 1
            )
            conversation.hear(said)
            await port.app.runner.stepped(key)
    aloud = "\n".join(line.text for line in islands.spoken if line.agent)
    assert here.secret in aloud
    assert not any(place.secret in aloud for place in others)
