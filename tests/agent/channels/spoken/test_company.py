"""Two to five people in one room: each is answered, and what they say to each other is dropped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.channels.spoken.company import OwnWords
from agent.channels.spoken.vocative import calls
from agent.prompts.language import language
from tests.agent.channels.spoken.bridge import Crew, Speaker, crew

NAMES = ("Ann", "Bob", "Eve", "Joe", "Mia")


@pytest.fixture
async def here(home: Path) -> AsyncIterator[Crew]:
    async with crew(home) as here:
        yield here


@pytest.fixture
async def two(here: Crew) -> tuple[Speaker, Speaker]:
    return here.joins("Ann"), here.joins("Bob")


async def test_prompts_begin_with_the_name_only_while_others_are_in_a_dialog(
    two: tuple[Speaker, Speaker],
) -> None:
    ann, bob = two
    assert await ann.asks("hey robin feedback") == ["One to five?"]
    assert await bob.asks("hey robin feedback") == ["Bob: One to five?"]
    (asked,) = await ann.asks("four")
    assert asked.startswith("Ann: ")
    await ann.asks("no")
    (asked,) = await bob.asks("five")
    assert not asked.startswith("Bob")


@pytest.mark.parametrize("count", [2, 3, 4, 5])
async def test_each_is_in_a_dialog_of_their_own(here: Crew, count: int) -> None:
    people = [here.joins(name) for name in NAMES[:count]]
    for person in people:
        await person.asks("hey robin train")
    for number, person in enumerate(people):
        await person.asks(f"when I say thing {number} you answer result {number}")
    assert {person.state for person in people} == {"awaiting_data.confirming"}
    for person in reversed(people):
        (answer,) = await person.asks("yes")
        assert "One" in answer
    for number, person in enumerate(people):
        before = len(here.room.written)
        await person.asks("hey robin list")
        listed = str(here.room.written[before:])
        assert f"thing {number}" in listed
        assert not any(f"thing {n}" in listed for n in range(count) if n != number)


async def test_only_who_is_asked_answers(two: tuple[Speaker, Speaker]) -> None:
    ann, bob = two
    await ann.asks("hey robin feedback")
    assert await bob.asks("four") == []
    assert ann.state == "giving_feedback"
    assert bob.taken == []
    await ann.asks("four")
    assert ann.state == "giving_feedback.comment"


@pytest.mark.parametrize(
    "words",
    [
        "hey bob have you seen the match",
        "bob what time is it",
        "bob can you pass me the salt",
        "so bob are you coming tonight",
        "listen bob",
        "do you want some tea bob",
        "what would you say bob",
        "sorry bob i was talking to the robot",
    ],
)
async def test_who_turns_to_another_by_name_is_not_answered(
    two: tuple[Speaker, Speaker], words: str
) -> None:
    ann, _ = two
    await ann.asks("hey robin train")
    assert await ann.asks(words) == []
    assert ann.state == "awaiting_data"
    assert ann.taken == ["hey robin train"]


@pytest.mark.parametrize(
    "words",
    [
        "when I say who feeds the cat you answer bob",
        "when I say where is bob you answer in the kitchen",
        "when I say hello bob you answer hello ann",
        "when I say what do you want you answer tea for bob",
    ],
)
async def test_a_name_in_a_lesson_is_a_word_like_others(
    two: tuple[Speaker, Speaker], words: str
) -> None:
    ann, _ = two
    await ann.asks("hey robin train")
    (answer,) = await ann.asks(words)
    assert "bob" in answer.lower()


async def test_a_name_may_be_the_answer(two: tuple[Speaker, Speaker]) -> None:
    ann, _ = two
    await ann.asks("hey robin when I say who is there you answer eve")
    await ann.asks("no answer bob")
    assert ann.taken[-1] == "no answer bob"


async def test_once_others_talk_among_themselves_only_what_makes_sense_is_taken(
    two: tuple[Speaker, Speaker],
) -> None:
    ann, bob = two
    await ann.asks("hey robin feedback")
    await bob.asks("it rained all day yesterday")
    assert await ann.asks("yes and the day before") == []
    assert await ann.asks("i hope it stops") == []
    assert ann.state == "giving_feedback"
    (asked,) = await ann.asks("i would give it four stars")
    assert "comment" in asked


async def test_after_an_answer_talk_among_people_is_no_question(
    two: tuple[Speaker, Speaker],
) -> None:
    ann, bob = two
    await ann.asks("hey robin hello")
    await bob.asks("did you watch the film")
    assert await ann.asks("it was long but i liked it") == []
    assert await ann.asks("hey robin feedback") == ["One to five?"]


async def test_others_may_talk_while_it_still_speaks(two: tuple[Speaker, Speaker]) -> None:
    ann, bob = two
    await ann.asks("hey robin hello")
    await bob.says("did you watch the film", seconds=1.0)
    assert await ann.says("it was long but i liked it", seconds=1.0) == []
    assert ann.taken == ["hey robin hello"]


async def test_a_single_word_of_somebody_is_no_talk(two: tuple[Speaker, Speaker]) -> None:
    ann, bob = two
    await ann.asks("hey robin hello")
    assert await bob.asks("really") == []
    (asked,) = await ann.says("it was long but i liked it", seconds=1.0)
    assert "don't know" in asked


@pytest.mark.parametrize(
    ("name", "heard", "called"),
    [
        ("Ann", "anne i left it in the car", True), ("Anne", "hey ann are you coming", True),
        ("John", "jon what do you think", True), ("Sarah Lee", "do you want tea sara", True),
        ("Mark", "sorry marc i was talking to the robot", True), ("Erik", "listen eric", True),
        ("Philip", "filip can you hear me", True), ("Zoe", "so what do you think", False),
        ("Ann", "and an hour later it rained", False), ("Bob", "hey rob are you coming", False),
        ("", "hey what", False), ("Ann", "", False),
    ],
)  # fmt: skip
def test_a_name_may_be_heard_in_another_spelling(name: str, heard: str, called: bool) -> None:
    assert calls(heard, [name], language("en")) is called


async def test_alone_the_same_words_are_for_the_agent(here: Crew) -> None:
    ann = here.joins("Ann")
    await ann.asks("hey robin feedback")
    (again,) = await ann.asks("i hope it stops")
    assert again.startswith("Sorry")


@pytest.mark.parametrize(
    ("heard", "echo"),
    [
        ("when i hear good morning i answer hello friend right", True),
        ("i hear good morning i answer hello", True),
        ("when i here good morning i answer hello friend", True),
        ("good morning i answer", True),
        ("hello friend", True),
        ("right", False),
        ("yes", False),
        ("no answer hello captain", False),
    ],
)
async def test_its_own_words_out_of_a_loudspeaker_are_dropped(
    two: tuple[Speaker, Speaker], heard: str, echo: bool
) -> None:
    ann, _ = two
    await ann.asks("hey robin train")
    (asked,) = await ann.asks("when I say good morning you answer hello friend")
    assert asked == "When I hear good morning, I answer hello friend. Right?"
    before = len(ann.taken)
    await ann.says(heard, seconds=0.4)
    assert (len(ann.taken) == before) is echo


async def test_its_words_to_another_are_an_echo_too(two: tuple[Speaker, Speaker]) -> None:
    ann, bob = two
    await bob.asks("hey robin feedback")
    await ann.asks("hey robin train")
    assert await bob.says("say when i say x you answer y", seconds=2.0) == []
    assert bob.state == "giving_feedback"


async def test_what_it_said_long_ago_may_be_said_by_people(two: tuple[Speaker, Speaker]) -> None:
    ann, _ = two
    (asked,) = await ann.asks("hey robin when I say good morning you answer hello friend")
    await ann.asks("yes")
    (again,) = await ann.asks("when i say i hear good morning you answer hello friend")
    assert "good morning" in again.lower()
    assert asked != again


async def test_1000_turns_of_five_people_go_to_who_said_them(here: Crew) -> None:
    people = [here.joins(name) for name in NAMES]
    for person in people:
        await person.asks("hey robin feedback")
    for turn in range(40):
        for person in people:
            line = here.room.lines
            before = len(line)
            await person.says(
                ("four", "no")[turn % 2] if person.state != "idle" else "hey robin feedback"
            )
            answers = [each for each in line[before:] if each.agent]
            assert {each.key for each in answers} == {person.key}
            here.room.falls_silent()
            here.room.now += 1.0


async def test_nobodys_silence_counts_while_the_agent_speaks_to_another(here: Crew) -> None:
    ann, bob = here.joins("Ann"), here.joins("Bob")
    await ann.asks("hey robin feedback")
    await bob.asks("hey robin feedback")
    held = here.app.runner._timers._held
    assert held == {ann.key, bob.key}
    here.room.falls_silent()
    assert held == set()


@pytest.mark.parametrize("words", ["bob what is the time", "it was long but i liked it", "hello"])
async def test_who_asked_to_be_heard_is_heard_once(here: Crew, words: str) -> None:
    ann, bob = here.joins("Ann"), here.joins("Bob")
    await bob.asks("did you watch the film")
    assert await ann.asks(words) == []
    ann.conversation.listen()
    assert len(await ann.asks(words)) == 1
    assert await ann.asks("bob what do you say") == []


async def test_who_asked_and_says_nothing_is_forgotten(here: Crew) -> None:
    ann = here.joins("Ann")
    ann.conversation.listen()
    here.room.now += 30
    assert await ann.asks("what a day") == []


@pytest.mark.parametrize(("since", "may_be"), [(9.0, True), (10.4, False), (10.9, False)])
def test_a_lesson_in_the_words_of_the_prompt_is_no_echo_once_the_prompt_is_over(
    since: float, may_be: bool
) -> None:
    prompt = ("say", "when", "i", "say", "x", "you", "answer", "y")
    own = OwnWords(prompt, 6.0, over=10.0)
    lesson = ["when", "i", "say", "blue", "you", "answer", "go"]
    coming = own.coming_back(since)
    assert (len(coming) >= len(lesson)) is may_be
    assert prompt[len(prompt) - len(coming) :] == coming


def test_while_it_still_speaks_any_of_its_words_may_come_back() -> None:
    assert OwnWords(("one", "to", "five"), 6.0).coming_back(6.5) == ("one", "to", "five")
