"""What the agent says, for the eye and for the ear."""

from pkgutil import iter_modules, resolve_name
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dialog.turns import Say
from agent.prompts import english
from agent.prompts.english import PROMPTS
from agent.prompts.numbers import in_words, tenths
from agent.prompts.render import Renderer

SAMPLES: dict[str, object] = {
    "": "anything", "q": "words", "n": 3, "p": 0.91, "t": 0.91, "k": 0.7, "h": 0.5,
    "l": ["one", "two"], "e": [("good morning", "hello")],
}  # fmt: skip


def renderer(*, voice: bool) -> Renderer:
    return Renderer(PROMPTS, {"agent": "Robin", "prefix": "!", "commands": "!hi"}, voice)


def fields(template: str) -> dict[str, object]:
    parsed = [(name, spec or "") for _, name, spec, _ in Formatter().parse(template) if name]
    return {name: 2 if spec.startswith("#") else SAMPLES[spec] for name, spec in parsed}


def test_every_key_is_defined_once_and_every_file_counts() -> None:
    files = [resolve_name(f"{english.__name__}.{m.name}") for m in iter_modules(english.__path__)]
    keys = [key for file in files for key in file.PROMPTS]
    assert sorted(keys) == sorted(PROMPTS)


@pytest.mark.parametrize("key", PROMPTS)
@pytest.mark.parametrize("voice", [False, True])
def test_every_prompt_renders(key: str, voice: bool) -> None:
    prompt = PROMPTS[key]
    values = fields(prompt.text) | fields(prompt.voice or "")
    assert "{" not in renderer(voice=voice).render(Say(key, values))


@pytest.mark.parametrize("key", PROMPTS)
def test_a_voice_prompt_has_the_question_last_and_is_short(key: str) -> None:
    voice = PROMPTS[key].voice or ""
    question = voice.find("?")
    assert question in (-1, len(voice) - 1) or voice.count("?") == 1
    assert len(voice.split()) <= 18


def test_numbers_are_digits_for_the_eye_and_words_for_the_ear() -> None:
    say = Say("awaiting.next", {"count": 4})
    assert renderer(voice=False).render(say) == "4 examples so far. Next, or done?"
    assert renderer(voice=True).render(say) == "Four. Next?"


def test_shares_are_said_the_way_people_say_them() -> None:
    say = Say("judging.ask", {"output": "hello", "confidence": 0.9})
    assert renderer(voice=True).render(say) == "I'd answer hello, ninety percent. Right?"
    assert renderer(voice=False).render(say) == "I'd answer “hello”, 90 %. Right?"
    assert (tenths(0.91), tenths(0.0), in_words(42), in_words(123)) == (
        "nine", "none", "forty-two", "123",
    )  # fmt: skip


@given(st.text())
def test_a_users_braces_and_words_are_never_taken_for_a_template(words: str) -> None:
    said = renderer(voice=False).render(Say("idle.answer", {"answer": words}))
    assert said == words
