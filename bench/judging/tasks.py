"""Small tasks drawn at random from public intents, as people would teach them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agent.learning.dataset import Dataset, Example, parse

DATA = Path(__file__).resolve().parents[3] / "shared/data/intents"
APART = ("home", "travel", "work")
"""CLINC150's domains that nothing was tuned on: the final figures are from these."""

_ASKED = 3  # questions an intent
_NEAR, _FAR = 10, 10  # questions a task
_KEPT_APART = 3  # every third intent of BANKING77

_MONEY = ("banking", "credit_cards")  # domains that are not far from BANKING77

Lines = Mapping[str, Sequence[str]]
"""An intent's lines."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What tasks are drawn from: intents of one domain, those that `teach` and those that `ask`,
    and lines that are `far` from all of them."""

    name: str
    teach: Lines
    ask: Lines
    far: Sequence[str]


@dataclass(frozen=True, slots=True)
class Size:
    """How many intents a task has, and how many lines of each are taught, at least and at most."""

    intents: tuple[int, int]
    lines: tuple[int, int]


SMALL = Size((3, 10), (1, 5))


@dataclass(frozen=True, slots=True)
class Task:
    """A dataset as somebody might teach it, and questions: `inside` with the right output each,
    `near` of other intents of the domain, `far` of none of its intents."""

    taught: Dataset
    inside: tuple[Example, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    untaught: tuple[str, ...]
    """All lines that are near."""


def draw(pools: Sequence[Pool], count: int, seed: int, size: Size = SMALL) -> list[Task]:
    """So many tasks, each of one of the pools in turn; the same for the same seed."""
    random = np.random.default_rng(seed)
    return [_task(pools[number % len(pools)], size, random) for number in range(count)]


def pools(final: bool) -> list[Pool]:
    """A pool a domain of CLINC150, and one of BANKING77, which counts twice.

    The `final` ones are APART and a third of BANKING77's intents, asked with test lines and, far
    away, with out-of-scope test lines; the others are for tuning, and see no line of these.
    """
    domains: dict[str, list[str]] = json.loads((DATA / "clinc150_domains.json").read_bytes())
    chosen = {name: own for name, own in domains.items() if (name in APART) == final}
    found = _clinc(chosen, "test") if final else _clinc(chosen, "val", "train")
    about_money = {line for pool in found if pool.name in _MONEY for line in _all(pool.ask)}
    strange = set(found[0].far).union(_all(found[0].ask)) - about_money
    return [*found, *2 * [_banking(final, sorted(strange))]]


def joined(pools: Sequence[Pool]) -> Pool:
    """The intents of several pools as those of one; far is what is far from the first one and not
    in the others."""
    teach = {intent: lines for pool in pools for intent, lines in pool.teach.items()}
    ask = {intent: lines for pool in pools for intent, lines in pool.ask.items()}
    own = set(_all(ask))
    far = [line for line in pools[0].far if line not in own]
    return Pool("+".join(pool.name for pool in pools), teach, ask, far)


def _clinc(domains: Mapping[str, Sequence[str]], *parts: str) -> list[Pool]:
    teach = _lines("clinc150_train")
    ask = _joined([_lines(f"clinc150_{part}") for part in parts])
    strange = _joined([_lines(f"clinc150_oos_{part}") for part in parts])["oos"]
    found = []
    for name, own in domains.items():
        others = [intent for other in domains if other != name for intent in domains[other]]
        far = [*strange, *_all(_of(ask, others))]
        found.append(Pool(name, _of(teach, own), _of(ask, own), far))
    return found


def _banking(final: bool, far: Sequence[str]) -> Pool:
    train, test = _lines("banking77_train"), _lines("banking77_test")
    numbered = enumerate(sorted(train))
    own = [intent for number, intent in numbered if (number % _KEPT_APART == 0) == final]
    return Pool("BANKING77", _of(train, own), _of(test if final else train, own), far)


def _all(lines: Lines) -> list[str]:
    return [line for own in lines.values() for line in own]


def _joined(parts: Sequence[Lines]) -> dict[str, list[str]]:
    return {name: [line for part in parts for line in part[name]] for name in parts[0]}


def _of(lines: Lines, intents: Sequence[str]) -> Lines:
    return {intent: lines[intent] for intent in intents}


def _lines(name: str) -> dict[str, list[str]]:
    file = DATA / f"{name}.json"
    found: dict[str, list[str]] = {}
    for example in parse(file.read_bytes(), file.name).examples:
        found.setdefault(example.output, []).append(example.input)
    return found


def _task(pool: Pool, size: Size, random: np.random.Generator) -> Task:
    intents = [str(intent) for intent in random.permutation(sorted(pool.teach))]
    count = int(random.integers(*size.intents, endpoint=True))
    named = random.random() < 0.5  # half of the people's answers say what they answer
    taught, inside = [], []
    for number, intent in enumerate(intents[:count]):
        output = intent if named else f"answer {number}"
        lines = int(random.integers(*size.lines, endpoint=True))
        learned = _some(pool.teach[intent], lines, random)
        asked = [line for line in pool.ask[intent] if line not in learned]
        taught += [Example(line, output) for line in learned]
        inside += [Example(line, output) for line in _some(asked, _ASKED, random)]
    near = [line for intent in intents[count:] for line in pool.ask[intent]]
    return Task(
        Dataset(tuple(taught)),
        tuple(inside),
        tuple(_some(near, _NEAR, random)),
        tuple(_some(pool.far, _FAR, random)),
        tuple(near),
    )


def _some(lines: Sequence[str], count: int, random: np.random.Generator) -> list[str]:
    return [lines[place] for place in random.choice(len(lines), count, replace=False)]
