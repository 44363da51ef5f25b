"""What a sentence may mean by a learner's opinion, weighed by what the state expects."""

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

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
    """What a learner is to learn: (sentence, name), with slots filled in, each sentence once."""
    lines: dict[str, str] = {}
    for sentence, name in _sentences(language):
        for filled in _filled(sentence):
            lines.setdefault(filled, name)
    return list(lines.items())


def _sentences(language: Language) -> Iterator[tuple[str, str]]:
    tables = (language.answers, language.universals, language.commands, language.others)
    for table in tables:
        for name, phrases in table.items():
            yield from ((phrase, name) for phrase in phrases)
    yield from ((phrase, "no") for phrase in language.refusals)
    for number, phrases in language.ratings.items():
        yield from ((phrase, RATING + number) for phrase in phrases)


FILLINGS = {
    "dataset": ("weather", "greetings"),
    "file": ("lessons.json", "report.csv"),
    "archive": ("weather-20260101.zip",),
    "answer": ("hello captain",),
    "question": ("who are you", "when do we meet"),
}


def _filled(sentence: str) -> Iterator[str]:
    """The sentence with every kind of name in its place, so that the learner sees its shape."""
    slots = SLOT.findall(sentence)
    if not slots:
        yield sentence
        return
    for turn in range(max(len(FILLINGS[slot]) for slot in slots)):
        filled = {slot: FILLINGS[slot][turn % len(FILLINGS[slot])] for slot in slots}
        yield sentence.format(**filled)


def weighed(
    opinion: Mapping[str, float], expected: Collection[str], allowed: Collection[str]
) -> list[tuple[str, float]]:
    """Names by what is left of their probability here, surest first; what cannot be is left out."""
    scores = {
        name: share * (EXPECTED if name in expected else 1.0)
        for name, share in opinion.items()
        if name in expected or name in allowed
    }
    total = sum(scores.values()) or 1.0
    ranking = sorted(scores.items(), key=lambda item: -item[1])
    return [(name, score / total) for name, score in ranking]
