"""Lessons, corrections and ratings in people's own words, and remarks that are none of them."""

import pytest

from agent.dialog.intents import Intent
from agent.dialog.session import Session
from agent.dialog.turns import Meaning, Said
from agent.prompts.language import language
from agent.states import all_commands, all_states
from agent.understanding.understand import Understanding

UNDERSTANDING = Understanding("!", "Robin", language(), all_commands())
STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}


def meant(text: str, state: str = "idle") -> Meaning:
    return UNDERSTANDING.understand(Said(text), STATES[state])


@pytest.mark.parametrize(
    ("text", "given", "answer"),
    [
        ("hey, the answer to where is the key should be under the mat", "where is the key",
         "under the mat"),
        ("for the question who made you the answer is Ann did", "who made you", "Ann did"),
        ("teach yourself this: good night -> sleep well", "good night", "sleep well"),
        ("I'd like you to answer with pong when I say ping", "ping", "pong"),
        ("respond to ping with pong", "ping", "pong"),
        ("every time I write brb you write see you soon", "brb", "see you soon"),
        ("new lesson: tea time => at five", "tea time", "at five"),
        ("to the question what's for lunch answer pizza", "what's for lunch", "pizza"),
        ("please learn: what is the capital of norway - oslo", "what is the capital of norway",
         "oslo"),
        ("add this: who is the boss => maria", "who is the boss", "maria"),
        ("let's teach you something: when I say ciao you say bye bye", "ciao", "bye bye"),
        ("here's one: what's 2+2 = four", "what's 2+2", "four"),
        ("the correct reply to thank you is you're welcome", "thank you", "you're welcome"),
        ("reply 'go away' to 'who goes there'", "who goes there", "go away"),
        ("can you learn that 'gg' means good game?", "gg", "good game"),
        ("when you get asked who won, answer we did", "who won", "we did"),
        ("set the answer for who are you to I'm Robin", "who are you", "I'm Robin"),
        ("your answer to hello should be hi there", "hello", "hi there"),
        ("from now on hello gets the answer hi there", "hello", "hi there"),
        ("hello should be answered with hi there", "hello", "hi there"),
        ("the reply for bye is see ya", "bye", "see ya"),
        ("when the question is who won answer we did", "who won", "we did"),
        ("say hi there to anyone who says hello", "hello", "hi there"),
        ("as soon as someone says fire, say run away", "fire", "run away"),
        ("in case somebody wants the address, it's 5 Elm Street", "the address",
         "it's 5 Elm Street"),
        ('when I say "hello" you answer "hi there"', "hello", "hi there"),
        ("""when I say it's "on" you say "ok" or "fine\"""", 'it\'s "on"', '"ok" or "fine"'),
    ],
)  # fmt: skip
def test_a_lesson_in_one_sentence(text: str, given: str, answer: str) -> None:
    assert meant(text).examples == ((given, answer),)


@pytest.mark.parametrize(
    "text",
    [
        "respond to my email with an apology", "reply to the message with a smile",
        "someone says hi in the other channel", "add milk to the list",
        "when I say jump you ask how high?", "here is what I think: it will rain",
        "they say it's going to snow", "the correct answer would help me", "learn to swim",
        "let me think: no", "note to self: buy milk", "respond to him with kindness",
    ],
)  # fmt: skip
def test_a_remark_is_no_lesson(text: str) -> None:
    assert meant(text).examples == ()


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("correct that to see you tomorrow", "see you tomorrow"),
        ("change that answer to see you tomorrow", "see you tomorrow"),
        ("next time say good day instead", "good day"),
        ("say good day instead", "good day"),
        ("no, I want you to say good day", "good day"),
        ("please answer good day from now on", "good day"),
        ("instead of that, say good day", "good day"),
        ("hmm no, good day would be right", "good day"),
        ("that answer is wrong, the right one is good day", "good day"),
        ("you got it wrong, it is good day", "good day"),
        ("correction: good day", "good day"),
    ],
)
def test_a_correction_in_one_sentence(text: str, answer: str) -> None:
    meaning = meant(text)
    assert (meaning.intent, meaning.slot("answer")) == (Intent.AMEND, answer)
    assert not meaning.loose


@pytest.mark.parametrize(
    "text",
    [
        "better: good day", "rather: good day", "it was supposed to be good day",
        "the right thing to say is good day", "it needs to say good day", "should be good day",
        "it's actually good day", "no, good day", "that should read good day",
        "you mean good day", "use good day instead",
    ],
)  # fmt: skip
def test_what_may_be_a_correction_is_asked_about(text: str) -> None:
    meaning = meant(text)
    assert (meaning.intent, meaning.slot("answer")) == (Intent.AMEND, "good day")
    assert meaning.loose


@pytest.mark.parametrize(
    "text",
    [
        "no, thanks", "no, it isn't", "no, later", "wrong channel, sorry", "no, what?",
        "better late than never", "it needs to be cleaned", "replace the battery in the remote",
        "instead of pizza we had pasta", "next time bring an umbrella", "rather cold today",
        "no, that would be right", "change it to dark mode", "you should have seen the game",
    ],
)  # fmt: skip
def test_a_remark_is_no_correction(text: str) -> None:
    assert meant(text).intent is not Intent.AMEND


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("three and a half", 4), ("3.5", 4), ("3½", 4), ("2,5", 3), ("8/10", 4), ("80 %", 4),
        ("7 out of 10", 4), ("between three and four", 4), ("3 or 4", 4),
    ],
)  # fmt: skip
def test_a_number_between_stars_is_asked_about(text: str, stars: int) -> None:
    meaning = meant(text, "giving_feedback")
    assert (meaning.intent, meaning.slot("number")) == (Intent.NUMBER, str(stars))
    assert 0.5 <= meaning.confidence < 0.8
    assert meaning.echo == {3: "three", 4: "four"}[stars]


def test_such_a_number_is_asked_about_in_idle_too() -> None:
    meaning = meant("I give you 3.5 stars")
    assert (meaning.intent, meaning.slots) == (Intent.FEEDBACK, {"rating": "4", "number": "4"})
    assert meaning.confidence < 0.8


@pytest.mark.parametrize("text", ["zero", "ten", "6", "11", "0", "5.5", "11/10", "1000", "-"])
def test_a_number_beyond_the_scale_is_no_rating(text: str) -> None:
    assert meant(text, "giving_feedback").intent is Intent.NONE


@pytest.mark.parametrize(
    ("text", "stars"),
    [("two thumbs up", "5"), ("meh", "3"), ("awful", "1"), ("3/5", "3")],
)
def test_a_rating_in_few_words(text: str, stars: str) -> None:
    assert meant(text, "giving_feedback").slot("number") == stars


@pytest.mark.parametrize(
    ("text", "intent", "file"),
    [
        ("test with srv.json", "test", "srv.json"),
        ("can you test yourself with cases.csv?", "test", "cases.csv"),
        ("run the tests from the file faq.txt", "test", "faq.txt"),
        ("train on the file lessons.json", "train", "lessons.json"),
        ("get the file /tmp/srv.json", "getfile", ""),
    ],
)
def test_a_file_that_is_named_in_a_sentence(text: str, intent: str, file: str) -> None:
    meaning = meant(text)
    assert (meaning.intent, meaning.slot("file")) == (intent, file)


@pytest.mark.parametrize(
    "text",
    ["scrap that last one", "drop the last example", "oops delete that", "remove that lesson",
     "forget the last one please", "take that last one back"],
)  # fmt: skip
def test_the_last_lesson_is_taken_back_in_the_middle_of_teaching(text: str) -> None:
    assert meant(text, "awaiting_data").intent is Intent.UNDO
