"""Sentences made of a grammar: what people may ask for, in the ways in which they put it."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import prod
from random import Random

CHOICE = re.compile(r"\(([^()]*)\)")
FRAMED = "%"
"""Where in a frame the sentence stands."""
REFUSED = "negated"
"""The name of what shall not happen."""
MOST = 80
"""Sentences a name, about; a name with many ways to put it gets each of them a few times."""
FEWEST = 4
"""Sentences of each way to put something."""
FEWEST_REFUSED = 2

Lines = tuple[tuple[str, str], ...]
Frames = Mapping[str, Sequence[str]]


@cache
def sentences(language: str, most: int = MOST) -> Lines:
    """(sentence, name) by the grammar of a language, always the same ones."""
    source = files("agent.prompts").joinpath(language, "grammar.toml")
    grammar = tomllib.loads(source.read_text(encoding="utf-8"))
    lines: dict[str, str] = {}
    for name, moods in grammar["sentences"].items():
        most_of_it = most * grammar["shares"].get(name, 1)
        each = max(FEWEST, most_of_it // sum(map(len, moods.values())))
        for mood, ways in moods.items():
            for put in (list(expanded(way, each)) for way in ways):
                asked = _framed(put, grammar["frames"].get(mood, [FRAMED]))
                lines |= dict.fromkeys(asked, name)
                if name in grammar["refusable"] and mood in grammar["refused"]:
                    refused = _framed(put[:FEWEST_REFUSED], grammar["refused"][mood])
                    lines |= dict.fromkeys(refused, REFUSED)
    return tuple(lines.items())


def expanded(way: str, most: int) -> Iterator[str]:
    """At most so many of the sentences that `(could|can) you` stands for, drawn evenly."""
    parts = [part.split("|") if odd % 2 else [part] for odd, part in enumerate(CHOICE.split(way))]
    count = prod(map(len, parts))
    for number in Random(way).sample(range(count), min(most, count)):
        yield " ".join("".join(_chosen(parts, number)).split())


def _chosen(parts: Sequence[Sequence[str]], number: int) -> Iterator[str]:
    for part in parts:
        number, choice = divmod(number, len(part))
        yield part[choice]


def _framed(put: Sequence[str], frames: Sequence[str]) -> Iterator[str]:
    """Each sentence in a frame, in one after the other."""
    turned = Random("".join(put)).sample(list(frames), len(frames))
    for number, sentence in enumerate(put):
        yield turned[number % len(turned)].replace(FRAMED, sentence)
