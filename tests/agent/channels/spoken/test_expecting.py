"""What each state expects, as a listener is told."""

from itertools import filterfalse

import pytest

from agent.channels.spoken.expecting import expectation
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Said
from agent.prompts.language import language
from agent.states import all_commands, all_states
from agent.understanding.understand import Understanding
from speech.phrases import is_complete, is_frame, unique

STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}
WAKE = WakePhrase("Robin", "Robin")


def expects(state: str) -> tuple[set[str], bool, float]:
    made = expectation(STATES[state], WAKE, language())
    return set(unique(made.phrases)), made.closed, made.limits.silence


def test_a_number_is_heard_with_a_narrow_grammar_and_ends_soon() -> None:
    phrases, closed, silence = expects("giving_feedback")
    assert closed
    assert silence == 0.25
    assert {"one", "five stars", "never mind", "help", "hey robin"} <= phrases
    assert not phrases & {"1", "for", "to", "too", "yes", "train"}


@pytest.mark.parametrize(
    ("state", "seconds"), [("idle", 0.7), ("awaiting_data", 1.25), ("correcting", 0.7)]
)
def test_where_any_words_may_come_there_is_no_grammar(state: str, seconds: float) -> None:
    _, closed, silence = expects(state)
    assert not closed
    assert silence == seconds


def test_a_yes_is_over_at_once_but_after_a_no_the_right_answer_may_follow() -> None:
    made = expectation(STATES["awaiting_data.confirming"], WAKE, language())
    assert is_complete("yes", made.phrases)
    assert not is_complete("no", made.phrases)
    assert made.limits.silence == 0.7
    assert not made.closed


def test_commands_are_expected_with_and_without_the_wake_phrase() -> None:
    phrases, _, _ = expects("idle")
    assert {"train a model", "hey robin train a model", "hey robin"} <= phrases


@pytest.mark.parametrize("state", STATES)
def test_the_wake_phrase_is_never_all(state: str) -> None:
    assert not is_complete(str(WAKE), expectation(STATES[state], WAKE, language()).phrases)


def test_names_to_choose_from_are_expected() -> None:
    made = expectation(Expectation(choices=("weather", "rooms")), WAKE, language())
    assert {"weather", "rooms"} <= set(made.phrases)


@pytest.mark.parametrize("state", STATES)
def test_every_expected_phrase_means_something_there(state: str) -> None:
    expected = STATES[state]
    understanding = Understanding("!", "Robin", language(), all_commands())
    made = expectation(expected, WAKE, language())
    for phrase in unique(filterfalse(is_frame, made.phrases)):
        said = Said(WAKE.called([phrase], made.meanings) or phrase, spoken=True)
        assert understanding.understand(said, expected).intent, phrase


def test_phrases_that_mean_the_same_are_told() -> None:
    made = expectation(STATES["giving_feedback"], WAKE, language())
    assert made.meanings["four stars"] == made.meanings["four"] == "4"
    idle = expectation(STATES["idle"], WAKE, language())
    assert idle.meanings["hi robin train a model"] == idle.meanings["train"] == "train"


@pytest.mark.parametrize("phrase", ["forget me", "hey robin forget me", "start over"])
def test_what_cannot_be_taken_back_is_grave(phrase: str) -> None:
    assert phrase in expectation(STATES["idle"], WAKE, language()).grave


def test_every_grave_phrase_is_expected() -> None:
    made = expectation(STATES["idle"], WAKE, language())
    assert made.grave <= set(unique(made.phrases))


def test_a_no_is_listened_for_where_it_may_be_mended_lest_it_be_taken_for_a_yes() -> None:
    made = expectation(STATES["awaiting_data.confirming"], WAKE, language())
    assert {"no", "yes"} <= set(made.phrases)
    assert made.meanings["no"] == "no"
