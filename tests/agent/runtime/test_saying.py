"""One alternative of an answer is said; other prompts keep their words."""

from collections.abc import Sequence

from agent.dialog.turns import Say
from agent.runtime.saying import said_once


def last(alternatives: Sequence[str]) -> str:
    return alternatives[-1]


def test_an_answer_is_said_in_one_of_its_ways() -> None:
    say = Say("idle.answer", {"answer": "hello | hey"}, ("x",))
    assert said_once(say, last) == Say("idle.answer", {"answer": "hey"}, ("x",))


def test_what_is_no_answer_is_left_alone() -> None:
    say = Say("correcting.confirm", {"answer": "hello | hey"})
    assert said_once(say, last) is say
