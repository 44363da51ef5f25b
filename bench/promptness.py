"""How promptly a spoken turn is answered in Discord, from the last word to the first sound.

The whole agent on the loopback, in real time, with what `make run` leaves to hear with, or the
small test model where that is not there. The silence that must pass before a turn is over is part
of it, and most of it. Times need a machine that does nothing else.
"""

import argparse
import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from agent.channels.spoken.speech_stack import moonshine_model
from agent.settings import Settings
from bench.sound.voices import TINY
from bench.table import Row, table, write_json
from tests.demo.script import Turn
from tests.demo.stage import Stage, stage

ROUNDS = 5
DIALOG = (
    ("a command", Turn("Hey Robin, feedback.", "One to five?", "giving_feedback")),
    ("one expected word", Turn("Five.", "Any comment?", "giving_feedback.comment")),
    ("one word where any may come", Turn("No.", "Thanks", "idle")),
    ("a command", Turn("Hey Robin, train.", "you answer Y", "awaiting_data")),
    ("dictation", Turn("When I say hello, you answer good morning.", "Right?", ".*confirming")),
    ("one expected word", Turn("Yes.", "Next?", "awaiting_data")),
    ("one expected word", Turn("Cancel.", "All right", "idle")),
)

Delays = dict[str, list[float]]


async def measured(home: Path) -> Delays:
    """Seconds from the last word to the first sound of the answer, by kind of turn."""
    settings = _settings(home)
    delays: Delays = defaultdict(list)
    async with stage(settings, lambda line: None) as scene:
        for _ in range(ROUNDS):
            for kind, turn in DIALOG:
                delays[kind].append(await _delay(scene, turn))
    return delays


def _settings(home: Path) -> Settings:
    settings = Settings(_env_file=None, understudy_home=home, rate=450)
    if model := moonshine_model(Settings(_env_file=None)):
        (home / "models").mkdir()
        (home / "models/moonshine").symlink_to(model)
        return settings.model_copy(update={"recognizer": ("moonshine",)})
    return settings.model_copy(update={"vosk_model_path": TINY})


async def _delay(scene: Stage, turn: Turn) -> float:
    before = len(scene.talker.voice.heard)
    await scene.play([turn])
    return scene.talker.voice.heard[before].time - scene.talker.last_word


def rows(delays: Delays) -> Iterator[Row]:
    for kind, seconds in delays.items():
        aim = 350 if kind == "one expected word" else 900
        yield Row(f"{kind}: answered after, p50", 1e3 * median(seconds), "ms", most=aim)
        yield Row("  p95", 1e3 * quantiles(seconds, n=20)[-1], "ms")
    yield Row(
        "one word, expected against any: ratio",
        median(delays["one expected word"]) / median(delays["one word where any may come"]),
        "",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("bench/results/promptness.json"))
    target = parser.parse_args().json
    with tempfile.TemporaryDirectory() as home:
        found = list(rows(asyncio.run(measured(Path(home)))))
    print(table(f"Spoken turns in Discord, {ROUNDS} rounds", found))
    write_json(target, found)


if __name__ == "__main__":
    main()
