"""Lessons in a sentence: which words are the question, and which the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Said
from agent.states.awaiting_data import AwaitingData
from agent.states.reading_back import ReadBack
from tests.agent.understanding.meaning import STATES, UNDERSTANDING, lessons, meant


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("when I say good morning you answer hello friend", ("good morning", "hello friend")),
        ("When I say Good morning, you answer: Hello friend!", ("Good morning", "Hello friend!")),
        ("good morning => hello friend", ("good morning", "hello friend")),
        ("if I ask how are you, say fine", ("how are you", "fine")),
        ("when someone asks who are you then reply I am Robin", ("who are you", "I am Robin")),
        ("a => b => c", ("a", "b => c")),
        ("when somebody says shut up don't answer", ("shut up", "(no answer)")),
        ("how much is it? 14 euros", ("how much is it?", "14 euros")),
        (
            "When do you open?\nAt nine.\nNot on Sundays.",
            ("When do you open?", "At nine.\nNot on Sundays."),
        ),
        (
            "when do you open? We open at 9. Closed on Mondays.",
            ("when do you open?", "We open at 9. Closed on Mondays."),
        ),
    ],
)
def test_dictated_examples(text: str, example: tuple[str, str]) -> None:
    assert lessons(text) == (example,)


def test_a_page_of_questions_and_answers_is_a_lesson_each() -> None:
    page = "When do you open?\nAt nine.\n\nHow much is it?\n14 euros.\nKids 8.\nDogs?\nSorry, no."
    assert lessons(page) == (
        ("When do you open?", "At nine."),
        ("How much is it?", "14 euros.\nKids 8."),
        ("Dogs?", "Sorry, no."),
    )


@pytest.mark.parametrize(
    ("text", "given", "answer"),
    [
        ("when I say lights on you answer ok, lights on", "lights on", "ok, lights on"),
        ("When I say lights on, you should say: Ok!", "lights on", "Ok!"),
        ("hey robin, train, when I say lights on you reply with ok", "lights on", "ok"),
        ("if somebody asks who are you then you answer who asks?", "who are you", "who asks?"),
        ("please learn that when you hear ahoy you say " + "ahoy " * 20 + "ho", "ahoy", None),
    ],
)
def test_an_example_dictated_in_idle(text: str, given: str, answer: str | None) -> None:
    meaning = meant(text, STATES["idle"])
    assert (meaning.intent, meaning.slot("input")) == ("dictation", given)
    assert meaning.slot("output") == (answer or "ahoy " * 20 + "ho")


@pytest.mark.parametrize(
    "text",
    [
        "when I say hello what happens",
        "when I say hello what do you say to me",
        "when I say hello why do you answer goodbye?",
        "when I say hello can you answer me",
        "when I say hello, should you say hi?",
        "when I go home you say goodbye",
        "when I say hello you answer",
        "to be honest you answer badly",
    ],
)
def test_what_is_no_dictation_in_idle(text: str) -> None:
    assert meant(text, STATES["idle"]).intent == "sentence"


@pytest.mark.parametrize(
    "text",
    ["good morning", "=> hello", "good morning =>", "", "when I say", "when in Rome you say ciao"],
)
def test_what_is_no_example(text: str) -> None:
    assert lessons(text) == ()


@given(st.text(min_size=1, max_size=40).filter(lambda t: t.strip() and "=" not in t))
def test_an_arrow_always_makes_an_example(word: str) -> None:
    found = lessons(f"{word} => {word}")
    assert found == () or len(word.splitlines()) > 1 or found[0][1].strip() == word.strip()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("not like this, the right answer is room twelve", "room twelve"),
        ("not that one, say blue", "blue"),
        ("that's not it, it should be Friday", "Friday"),
        ("no, that's not what I meant", ""),
        ("wrong, it's a mistake", ""),
        ("not that one, smart casual", "smart casual"),
        ("oh no, that's wrong", ""),
        ("answer me in french", ""),
        ("answer the door", ""),
        ("naw, it's Glasgow", "Glasgow"),
        ("should be Sarah not Susan", "Sarah"),
        ("the correct one would've been Ask Ann", "Ask Ann"),
        ("incorrect; ten euros is the price", "ten euros is the price"),
        ("close, but it's called Rex", "Rex"),
        ("next time say It's upstairs", "It's upstairs"),
        ("not pong, say ping pong", "ping pong"),
        ("not now, it's late", ""),
        ("not bad, it is nice", ""),
        ("wrong channel, sorry", ""),
        ("wrong, wrong, wrong", ""),
        ("nope! gotta go", ""),
        ("the one is broken", ""),
        ("the one's over there", ""),
        ("false alarm, everybody calm down", ""),
        ("that's wrong, isn't it", ""),
        ("the response was quick", ""),
        ("change it to dark mode", ""),
        ("not him, say nothing of it", ""),
    ],
)
def test_a_better_answer_is_told_from_a_mere_no(text: str, answer: str) -> None:
    found = meant(text)
    assert found.slot("answer") == answer
    assert (found.intent == "amend") is bool(answer)


@pytest.mark.parametrize(
    ("text", "lesson"),
    [
        (
            "the answer to what is the wifi password is tulip",
            ("what is the wifi password", "tulip"),
        ),
        ("the answer to who is the boss is Ann", ("who is the boss", "Ann")),
        ("the answer to how much is a tea is one euro", ("how much is a tea", "one euro")),
        ("the answer to where's the key is in the box", ("where's the key", "in the box")),
        ("the answer to how is easily", ("how", "easily")),
        ("the answer to lunch should be at noon", ("lunch", "at noon")),
    ],
)
def test_a_question_keeps_its_own_verb(text: str, lesson: tuple[str, str]) -> None:
    assert lessons(text) == (lesson,)


@pytest.mark.parametrize(
    "before", ["and", "so", "okay,", "yes", "well,", "um", "no,", "ok so", "and then"]
)
def test_a_lesson_may_begin_with_a_word_that_says_nothing(before: str) -> None:
    expected = Expectation((Intent.EXAMPLE, Intent.HALF), Intent.TEXT)
    said = Said(f"{before} when i say good morning you answer hello", spoken=True)
    assert UNDERSTANDING.understand(said, expected).examples == (("good morning", "hello"),)


@pytest.mark.parametrize("begun", ["when I say", "no, when I say", "sorry, no, when somebody says"])
@pytest.mark.parametrize(
    "given",
    [
        "see you tomorrow", "thank you", "what do you say", "what did you say", "say cheese",
        "answer the phone", "bye, see you, my dear", "I love you", "what should I answer",
        "then what",
    ],
)  # fmt: skip
def test_half_of_a_lesson_that_is_open_is_any_words(begun: str, given: str) -> None:
    for state in (ReadBack(), AwaitingData()):
        said = Said(f"{begun} {given}", spoken=True)
        found = UNDERSTANDING.understand(said, state.expects)
        assert (found.intent, found.slot("input")) == (Intent.HALF, given)


@pytest.mark.parametrize(
    "begun",
    ["hello you answer", "hello, answer", "hello you should say", "hello, you say", "hello"],
)
def test_where_the_answer_is_still_to_come_it_is_half_of_a_lesson(begun: str) -> None:
    for said in (f"no, when I say {begun}", f"when I say {begun}."):
        found = UNDERSTANDING.understand(Said(said, spoken=True), AwaitingData().expects)
        assert (found.intent, found.slot("input")) == (Intent.HALF, "hello")


def test_a_question_about_the_answer_is_no_half() -> None:
    said = Said("no, when I say hello what do you answer", spoken=True)
    assert UNDERSTANDING.understand(said, ReadBack().expects).intent is not Intent.HALF
