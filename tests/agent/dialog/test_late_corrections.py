"""A better answer counts right after an answer; later it is asked about, or a remark."""

import pytest

from agent.dialog.outcomes import Answered, Done, Outcome
from agent.dialog.requests import Answer, Correct, Request
from agent.states.lesson import Lesson
from tests.agent.conversation import Conversation

ANSWERS = {"what is the wifi": "tuna42", "what is the weather": "no idea"}


def world(request: Request) -> Outcome:
    if isinstance(request, Answer):
        known = request.text in ANSWERS
        return Answered(request.text, ANSWERS.get(request.text, ""), float(known), known=known)
    return Done("correcting.left")


def learned(talk: Conversation) -> list[Correct]:
    return [each for each in talk.requests if isinstance(each, Correct)]


def test_right_after_an_answer_it_is_learned() -> None:
    talk = Conversation(world)
    talk.says("what is the wifi")
    talk.says("it should be tuna43")
    assert learned(talk) == [Correct("what is the wifi", "tuna43", "tuna42")]


def test_words_that_may_be_a_better_answer_are_asked_about() -> None:
    talk = Conversation(world)
    talk.says("what is the wifi")
    assert "Learn it?" in talk.says("better: tuna43")
    assert learned(talk) == []
    talk.says("yes")
    assert learned(talk) == [Correct("what is the wifi", "tuna43", "tuna42")]


def test_later_it_is_asked_about() -> None:
    talk = Conversation(world)
    talk.says("what is the wifi")
    talk.says("!status")
    assert "Learn it?" in talk.says("it should be tuna43")
    talk.says("no")
    assert learned(talk) == []


def test_where_nothing_was_answered_it_is_a_sentence() -> None:
    talk = Conversation(world)
    talk.says("it should be sunny tomorrow")
    assert talk.requests[0] == Answer("it should be sunny tomorrow")
    assert learned(talk) == []


def test_what_is_said_to_be_unknown_is_told_at_any_rate() -> None:
    talk = Conversation(world)
    talk.says("who is the boss")
    talk.says("it should be Maria")
    assert learned(talk) == [Correct("who is the boss", "Maria")]


def test_never_mind_drops_half_a_lesson_and_trains_nothing() -> None:
    talk = Conversation(world)
    for line in ("!train", "a => b", "that's wrong"):
        talk.says(line)
    assert "One example" in talk.says("never mind")
    assert (talk.state, talk.job) == ("awaiting_data", None)


@pytest.mark.parametrize("line", ["!", " ! "])
def test_the_prefix_alone_is_no_lesson(line: str) -> None:
    talk = Conversation(world)
    talk.says("!train")
    talk.says(line)
    assert talk.session.task == Lesson(told=True)


def test_a_file_to_test_with_is_asked_for() -> None:
    talk = Conversation(world)
    assert "Hand me “srv.json”" in talk.says("test with srv.json")
    assert talk.state == "testing"


def test_an_offer_to_learn_is_passed_over_by_any_other_sentence() -> None:
    talk = Conversation(world)
    talk.says("who is the boss")
    assert "Learn it?" in talk.says("yes, at eight")
    assert talk.says("what is the wifi") == "tuna42"
    assert (talk.state, learned(talk)) == ("idle", [])
