"""What a sentence must not be taken for, though nearly all of its words are the same."""

import pytest

from agent.learning.opposites import asked_otherwise, opposed
from agent.learning.wordlist import stem, stems, weighed


def differing(some: str, others: str) -> tuple[set[str], set[str]]:
    one, other = set(stems(some)), set(stems(others))
    return one - other, other - one


@pytest.mark.parametrize(
    ("some", "others"),
    [
        ("unlock the front door", "lock the front door"),
        ("turn off the heating", "turn on the heating"),
        ("make it colder", "make it warmer"),
        ("do not turn it on", "turn it on"),
        ("is the shop closed", "is the shop open"),
        ("disconnect me", "connect me"),
        ("mach die heizung aus", "mach die heizung an"),
        ("éteins la lampe", "allume la lampe"),
    ],
)
def test_opposites_are_opposed_either_way(some: str, others: str) -> None:
    new, gone = differing(some, others)
    assert opposed(new, gone)
    assert opposed(gone, new)


@pytest.mark.parametrize(
    ("some", "others"),
    [
        ("what is the wifi password", "tell me the wifi password"),
        ("lock the door", "lock the front door please"),
        ("", ""),
    ],
)
def test_other_words_are_not_opposed(some: str, others: str) -> None:
    assert not opposed(*differing(some, others))


def test_question_words_differ() -> None:
    assert asked_otherwise(*differing("who runs it", "where runs it"))
    assert not asked_otherwise(*differing("who runs it", "who ran it"))


def test_words_of_one_stem_are_one() -> None:
    assert stem("arriving") == stem("arrives") == stem("arrive")
    assert stems("Cards, card’s CARD") == ["card"]


def test_common_words_say_little() -> None:
    found = weighed("the electrician")
    assert found["the"] < 0.3
    assert found["electrician"] == 1.0
