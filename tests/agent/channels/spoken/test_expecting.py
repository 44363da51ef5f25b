"""What each state expects, as a listener is told."""

from dataclasses import replace
from itertools import filterfalse

import pytest

from agent.channels.spoken.expecting import expectation
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Said, Taught
from agent.prompts.language import language
from agent.states import all_commands, all_states
from agent.states.choosing import Choosing, NameChoice
from agent.understanding.understand import Understanding
from speech.phrases import GAP, is_complete, is_frame, unique

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
    amending = (*language().amendments, *language().half_amendments)
    whole = (each.replace(GAP, "hello") if each in amending else each for each in made.phrases)
    for phrase in unique(filterfalse(is_frame, whole)):
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


TAUGHT = Taught(("Who feeds the cat?", "help"), ("house-plants",))


def test_what_was_taught_is_listened_for_with_and_without_the_wake_phrase() -> None:
    made = expectation(replace(STATES["idle"], taught=TAUGHT), WAKE, language())
    said = set(unique(made.phrases))
    assert {"who feeds the cat", "hey robin who feeds the cat"} <= said
    assert {"use house plants", "hey robin use the house plants dataset"} <= said
    assert "who feeds the cat" in made.sentences
    assert WAKE.called(["robin who feeds the cat"], made.meanings) == "hey robin who feeds the cat"


def test_a_taught_sentence_that_is_a_command_stays_one() -> None:
    made = expectation(replace(STATES["idle"], taught=TAUGHT), WAKE, language())
    assert "help" not in made.sentences
    assert made.meanings["help"] == "help"


@pytest.mark.parametrize("state", ["giving_feedback", "awaiting_data"])
def test_where_no_sentence_is_answered_none_is_listened_for(state: str) -> None:
    made = expectation(replace(STATES[state], taught=TAUGHT), WAKE, language())
    assert not made.sentences
    assert not any("cat" in phrase for phrase in made.phrases)


def test_the_commonest_phrases_come_first() -> None:
    phrases = list(unique(expectation(STATES["idle"], WAKE, language()).phrases))
    assert phrases.index("hey robin feedback") < phrases.index("hey robin you can go")


def test_the_names_of_a_choice_are_expected_as_they_are_said() -> None:
    session = Session("ann", "home")
    session.task = NameChoice(what="datasets", names=["house-plants"])
    expected = Choosing().expected(session)
    assert "house plants" in expectation(expected, WAKE, language()).phrases


def test_a_longer_way_to_say_the_same_is_heard_but_puts_nothing_off() -> None:
    made = expectation(STATES["awaiting_data"], WAKE, language())
    assert is_complete("undo", made.phrases)
    assert "undo that" in made.longer


def test_an_answer_may_be_given_in_many_ways() -> None:
    assert (
        "that's right" in expectation(STATES["awaiting_data.confirming"], WAKE, language()).phrases
    )


@pytest.mark.parametrize(
    ("state", "word"),
    [("giving_feedback.comment", "no"), ("training.result", "yes")],
)
def test_a_yes_or_a_no_is_not_put_off_by_what_may_follow_it(state: str, word: str) -> None:
    context = expectation(STATES[state], WAKE, language())
    assert is_complete(word, context.phrases)
    assert any(each.startswith(f"{word} ") for each in context.longer)
