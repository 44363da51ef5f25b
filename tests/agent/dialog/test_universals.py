"""Leaving a flow: at once where little is lost, else only after a yes."""

import pytest

from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world

EXAMPLES = [f"sentence {number} => answer {number}" for number in range(4)]


def lesson_of(examples: int) -> Conversation:
    talk = Conversation(world)
    for line in ("!train", *EXAMPLES[:examples]):
        talk.says(line)
    return talk


def unsaved(talk: Conversation) -> int:
    return talk.session.task.unsaved if talk.session.task else 0


@pytest.mark.parametrize("leaving", ["cancel", "start over"])
def test_three_unsaved_examples_are_dropped_at_once(leaving: str) -> None:
    talk = lesson_of(3)
    assert unsaved(talk) == 3
    assert "drops" not in talk.says(leaving)
    assert unsaved(talk) == 0


@pytest.mark.parametrize("leaving", ["cancel", "start over"])
def test_four_unsaved_examples_are_dropped_only_after_a_yes(leaving: str) -> None:
    talk = lesson_of(4)
    assert "drops 4 things" in talk.says(leaving)
    assert "4 examples so far" in talk.says("no")
    assert unsaved(talk) == 4
    assert "drops 4 things" in talk.says(leaving)
    talk.says("yes")
    assert unsaved(talk) == 0
