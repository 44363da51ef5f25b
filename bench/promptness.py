"""How promptly a spoken turn is answered in Discord, from the last word to the first sound.

The whole agent on the loopback, in real time, with what `make run` leaves to hear with, or the
small test model where that is not there. The silence that must pass before a turn is over is most
of it; what comes on top of it is shown apart. Times need a machine that does nothing else.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from agent.channels.spoken.speech_stack import moonshine_model
from agent.runtime.heap import few_heaps
from agent.settings import Settings
from bench.sound.voices import TINY, p95
from bench.table import Row, table, write_json
from speech.synthesis import Synthesizer, SynthesizerOptions, Voice, create
from tests.demo.script import Turn
from tests.demo.stage import Stage, stage

ROUNDS = 5
DIALOG = (
    ("a command", Turn("Hey Robin, feedback.", "One to five?", "giving_feedback")),
    ("yes, no or a number", Turn("Five.", "Any comment?", "giving_feedback.comment")),
    ("a sentence", Turn("The answers are quick and clear.", "Thanks", "idle")),
    ("a command", Turn("Hey Robin, feedback.", "One to five?", "giving_feedback")),
    ("yes, no or a number", Turn("Four.", "Any comment?", "giving_feedback.comment")),
    ("yes, no or a number", Turn("No.", "Thanks", "idle")),
    ("a command", Turn("Hey Robin, train.", "you answer Y", "awaiting_data")),
    ("a dictation", Turn("When I say hello, you answer good morning.", "Right?", ".*confirming")),
    ("yes, no or a number", Turn("Yes.", "Next?", "awaiting_data")),
    ("a command", Turn("Cancel.", "All right", "idle")),
)
MOST = {"yes, no or a number": 350.0, "a sentence": 900.0}
"""Milliseconds from the last word to the first sound, at the median."""
ADDED, ADDED_P95 = 60.0, 150.0
AGAIN = Turn("Hey Robin, cancel.", ".", "idle")
"""What begins the next round where one did not go as it should."""


class Delay(NamedTuple):
    """Seconds from the last word to the first sound of the answer."""

    whole: float
    silence: float
    """What of it was waited for, to know that the turn was over."""

    @property
    def added(self) -> float:
        return self.whole - self.silence


Delays = dict[str, list[Delay]]


async def measured(home: Path) -> Delays:
    """How promptly turns were answered, by their kind. Raises TimeoutError where no round went."""
    delays: Delays = defaultdict(list)
    async with stage(_settings(home), lambda line: None, voice=_voice()) as scene:
        for number in range(ROUNDS):
            try:
                await _round(scene, delays)
            except TimeoutError as error:
                print(f"Round {number + 1} broke off: {error}", file=sys.stderr)
                await scene.play([AGAIN])
    return delays


async def _round(scene: Stage, delays: Delays) -> None:
    for kind, turn in DIALOG:
        delays[kind].append(await _delay(scene, turn))


def _settings(home: Path) -> Settings:
    settings = Settings(_env_file=None, understudy_home=home, rate=450)
    if model := moonshine_model(Settings(_env_file=None)):
        (home / "models").mkdir()
        (home / "models/moonshine").symlink_to(model)
        return settings.model_copy(update={"recognizer": ("moonshine",)})
    return settings.model_copy(update={"vosk_model_path": TINY})


def _voice() -> Synthesizer:
    """One that is understood each time, where it is there."""
    return create(["auto"], SynthesizerOptions(voice=Voice("en-us")))


async def _delay(scene: Stage, turn: Turn) -> Delay:
    frames, lines = len(scene.talker.voice.heard), len(scene.lines)
    await scene.play([turn])
    whole = scene.talker.voice.heard[frames].time - scene.talker.last_word
    return Delay(whole, next(line.late for line in scene.lines[lines:] if not line.agent))


def rows(delays: Delays) -> Iterator[Row]:
    for kind, found in delays.items():
        yield from _spread(kind, [each.whole for each in found], MOST.get(kind))
    added = [each.added for found in delays.values() for each in found]
    yield from _spread("added to the silence", added, ADDED, ADDED_P95)


def _spread(
    name: str, seconds: list[float], most: float | None, most_p95: float | None = None
) -> Iterator[Row]:
    yield Row(f"{name}, {len(seconds)}: p50", 1e3 * median(seconds), "ms", most=most)
    yield Row("  p95", 1e3 * p95(seconds), "ms", most=most_p95)


def main() -> None:
    few_heaps()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, default=Path("bench/results/promptness.json"))
    target = parser.parse_args().json
    with tempfile.TemporaryDirectory() as home:
        found = list(rows(asyncio.run(measured(Path(home)))))
    print(table(f"Spoken turns in Discord, {ROUNDS} rounds", found))
    write_json(target, found)


if __name__ == "__main__":
    main()
