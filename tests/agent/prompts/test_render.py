"""What the agent says, for the eye and for the ear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dialog.turns import Say
from agent.prompts import catalogue
from agent.prompts.numbers import number_words
from agent.prompts.render import Renderer

CONSTANTS = {"agent": "Robin", "prefix": "!", "commands": "!hi"}
EYE = Renderer(catalogue.load("en"), CONSTANTS)
EAR = Renderer(catalogue.load("en"), CONSTANTS, voice=True)


def test_numbers_are_digits_for_the_eye_and_words_for_the_ear() -> None:
    say = Say("awaiting.next", {"count": 4})
    assert EYE.render(say) == "4 examples so far. Next, or done?"
    assert EAR.render(say) == "Four. Next?"


@pytest.mark.parametrize(
    ("count", "eye", "ear"),
    [(0, "no lines", "no lines"), (1, "one line", "one line"), (21, "21 lines", "twenty-one lines"),
     (1500, "1500 lines", "1500 lines")],
)  # fmt: skip
def test_a_noun_follows_its_number(count: int, eye: str, ear: str) -> None:
    say = Say("checking.where", {"count": count})
    assert EYE.render(say) == f"Going through {eye} that may be wrong."
    assert EAR.render(say) == f"Going through {ear} that may be wrong."


def test_shares_are_said_the_way_people_say_them() -> None:
    say = Say("judging.ask", {"output": "hello", "confidence": 0.9})
    assert EAR.render(say) == "I'd answer hello, ninety percent. Right?"
    assert EYE.render(say) == "I'd answer “hello”, 90 %. Right?"
    nothing = Say("result.better", {"summary": "", "accuracy": 0.0, "before": 0.0})
    assert EAR.render(nothing) == "Ready: none of ten right, before none. Use it?"
    first = Say("result.ask", {"summary": "I expect to be right half the time.", "accuracy": 1.0})
    assert EAR.render(first) == "I expect to be right half the time. Use it?"
    assert "100" not in EYE.render(first)
    nine = Say("result.better", {"summary": "", "accuracy": 0.91, "before": 0.68})
    assert EAR.render(nine) == "Ready: nine of ten right, before seven. Use it?"
    assert EAR.render(Say("training.where", {"fraction": 0.5})) == "Halfway."


def test_of_many_names_the_first_are_said() -> None:
    say = Say("choose.datasets", {"names": [f"n{number}" for number in range(7)]})
    assert EYE.render(say) == "Which dataset? n0, n1, n2, n3, n4, n5, n6"
    assert EAR.render(say) == "Which dataset? N0, n1, n2, n3, n4, and two more".replace("N0", "n0")
    assert EYE.render(Say("listed.datasets", {"names": ()})) == "Datasets: none"


def test_a_language_without_number_words_says_digits() -> None:
    assert (number_words("en")(42), number_words("en")(123)) == ("forty-two", "123")
    assert number_words("xx")(42) == "42"


def test_what_is_always_said_in_the_same_words_is_known_beforehand() -> None:
    fixed = EAR.fixed()
    assert "Which sentence should I answer differently?" in fixed
    assert "The list is in the text channel." in fixed
    assert not [words for words in fixed if "Robin" in words]


@pytest.mark.parametrize("say", [Say("no.such.prompt"), Say("awaiting.next")])
def test_a_key_or_value_that_is_not_there_is_an_error(say: Say) -> None:
    with pytest.raises(KeyError, match=r"no-such-prompt|awaiting-next"):
        EYE.render(say)


@given(st.text())
def test_a_users_braces_and_words_are_never_taken_for_a_template(words: str) -> None:
    assert EYE.render(Say("idle.answer", {"answer": words})) == words
    asked = EYE.render(Say("confirming.ask", {"input": words, "output": words}))
    assert asked == f"When I hear “{words}”, I answer “{words}”. Right?"


def test_long_words_are_rendered_whole() -> None:
    words = "x" * 20_000
    asked = EYE.render(Say("confirming.ask", {"input": words, "output": "y"}))
    assert len(asked) > len(words)
