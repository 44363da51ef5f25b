import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.recognition.likeness import distance

PHONEMES = st.lists(st.sampled_from(["a", "i", "aɪ", "b", "p", "k", "s", "n"]), max_size=8)


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("b ɪ n", "b ɪ n", 0.0),
        ("b ɪ n", "p ɪ n", 0.4 / 3),
        ("b ɪ n", "b a n", 0.4 / 3),
        ("b ɪ n", "k ɪ n", 1 / 3),
        ("b ɪ n", "b ɪ n s", 0.7 / 4),
        ("", "b", 0.7),
        ("", "", 0.0),
    ],
)
def test_like_sounds_cost_less(one: str, two: str, found: float) -> None:
    assert distance(one.split(), two.split(), 1.0) == pytest.approx(found)


@given(PHONEMES, PHONEMES)
def test_it_is_the_same_in_both_directions(one: list[str], two: list[str]) -> None:
    assert distance(one, two, 1.0) == pytest.approx(distance(two, one, 1.0))
    assert 0.0 <= distance(one, two, 1.0) <= 1.0


@given(PHONEMES, PHONEMES)
def test_a_limit_only_hides_what_is_above_it(one: list[str], two: list[str]) -> None:
    far = distance(one, two, 1.0)
    assert distance(one, two, 0.3) == (far if far <= 0.3 else math.inf)
