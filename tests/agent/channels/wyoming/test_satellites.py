"""Satellites and the whole agent behind them: real models, real files, real SQLite."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.event import Event

from agent.app import App
from agent.channels.wyoming.satellites import joined
from agent.channels.wyoming.serving import satellites_served
from agent.dialog.session import SessionKey
from agent.opening import opened
from speech.errors import EngineUnavailableError
from speech.wyoming.connection import Address
from tests.agent.conftest import Talk, settings_for
from tests.told import raises_telling

pytestmark = pytest.mark.slow

LESSON = "When I say ahoy robin, answer ahoy captain."


class House:
    def __init__(self, app: App, address: Address) -> None:
        self.app, self._address = app, address

    async def says(self, text: str, satellite: str = "kitchen", **context: str) -> tuple[str, str]:
        """The type and the text of the answer, each on a connection of its own."""
        told = {"conversation_id": "c", "satellite_id": satellite} | context
        async with AsyncTcpClient(*self._address) as client:
            await client.write_event(Transcript(text, told, "en").event())
            answer = await client.read_event()
            assert isinstance(answer, Event)
            return answer.type, answer.data["text"]


@asynccontextmanager
async def house(
    home: Path, workspace: str = "console", *, teaching: bool = True
) -> AsyncIterator[House]:
    async with opened(settings_for(home)) as app:
        uri = "tcp://127.0.0.1:0"
        async with satellites_served(app, uri, workspace, teaching=teaching) as address:
            yield House(app, address)


async def test_a_lesson_in_one_sentence_is_learned_and_answered_everywhere(home: Path) -> None:
    async with house(home) as here:
        told = await here.says(LESSON)
        assert told[0] == "handled"
        assert "ahoy robin" in told[1].lower()
        assert await here.says("Ahoy, Robin!") == ("handled", "ahoy captain")
        assert await here.says("ahoy robin", "bedroom") == ("handled", "ahoy captain")
        assert here.app.runner.standing.state(SessionKey("satellite-kitchen", "console")) == "idle"


async def test_what_was_taught_elsewhere_is_answered_after_a_restart(
    home: Path, talk: Talk
) -> None:
    await asyncio.to_thread(talk, "!correct open sesame => The door is open.")
    async with house(home) as here:
        assert await here.says("Open sesame.") == ("handled", "The door is open.")


@pytest.mark.parametrize(
    "lesson",
    [
        "when I say ahoy robin you answer ahoy captain",
        "Hey Robin, when somebody asks ahoy robin, please answer ahoy captain.",
        "Answer ahoy captain when I say ahoy robin.",
        "If I say ahoy robin, then you should say ahoy captain",
        "remember that ahoy robin means ahoy captain",
    ],
)
async def test_lessons_are_put_as_people_put_them(home: Path, lesson: str) -> None:
    async with house(home) as here:
        assert (await here.says(lesson))[0] == "handled"
        kind, answer = await here.says("ahoy robin")
        assert (kind, answer.lower()) == ("handled", "ahoy captain")


async def test_a_lesson_counts_whatever_was_asked_before_it(home: Path, talk: Talk) -> None:
    lessons = ("lights on => The light is on.", "music please => Music plays.")
    await asyncio.to_thread(talk, *(f"!correct {lesson}" for lesson in lessons))
    async with house(home) as here:
        await here.says("lights maybe or music please on")  # did you mean? or: tell me
        assert "Learned" in (await here.says(LESSON))[1]
        assert await here.says("ahoy robin") == ("handled", "ahoy captain")


async def test_what_is_not_to_be_answered_is_not(home: Path) -> None:
    async with house(home) as here:
        assert (await here.says("When I say ahoy robin, don't answer."))[0] == "handled"
        _, answer = await here.says("ahoy robin")
        assert "no answer" not in answer


async def test_what_is_not_known_or_understood_is_not_handled(home: Path) -> None:
    async with house(home) as here:
        kind, answer = await here.says("what is the capital of the moon")
        assert kind == "not-handled"
        assert "don't know" in answer
        assert (await here.says("who are you"))[0] == "handled"


async def test_satellites_have_dialogs_of_their_own_and_each_gets_its_answers(home: Path) -> None:
    async with house(home) as here:
        await here.says(LESSON)
        await here.says("train a model", "attic")
        state = here.app.runner.standing.state
        assert state(SessionKey("satellite-attic", "console")) == "awaiting_data"
        assert state(SessionKey("satellite-kitchen", "console")) == "idle"
        asked = [here.says("ahoy robin", f"room{number}") for number in range(20)]
        assert set(await asyncio.gather(*asked)) == {("handled", "ahoy captain")}


async def test_two_satellites_with_one_id_are_answered_one_after_the_other(home: Path) -> None:
    async with house(home) as here:
        await here.says(LESSON)
        said = ["ahoy robin", "who are you"] * 10
        heard = await asyncio.gather(*(here.says(text) for text in said))
        assert {answer for _, answer in heard[::2]} == {"ahoy captain"}
        assert "ahoy captain" not in {answer for _, answer in heard[1::2]}


@pytest.mark.parametrize(
    ("context", "user"),
    [
        ({"satellite_id": "assist_satellite.kitchen"}, "satellite-assist_satellite.kitchen"),
        ({"satellite_id": "", "device_id": "d1"}, "satellite-d1"),
        ({"satellite_id": ""}, "satellite-c"),
        ({"satellite_id": "", "conversation_id": ""}, "satellite-unnamed"),
    ],
)
async def test_a_dialog_is_a_satellites_or_else_a_devices_or_a_conversations(
    home: Path, context: dict[str, str], user: str
) -> None:
    async with house(home) as here:
        await here.says("train a model", **context)
        assert here.app.runner.standing.state(SessionKey(user, "console")) == "awaiting_data"


async def test_names_of_any_kind_are_names(home: Path) -> None:
    async with house(home) as here:
        for name in ("küche", "a/../b", "x" * 100_000, "\0", "'; drop table sessions"):
            assert (await here.says("who are you", name))[0] == "handled"


async def test_where_nobody_may_teach_a_lesson_is_refused(home: Path) -> None:
    async with house(home, teaching=False) as here:
        _, told = await here.says(LESSON)
        assert told.startswith("That is for who teaches me here")
        assert (await here.says("ahoy robin"))[1] != "ahoy captain"


async def test_another_workspace_knows_nothing_of_it(home: Path) -> None:
    async with house(home, "guild-7") as here:
        await here.says(LESSON)
        assert (await here.says("ahoy robin"))[1] == "ahoy captain"
    async with house(home) as here:
        assert (await here.says("ahoy robin"))[1] != "ahoy captain"


async def test_a_satellite_cannot_forget_what_the_console_was_taught(
    home: Path, talk: Talk
) -> None:
    await asyncio.to_thread(talk, "!correct ahoy robin => ahoy captain")
    async with house(home) as here:
        await here.says("forget me")
        await here.says("yes")
        assert await here.says("ahoy robin", "bedroom") == ("handled", "ahoy captain")


async def test_what_a_satellite_was_taught_outlives_that_it_is_forgotten(home: Path) -> None:
    async with house(home) as here:
        await here.says(LESSON)
        assert (await here.says("forget me"))[0] == "handled"
        assert await here.says("yes") == ("handled", "Forgotten.")
        assert await here.says("ahoy robin", "bedroom") == ("handled", "ahoy captain")


async def test_a_blank_in_an_answer_is_filled_without_a_name(home: Path, talk: Talk) -> None:
    await asyncio.to_thread(talk, "!correct ahoy => Ahoy {user}, all is well at {server}.")
    async with house(home) as here:
        assert await here.says("ahoy") == ("handled", "Ahoy you, all is well at home.")


async def test_what_only_discord_can_do_is_said(home: Path) -> None:
    async with house(home) as here:
        assert "Discord" in (await here.says("!join"))[1]
        assert await here.says("In text, please.") == ("handled", "I can only speak here.")
        assert await here.says("stop") == ("handled", "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), ""),
        (("Tuesday",), "Tuesday"),
        (("Tuesday", "Learned"), "Tuesday. Learned"),
        (("Right?", "One more.", "Next"), "Right? One more. Next"),
    ],
)
def test_what_is_said_in_one_breath_is_parted(said: tuple[str, ...], expected: str) -> None:
    assert joined(said) == expected


async def test_an_address_that_is_none_is_refused(home: Path) -> None:
    async with opened(settings_for(home)) as app:
        with raises_telling(EngineUnavailableError, "no address of a Wyoming server"):
            async with satellites_served(app, "nowhere", "console"):
                pass
