"""What is said aloud of a long answer, and what is written."""

from __future__ import annotations

import pytest

from agent.channels.spoken.rendering import ENOUGH, LONG, Renderers
from agent.channels.spoken.speech_stack import voice_settings
from agent.dialog.turns import Say
from tests.agent.conftest import settings_for

SENTENCE = "The kitchen is on the second floor, next to the lift. "


def answer(words: str) -> list[Say]:
    return [Say("idle.answer", {"answer": words})]


@pytest.fixture
def wording(tmp_path_factory: pytest.TempPathFactory) -> Renderers:
    return voice_settings(settings_for(tmp_path_factory.mktemp("home"))).wording


@pytest.mark.parametrize("words", ["Hello.", SENTENCE * 3, "x" * (ENOUGH + LONG)])
def test_what_is_not_long_is_said_whole(wording: Renderers, words: str) -> None:
    assert wording.aloud(answer(words)).strip() == words.strip()


def test_a_long_answer_is_said_in_part_and_written_whole(wording: Renderers) -> None:
    words = SENTENCE * 20
    said = wording.aloud(answer(words))
    assert said.endswith("next to the lift. The rest is in the text channel.")
    assert len(said) < ENOUGH + 50
    assert wording.to_write(answer(words)) == answer(words)


@pytest.mark.parametrize("words", ["word " * 300, "x" * 900, "line\n" * 200, "。" * 500])
def test_without_sentences_it_ends_anywhere(wording: Renderers, words: str) -> None:
    said = wording.aloud(answer(words))
    assert said.endswith("The rest is in the text channel.")
    assert len(said) < ENOUGH + 50
