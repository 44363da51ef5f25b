"""What a sentence may mean by a learner's opinion, weighed by what the state expects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from agent.dialog.intents import Intent
from agent.prompts.grammar import sentences
from agent.prompts.language import SLOT, Language

CHAT = "chat"
"""A sentence that is for the model, or for somebody else."""
NEGATED = "negated"
"""A command that is not to be carried out: "don't leave"."""
EXPECTED = 4.0
"""How many times likelier what the state asks for is than what may be said anywhere."""
RATING = "rating_"
Lines = list[tuple[str, str]]


class Classifier(Protocol):
    """A learner of `material`."""

    def classify(self, text: str) -> Mapping[str, float]:
        """Probabilities by name, of all names."""


def material(language: Language) -> Lines:
    """What a learner is to learn: (sentence, name), with slots filled in, each sentence once.

    Phrases that were written out come first, and are filled in with several names.
    """
    lines: dict[str, str] = {}
    for sentence, name in _sentences(language):
        for filled in _filled(sentence, 2):
            lines.setdefault(filled, name)
    for number, (sentence, name) in enumerate(sentences(language.name)):
        for filled in _filled(sentence, 1, number):
            lines.setdefault(filled, name)
    return list(lines.items())


def _sentences(language: Language) -> Iterator[tuple[str, str]]:
    tables = (
        language.answers,
        language.universals,
        language.commands,
        language.others,
        language.sayings,
    )
    for table in tables:
        for name, phrases in table.items():
            yield from ((phrase, name) for phrase in phrases)
    yield from ((phrase, "no") for phrase in language.refusals)
    for number, phrases in language.ratings.items():
        yield from ((phrase, RATING + number) for phrase in phrases)


FILLINGS = {
    "dataset": ("greetings", "faq", "plants", "moods", "shop"),
    "file": ("lessons.json", "report.csv", "faq.txt"),
    "archive": ("greetings-20260101.zip", "plants.zip"),
    "answer": ("hello captain", "room seven"),
    "question": ("who are you", "when do we meet", "the opening hours", "lunch", "wifi"),
}


def _filled(sentence: str, most: int, first: int = 0) -> Iterator[str]:
    """The sentence with names of every kind in their places, so that its shape is learned."""
    slots = {slot: FILLINGS[slot] for slot in SLOT.findall(sentence)}
    for turn in range(first, first + (most if slots else 1)):
        yield sentence.format(**{slot: names[turn % len(names)] for slot, names in slots.items()})


def folded(
    opinion: Mapping[str, float],
    stands_for: Mapping[str, Sequence[str]],
    possible: Collection[str],
) -> Mapping[str, float]:
    """The same, where what cannot be meant counts for the first possible thing it stands for."""
    shares: dict[str, float] = {}
    for name, share in opinion.items():
        others = () if name in possible else stands_for.get(name, ())
        meant = next((other for other in others if other in possible), name)
        shares[meant] = shares.get(meant, 0.0) + share
    return shares


def weighed(
    opinion: Mapping[str, float],
    expected: Collection[str],
    allowed: Collection[str],
    *,
    alone: bool,
) -> list[tuple[str, float]]:
    """Names by what is left of their probability here, surest first; what cannot be is left out.

    Unless what is left is `alone` possible, the rest counts against it; against a yes always.
    """
    scores = {
        name: share * (EXPECTED if name in expected else 1.0)
        for name, share in opinion.items()
        if name in expected or name in allowed
    }
    rest = sum(opinion.values()) - sum(opinion[name] for name in scores)
    total = sum(scores.values())
    ranking = sorted(scores.items(), key=lambda item: -item[1])
    return [
        (name, score / ((total if alone and name != Intent.YES else total + rest) or 1.0))
        for name, score in ranking
    ]
