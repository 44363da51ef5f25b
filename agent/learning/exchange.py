"""Texts that are alike but for one word each that says much: "the wifi password" and "the door
password" ask for different things, though nearly all of their words are the same."""

from collections.abc import Mapping

Words = Mapping[str, float]
"""Stems with their weights, from 0 to 1."""

MUCH = 0.4
"""How much two texts are `exchanged` that may well ask for different things."""


def lacking(one: Words, other: Words) -> dict[str, float]:
    """The words of one text that the other does not have."""
    return {word: weight for word, weight in one.items() if word not in other}


def heaviest(words: Words) -> float:
    return max(words.values(), default=0.0)


def alike(asked: Words, new: Words, gone: Words) -> float:
    """The share of words that a text and a line have in common; `new` are those only the text has,
    `gone` those it lacks."""
    return (len(asked) - len(new)) / max(1, len(asked) + len(gone))


def exchanged(one: Words, other: Words) -> float:
    """How much two texts are alike but for one heavy word each, from 0 to 1."""
    new, gone = lacking(one, other), lacking(other, one)
    return alike(one, new, gone) * min(heaviest(new), heaviest(gone))
