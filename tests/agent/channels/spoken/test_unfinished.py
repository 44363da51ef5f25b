import pytest

from agent.channels.spoken.expecting import expectation
from agent.channels.spoken.unfinished import is_unfinished
from agent.channels.spoken.wake_phrase import WakePhrase
from agent.dialog.session import Session
from agent.prompts.language import language
from agent.states import all_states

STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}
WAKE = WakePhrase("Robin", "Robin")


@pytest.mark.parametrize(
    "text",
    [
        "when i say",
        "when i say good morning",
        "when i say good morning you answer",
        "if someone asks where the key is",
        "no answer h e l",
        "when i say hello you answer p e t e",
    ],
)
def test_half_a_lesson_is_unfinished(text: str) -> None:
    assert is_unfinished(text, language())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes",
        "train",
        "when i say good morning you answer hello friend",
        "what is the weather",
        "plan b",
    ],
)
def test_whole_turns_are_not(text: str) -> None:
    assert not is_unfinished(text, language())


def test_it_is_waited_for_where_lessons_are_taken_with_the_name_before_it_or_without() -> None:
    for state in ("awaiting_data", "idle"):
        made = expectation(STATES[state], WAKE, language())
        assert made.unfinished("hey robin when i say good morning")
        assert made.unfinished("when i say good morning")
    assert not expectation(STATES["giving_feedback"], WAKE, language()).unfinished("when i say")
