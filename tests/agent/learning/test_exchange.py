"""Texts that are alike but for one word each that says much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning.exchange import MUCH, alike, exchanged
from agent.learning.wordlist import weighed


@pytest.mark.parametrize(
    ("one", "other", "much"),
    [
        ("what's the wifi password", "what's the netflix password", True),
        ("where is the spare key", "where is the garage key", True),
        ("who runs the club", "who leads the society", False),  # nothing but "who" is the same
        ("what's the wifi password", "what's the wifi password please", False),
        ("when are you open", "at what time do you open", False),
    ],
)
def test_little_else_may_differ(one: str, other: str, much: bool) -> None:
    assert (exchanged(weighed(one), weighed(other)) >= MUCH) == much


weights = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([0.2, 0.5, 1.0]))


@given(weights, weights)
def test_it_is_a_share_and_the_same_both_ways(
    one: dict[str, float], other: dict[str, float]
) -> None:
    other = {word: one.get(word, weight) for word, weight in other.items()}
    assert 0 <= exchanged(one, other) <= 1
    assert exchanged(one, other) == pytest.approx(exchanged(other, one))
    assert exchanged(one, one) == 0


def test_one_word_that_both_have_is_all_there_is() -> None:
    assert alike({"key": 0.5}, {}, {}) == 1
    assert alike({}, {}, {}) == 0
