"""Words to meanings."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dialog.intents import Intent
from agent.dialog.turns import Expectation, Said
from agent.understanding.ratings import rating_in
from tests.agent.understanding.meaning import LANGUAGE, STATES, UNDERSTANDING, meant


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please train a model", "train"),
        ("Could you train a model please?", "train"),
        ("Hey Robin, train.", "train"),
        ("start traning", "train"),
        ("test yourself", "test"),
        ("that was wrong", "correct"),
        ("I have feedback", "feedback"),
        ("show me the instructions", "instruction"),
        ("roll back the model", "rollback"),
        ("delete my data", "forget"),
        ("what's archived", "archive_list"),
        ("where are we?", "status"),
        ("help me", "help"),
        ("Never heard of it", "sentence"),
        ("when does the next train leave", "sentence"),
        ("how do I test my backup", "sentence"),
        ("hey robin", "called"),
        ("!hi", "hi"),
        ("!Select-Dataset weather", "select_dataset"),
        ("!trian", "unknown_command"),
        ("!", "sentence"),
        ("!!!", "sentence"),
    ],
)
def test_sentences_in_idle(text: str, intent: str) -> None:
    assert meant(text).intent == intent


@pytest.mark.parametrize(
    ("state", "text", "intent"),
    [
        ("awaiting_data.confirming", "Yes.", "yes"),
        ("awaiting_data.confirming", "yep", "yes"),
        ("awaiting_data.confirming", "No, answer hello captain.", "amend"),
        ("testing.judging", "no, it should be hello crew", "amend"),
        ("testing.judging", "that's wrong", "no"),
        ("testing.judging", "should be hello crew", "amend"),
        ("awaiting_data", "that's all", "done"),
        ("awaiting_data", "done deal is what I say", "text"),
        ("awaiting_data", "scratch that", "undo"),
        ("giving_feedback", "four", "number"),
        ("giving_feedback", "five stars", "number"),
        ("giving_feedback", "4", "number"),
        ("training", "how far are you", "status"),
        ("training.result", "use it", "yes"),
    ],
)
def test_what_a_state_expects_comes_first(state: str, text: str, intent: str) -> None:
    assert meant(text, STATES[state]).intent == intent


def test_a_spoken_doubt_is_the_recognizers_and_the_fit_together() -> None:
    spoken = Said("four", spoken=True, confidence=0.66)
    assert UNDERSTANDING.understand(spoken, STATES["giving_feedback"]).confidence == 0.66
    near = UNDERSTANDING.understand(
        Said("trane a model", spoken=True, confidence=0.9), Expectation(commands=True)
    )
    assert near.intent == "train"
    assert near.confidence < 0.9


def test_numbers_in_words() -> None:
    assert [rating_in(text, LANGUAGE) for text in ("4", "Four", "five stars", "six", "")] == [
        4,
        4,
        5,
        0,
        0,
    ]


@pytest.mark.parametrize("state", sorted(STATES))
@pytest.mark.parametrize(
    "begin", ["when i", "when I say", "when you hear", "if I say a,", "no", "no, it", "a", "to a"]
)
def test_a_line_of_blanks_does_not_hold_everybody_up(state: str, begin: str) -> None:
    begun = time.thread_time()
    meant(begin + " " * 1_900 + "b", STATES[state])
    assert time.thread_time() - begun < 0.02


@given(st.text(max_size=300), st.sampled_from(sorted(STATES)))
def test_any_text_has_a_meaning_in_any_state(text: str, state: str) -> None:
    meaning = meant(text, STATES[state])
    assert 0 <= meaning.confidence <= 1
    assert meaning.intent or not STATES[state].free or text.strip() == "!"


@pytest.mark.parametrize(("text", "stars"), [("⭐⭐⭐⭐", "4"), ("★★", "2"), ("⭐ sorry", "")])
def test_stars_by_themselves_rate(text: str, stars: str) -> None:
    assert meant(text).slot("number") == stars


@pytest.mark.parametrize("text", ["give me my data", "put srv in the archive", "test the model"])
@pytest.mark.parametrize("state", ["correcting.confirming", "awaiting_data.confirming"])
def test_a_command_where_something_else_was_asked_is_asked_about(text: str, state: str) -> None:
    found = meant(text, STATES[state])
    assert found.intent == meant(text).intent
    assert 0.5 <= found.confidence < 0.8
    assert meant("don't " + text, STATES[state]).intent not in (found.intent, "yes")


@pytest.mark.parametrize(
    ("read", "intent"),
    [
        ("no, answer my sister", Intent.AMEND), ("that's not right", Intent.NO),
        ("no that's wrong", Intent.NO), ("no problem", Intent.NONE), ("that bright", Intent.YES),
    ],
)  # fmt: skip
def test_what_sounds_like_a_yes_is_none_where_a_no_was_read(read: str, intent: Intent) -> None:
    heard = Said("that's right", spoken=True, confidence=0.52, readings=(read,))
    meaning = UNDERSTANDING.understand(heard, STATES["awaiting_data.confirming"])
    assert meaning.intent is intent


@pytest.mark.parametrize("text", ["what did I teach you", "list the archives"])
def test_what_only_tells_is_told_in_the_middle_of_a_question(text: str) -> None:
    meaning = meant(text, STATES["correcting.confirming"])
    assert (meaning.confidence, meaning.loose) == (1.0, False)
