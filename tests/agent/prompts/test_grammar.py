"""Sentences made of a grammar."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import agent.prompts
from agent.prompts.grammar import REFUSED, expanded, sentences
from agent.prompts.language import language
from agent.understanding.classifying import CHAT, FILLINGS, RATING
from agent.understanding.naming import INTENTS, VARIANTS

GRAMMAR = tomllib.loads(
    (Path(agent.prompts.__file__).parent / "en" / "grammar.toml").read_text("utf-8")
)
WORDS = st.text(alphabet="abc ", max_size=5)


def test_a_choice_stands_for_each_of_its_words() -> None:
    assert sorted(expanded("(could|can) you (test|) it", 9)) == [
        "can you it", "can you test it", "could you it", "could you test it",
    ]  # fmt: skip


@given(st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=4), st.integers(1, 20))
def test_no_more_are_made_than_asked_for(choices: list[list[str]], most: int) -> None:
    way = " x ".join(f"({'|'.join(words)})" for words in choices)
    made = list(expanded(way, most))
    assert 1 <= len(made) <= most
    assert made == list(expanded(way, most))
    assert all(not set(sentence) & set("(|)") for sentence in made)


@pytest.mark.parametrize("name", GRAMMAR["sentences"])
def test_names_are_known(name: str) -> None:
    known = INTENTS | set(VARIANTS) | {CHAT, REFUSED} | set(language().commands)
    assert name in known or name.startswith(RATING)


def test_sentences_hold_no_marks_of_the_grammar() -> None:
    made = sentences("en")
    slots = {slot for sentence, _ in made for slot in re.findall(r"\{(\w+)\}", sentence)}
    assert slots <= set(FILLINGS)
    assert not [sentence for sentence, _ in made if set(sentence) & set("(|)%")]
    assert len({sentence for sentence, _ in made}) == len(made)


def test_what_can_be_asked_for_can_be_refused() -> None:
    refused = [sentence for sentence, name in sentences("en") if name == REFUSED]
    for frame in GRAMMAR["refused"]["you"]:
        before = frame.partition("%")[0]
        assert any(sentence.startswith(before) for sentence in refused)
