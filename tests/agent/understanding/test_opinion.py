"""What a learner's opinion comes to where something is expected, and where not."""

from collections.abc import Mapping

import pytest

from agent.dialog.intents import Intent
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Meaning
from agent.prompts.language import language
from agent.states import all_states
from agent.understanding.opinion import Opinion

STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}
IDLE = STATES["idle"]
LEARN = STATES["correcting.confirming"]
HEARD = STATES["awaiting_data.confirming"]


class Learner:
    """A learner that thinks of every text, or of each by itself, the same."""

    def __init__(self, shares: Mapping[str, float], **by_text: Mapping[str, float]) -> None:
        self._shares, self._by_text = shares, by_text

    def classify(self, text: str) -> Mapping[str, float]:
        return self._by_text.get(text.strip().replace(" ", "_"), self._shares)


def opinion(**shares: float) -> Opinion:
    return Opinion(language(), Learner(shares))


def of(text: str, expected: Expectation = IDLE, **shares: float) -> Meaning:
    found = opinion(**shares).of(text, expected)
    return found or Meaning(Intent.NONE, confidence=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "i want to teach you", "show a different one", "print the current report please",
        "what is the point of the account", "the restaurant in front", "an important event",
    ],
)  # fmt: skip
def test_words_that_end_in_nt_are_no_negations(text: str) -> None:
    assert not language().negates(text)


@pytest.mark.parametrize(
    "text", ["don't leave", "don’t leave", "dont leave", "you mustn't go", "it isnt", "never go"]
)
def test_negations_in_any_spelling(text: str) -> None:
    assert language().negates(text)


@pytest.mark.parametrize(
    "text",
    [
        "why don't you train a bit", "if you don't mind take a test", "can't you give me the file",
        "i don't know how to teach you", "the answer is no longer true take it out",
    ],
)  # fmt: skip
def test_some_negations_refuse_nothing(text: str) -> None:
    assert language().negates(text)
    assert not language().refuses(text)
    assert of(text, train=0.95).intent is Intent.TRAIN


@pytest.mark.parametrize("text", ["don't you dare to train", "i don't want you to train"])
def test_a_refused_command_is_not_carried_out(text: str) -> None:
    assert of(text, train=0.95).intent in (Intent.SENTENCE, Intent.REFRAIN)


def test_a_command_beside_a_no_is_asked_about() -> None:
    learner = Learner({"in_text": 0.9}, could_you_write_it_down={"in_text": 0.9})
    found = Opinion(language(), learner).of("I can't hear you, could you write it down", IDLE)
    assert found and found.intent is Intent.IN_TEXT and found.confidence < 0.8
    refused = Opinion(language(), Learner({"leave": 0.9}, we_need_you={"chat": 0.9}))
    declined = refused.of("don't leave the channel, we need you", IDLE)
    assert declined and declined.intent in (Intent.REFRAIN, Intent.SENTENCE)


def test_what_opens_something_harmless_is_done_sooner() -> None:
    assert of("time you knew more", train=0.6, test=0.38, chat=0.02).confidence >= 0.8
    assert of("time you knew more", train=0.6, chat=0.4).confidence < 0.8
    assert of("be as you were", rollback=0.6, undo=0.4).confidence < 0.8


def test_stars_are_feedback_where_no_number_is_asked_for() -> None:
    found = of("5 outta 5 you rock", rating_5=0.95)
    assert (found.intent, found.slot("number")) == (Intent.FEEDBACK, "5")
    asked = of("5 outta 5 you rock", STATES["giving_feedback"], rating_5=0.95)
    assert (asked.intent, asked.slot("number")) == (Intent.NUMBER, "5")


def test_what_cannot_be_meant_counts_against_the_rest() -> None:
    assert of("alright then", yes=0.96, no=0.02, hi=0.02).intent is Intent.NONE
    assert of("leave it be", never_mind=0.95).intent is Intent.CANCEL


@pytest.mark.parametrize("name", ["correct", "drop", "never_mind", "negated"])
def test_what_comes_to_a_no(name: str) -> None:
    assert of("a bad one", HEARD, **{name: 0.9, "yes": 0.1}).intent is Intent.NO


@pytest.mark.parametrize(
    "text", ["no, I made a mistake there", "oh no. wrong file", "nah mate, hold on", "Nope!"]
)
def test_words_that_begin_with_no_are_a_no(text: str) -> None:
    assert of(text, LEARN, undo=0.5, correct=0.3, yes=0.2).intent is Intent.NO


@pytest.mark.parametrize("text", ["yes, kick things off", "yeah well done", "aye, grand"])
def test_words_that_begin_with_yes_are_asked_about(text: str) -> None:
    found = of(text, LEARN, done=0.5, yes=0.2)
    assert found.intent is Intent.YES and found.confidence < 0.8


@pytest.mark.parametrize("text", ["yes but don't", "no problem, learn it", "yeah no, not that"])
def test_a_beginning_is_not_the_whole(text: str) -> None:
    assert of(text, LEARN, done=0.5, chat=0.2).intent is not Intent.YES


def test_somebody_who_is_not_sure_says_neither_yes_nor_no() -> None:
    for expected in (LEARN, HEARD):
        found = of("I'm not certain I said that", expected, unsure=0.9, no=0.1)
        assert found.intent not in (Intent.YES, Intent.NO)


def test_showing_does_no_harm() -> None:
    text = "could I see those that don't agree"
    assert of(text, STATES["awaiting_data.reviewing"], show=0.85, no=0.1).intent is Intent.SHOW


def test_what_little_speaks_for_is_only_asked_about() -> None:
    found = opinion(chat=0.6, restore=0.35).guess("our plants back please", IDLE)
    assert found and found.intent is Intent.RESTORE and found.confidence < 0.8
    assert opinion(chat=0.9, restore=0.1).guess("our plants back please", IDLE) is None
    assert opinion(negated=0.6, restore=0.4).guess("our plants back please", IDLE) is None
    assert opinion(restore=0.9).guess("we don't want our plants back", IDLE) is None


def test_a_line_is_classified_once_and_anew_once_something_was_learned() -> None:
    class Counting(Learner):
        asked = 0

        def classify(self, text: str) -> Mapping[str, float]:
            self.asked += 1
            return {} if self.asked == 1 else super().classify(text)

    learner = Counting({"test": 0.95})
    tried = Opinion(language(), learner)
    assert tried.of("quiz time", IDLE) is None
    for _ in range(3):
        found = tried.of("quiz time", IDLE)
        assert found and found.intent is Intent.TEST
    assert learner.asked == 2


def test_a_question_after_an_answer_is_no_verdict_on_it() -> None:
    fresh = Expectation((*IDLE.intents, Intent.NO), Intent.SENTENCE, commands=True)
    assert of("loot rules?", fresh, no=0.7).intent is Intent.SENTENCE
    assert of("loot? not in my book", fresh, no=0.7).intent is Intent.NO
