"""How well people who never read the instructions are understood: commands, answers, refusals.

The sentences are held out: nobody who wrote the agent's phrases has seen them, and nothing was
chosen by them. An earlier set, which served for that, is among the sayings that are learned now.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from agent.building import encoders
from agent.dialog.intents import CAREFUL, FLOW, Intent
from agent.dialog.reprompting import Policy
from agent.dialog.session import Session
from agent.dialog.table import IDLE
from agent.dialog.turns import Expectation, Meaning, Said
from agent.prompts.language import language
from agent.services.phrase_model import PhraseModel
from agent.settings import Settings
from agent.states import all_commands, all_states
from agent.understanding.classifying import material
from agent.understanding.understand import Understanding
from bench.table import Row, table, write_json

HELD_OUT = Path(__file__).parent / "data/understanding_en.json"
CLINC = Path(__file__).parents[2] / "shared/data/intents/clinc150_test.json"
OURS = {"repeat", "cancel", "yes", "no", "maybe", "greeting", "goodbye", "thank_you",
        "what_can_i_ask_you", "reset_settings", "whisper_mode", "are_you_a_bot",
        "what_is_your_name"}  # fmt: skip
"""Intents of CLINC150 that are the agent's own, too."""
DRAWN = 1_000
POLICY = Policy()
ASKED_FIRST = CAREFUL | {Intent.LEAVE}
"""What is asked about before it is done, unless it was said in just the words for it."""
DESTRUCTIVE = {Intent.FORGET, Intent.LEAVE, Intent.ROLLBACK, Intent.CANCEL, Intent.RESTORE}
YES_NO_STATES = (
    "training.result", "correcting.confirming", "testing.judging", "awaiting_data.reviewing",
    "awaiting_data.confirming",
)  # fmt: skip
OTHERS = ("none", "dictation", "amend")
SAME = {("dictation", "half"), ("test", "test_it"), ("amend", "correct"), ("no", "correct"),
        ("list", "taught"), ("no", "never_mind"), ("done", "yes")}  # fmt: skip
"""Two names of what comes to the same where it is said."""


class Sentence(NamedTuple):
    text: str
    state: str
    intent: str
    slots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """What would be done: an intent is carried out, asked about, or nothing is."""

    what: Literal["done", "asked", "none"]
    intent: str


class Ear:
    """The understanding as the agent has it, and what the dialog would make of it."""

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding
        self._expected = {
            state.name: state.expected(Session("ann", "home", fresh=state.name == "idle"))
            for state in all_states()
        }

    def hear(self, text: str, state: str) -> Heard:
        expected = self._expected[state]
        meaning = self._understanding.understand(Said(text), expected)
        if meaning.intent in (Intent.SENTENCE, Intent.NONE, Intent.TEXT):
            return self._guessed(text, expected)
        return _weighed(meaning, state)

    def _guessed(self, text: str, expected: Expectation) -> Heard:
        """A sentence that the model does not know may have been a command."""
        guessed = self._understanding.guess(text) if expected.free is Intent.SENTENCE else None
        return Heard("asked", guessed.intent) if guessed else Heard("none", "none")


def _weighed(meaning: Meaning, state: str) -> Heard:
    if meaning.intent is Intent.REFRAIN or meaning.confidence < POLICY.doubtful:
        return Heard("none", "none")
    risky = ASKED_FIRST - FLOW if state == IDLE else ASKED_FIRST
    named = meaning.intent is not Intent.RESTORE or meaning.slot("name")
    careful = meaning.loose and meaning.intent in risky and named
    asked = careful or meaning.intent is Intent.FORGET or meaning.confidence < POLICY.certain
    return Heard("asked" if asked else "done", meaning.intent)


def held_out() -> list[Sentence]:
    content = json.loads(HELD_OUT.read_text(encoding="utf-8"))
    return [
        Sentence(each["text"], each["state"], each["intent"], each.get("slots", {}))
        for each in content
    ]


def _matches(wanted: str, heard: str) -> bool:
    return wanted == heard or (wanted, heard) in SAME


def figures(ear: Ear, sentences: Sequence[Sentence], *, verbose: bool = False) -> Iterator[Row]:
    known = {intent.value for intent in Intent}
    can = [s for s in sentences if s.intent in known | {"none"}]
    groups = {
        "commands": [s for s in can if s.state == "idle" and s.intent not in OTHERS],
        "lessons in a sentence": [s for s in can if s.intent == "dictation"],
        "corrections after an answer": [
            s for s in can if s.intent == "amend" and s.state == "idle"
        ],
        "answers in yes/no states": [s for s in can if s.state in YES_NO_STATES],
        "ratings": [s for s in can if s.state == "giving_feedback" and s.intent == "number"],
    }  # fmt: skip
    for name, group in groups.items():
        yield from _group(ear, name, group, verbose)
    nothing = [s for s in can if s.intent == "none"]
    yield _share(
        "sentences for nobody carried out as commands", _acted(ear, nothing, verbose), len(nothing)
    )
    refusals = [(s.text, state) for s in can if s.intent == "no" for state in YES_NO_STATES]
    wrong = [t for t in refusals if ear.hear(*t) == Heard("done", Intent.YES)]
    if verbose:
        print("refusal taken for yes:", *wrong, sep="\n  ")
    yield Row(f"refusals taken for yes, of {len(refusals)}", len(wrong), "", most=0)


def _group(ear: Ear, name: str, group: Sequence[Sentence], verbose: bool) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for sentence in group:
        heard = ear.hear(sentence.text, sentence.state)
        right = _matches(sentence.intent, heard.intent)
        kind = f"{heard.what} {'right' if right else 'wrong'}" if heard.what != "none" else "none"
        if kind == "done wrong" and heard.intent in DESTRUCTIVE:
            kind = "destructive"
        seen[kind] += 1
        if verbose and not right:
            print(
                f"{kind:<12} {sentence.state}: {sentence.text!r} {sentence.intent} → {heard.intent}"
            )
    total = len(group)
    yield _share(f"{name}: right", seen["done right"], total)
    yield _share(f"{name}: asked back rightly", seen["asked right"], total)
    yield _share(f"{name}: asked back wrongly", seen["asked wrong"], total)
    yield _share(f"{name}: another act", seen["done wrong"], total)
    yield Row(f"{name}: a destructive act", seen["destructive"], "", most=0)


def _acted(ear: Ear, sentences: Sequence[Sentence], verbose: bool) -> int:
    acted = [(s, h) for s in sentences if (h := ear.hear(s.text, s.state)).what == "done"]
    if verbose:
        print(*(f"acted {s.text!r} → {h.intent}" for s, h in acted), sep="\n")
    return len(acted)


def clinc(ear: Ear, verbose: bool) -> Iterator[Row]:
    """Sentences for a model that are taken for commands; nothing where the set is not there."""
    if not CLINC.is_file():
        print("clinc150_test.json is not beside the project: that row is left out", file=sys.stderr)
        return
    lines = json.loads(CLINC.read_text(encoding="utf-8"))["data"]
    lines = [line["input"] for line in lines if line["output"] not in OURS]
    drawn = random.Random(7).sample(lines, DRAWN)
    sentences = [Sentence(text, "idle", "none", {}) for text in drawn]
    yield _share("CLINC150's sentences taken for commands", _acted(ear, sentences, verbose), DRAWN)
    asked = sum(ear.hear(s.text, s.state).what == "asked" for s in sentences)
    yield _share("CLINC150's sentences asked about", asked, DRAWN)


def _share(name: str, count: int, total: int) -> Row:
    return Row(f"{name} ({count} of {total})", 100 * count / max(total, 1), "%")


async def _ear() -> Ear:
    settings = Settings()
    lines = material(language())
    encoder = encoders(settings).of_texts([text for text, _ in lines[:100]])
    folder = Path(tempfile.gettempdir()) / "understudy-bench-phrases"
    phrases = PhraseModel([folder], lambda: lines, lambda: encoder)
    if not phrases.load():
        await phrases.train(lambda done, what: None)
    understanding = Understanding(
        settings.prefix, settings.agent_name, language(), all_commands(), phrases
    )
    return Ear(understanding)


def _quickness(ear: Ear, sentences: Sequence[Sentence]) -> Row:
    times = []
    for sentence in sentences:
        begun = time.perf_counter()
        ear.hear(sentence.text, sentence.state)
        times.append(time.perf_counter() - begun)
    return Row("understanding a line, p50", 1e3 * sorted(times)[len(times) // 2], "ms", most=6)


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--verbose", action="store_true", help="print what is not understood")
    options = parser.parse_args()
    ear = asyncio.run(_ear())
    sentences = held_out()
    rows = [*figures(ear, sentences, verbose=options.verbose), *clinc(ear, options.verbose)]
    rows.append(_quickness(ear, sentences))
    print(table("Understanding", rows))
    if options.json:
        write_json(options.json, rows)


if __name__ == "__main__":
    main()
