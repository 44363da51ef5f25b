"""What is understood in a state, without a learner of phrases."""

from agent.dialog.requests import Lines
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Meaning, Said
from agent.prompts.language import language
from agent.states import all_commands, all_states
from agent.understanding.lessons import EXPECTED, lessons_in
from agent.understanding.understand import Understanding

LANGUAGE = language()


UNDERSTANDING = Understanding("!", "Robin", LANGUAGE, all_commands())


STATES = {state.name: state.expected(Session("ann", "home")) for state in all_states()}


IDLE = STATES["idle"]


def lessons(text: str) -> Lines:
    return lessons_in(text, LANGUAGE, EXPECTED)


def meant(text: str, expected: Expectation = IDLE) -> Meaning:
    return UNDERSTANDING.understand(Said(text), expected)
