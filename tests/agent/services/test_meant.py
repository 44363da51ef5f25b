"""Which answer somebody means by some of its words."""

import pytest

from agent.learning.dataset import Example
from agent.services.meant import meant
from agent.storage.errors import NotThere

KNOWN = (
    Example("how do i get whitelisted", "ask a mod"),
    Example("where can I park?", "behind the gym"),
    Example("are there parking fees", "no"),
    Example("when do you open", "at nine"),
)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("the whitelist", "ask a mod"),
        ("whitelisting", "ask a mod"),
        ("the opening", "at nine"),
        ("parking fee", "no"),
        ("the gym", "behind the gym"),
    ],
)
def test_an_answer_is_meant_by_its_telling_words_whatever_their_endings(
    words: str, answer: str
) -> None:
    assert meant(words, KNOWN) == answer


@pytest.mark.parametrize("words", ["the parking", "the pool", ""])
def test_what_fits_several_or_none_is_said(words: str) -> None:
    with pytest.raises(NotThere):
        meant(words, KNOWN)
