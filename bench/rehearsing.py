"""How many of our spoken dialogs end as they should, by voice, clean and with sound behind them.

`python -m bench.rehearsing` with what `make run` leaves; the voices are those that are here. The
kitchen is pink noise with things put down in it, the babble four people who talk at once.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import wave
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agent.settings import ROOT
from bench.sound.voices import say
from bench.table import Row, table, write_json
from speech.audio import HEARD, samples

FOLDER = ROOT / "tests/rehearsals"
APART = "Clara"
"""The name of the agent in the dialogs that nothing was chosen by."""
VOICES = ("en-us", "en-gb", "flite:slt", "flite:rms", "flite:awb")
TALKERS = {
    "en-us+m3": "The bus was late again, so we walked home along the river in the rain.",
    "en-gb+f2": "She put the flour on the table and asked who had taken the big bowl.",
    "en-029": "They painted the kitchen yellow, which nobody liked, and then blue.",
    "en-us+f4": "I read that there will be snow on Sunday, though I can hardly believe it.",
}
SECONDS = 20
LEVELS = {"clean": (None, 0.0, 95.0), "kitchen, 20 dB": ("kitchen", 20.0, 92.0),
          "babble, 10 dB": ("babble", 10.0, 80.0)}  # fmt: skip
"""Noise, how many decibels it is below the speaker, and the percentage that is the aim."""

Wave = NDArray[np.float64]


class Which(NamedTuple):
    """Which dialogs are held, by whom, and with what behind them."""

    apart: bool = False
    voices: Sequence[str] = VOICES
    levels: Sequence[str] = tuple(LEVELS)


class Outcome(NamedTuple):
    """How the dialogs of a voice went."""

    right: float
    """Percentage."""
    misheard: int
    """Lines that were learned though nobody said them."""
    again: float
    """How often something was said again or confirmed, a dialog."""


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--voices", nargs="+", default=VOICES)
    parser.add_argument("--levels", nargs="+", default=list(LEVELS), choices=LEVELS)
    parser.add_argument("--apart", action="store_true", help="those kept apart instead of ours")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    given = parser.parse_args()
    found = list(rows(Which(given.apart, given.voices, given.levels)))
    print(table("Spoken dialogs that end as they should", found))
    if given.json:
        write_json(given.json, found)


def _is_here(voice: str) -> bool:
    return not voice.startswith("flite:") or shutil.which("flite") is not None


def rows(which: Which) -> Iterator[Row]:
    """The share of dialogs that go as they should, and what was learned wrongly in all of them."""
    noises = {"kitchen": _kitchen(), "babble": _babble()}
    voices = [*filter(_is_here, which.voices)]
    kept, misheard = "apart, " if which.apart else "", 0
    with tempfile.TemporaryDirectory() as folder:
        for level in which.levels:
            noise, below, aim = LEVELS[level]
            path = Path(folder) / f"{noise}.wav"
            behind = [] if noise is None else _behind(path, noises[noise], below)
            held = [_held(voice, behind, which.apart) for voice in voices]
            for voice, outcome in zip(voices, held, strict=True):
                yield Row(f"{kept}{level}: {voice}", outcome.right, "%")
            yield Row(f"{kept}{level}: all", mean(each.right for each in held), "%", least=aim)
            yield Row("  said again or confirmed, a dialog", mean(each.again for each in held), "")
            misheard += sum(each.misheard for each in held)
    yield Row(f"{kept}wrong lines learned", misheard, "", most=0)


def _behind(path: Path, sound: Wave, below: float) -> list[str]:
    pcm = (sound / np.abs(sound).max() * 30_000).astype("<i2").tobytes()
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, HEARD.rate, 0, "NONE", ""))
        file.writeframes(pcm)
    return ["--noise", str(path), "--snr", str(below)]


def _held(voice: str, behind: list[str], apart: bool) -> Outcome:
    file = FOLDER / ("apart.yaml" if apart else "flows.yaml")
    named = {**os.environ, **({"AGENT_NAME": APART} if apart else {})}
    script = [sys.executable, "run.py", "rehearse", str(file), "--voice", voice, "--json", *behind]
    done = subprocess.run(script, cwd=ROOT, env=named, capture_output=True, text=True, check=False)
    held = [json.loads(line) for line in done.stdout.splitlines()]
    if not held:
        raise SystemExit(done.stderr)
    right, misheard = (sum(each["right"] for each in held), sum(len(e["misheard"]) for e in held))
    again = mean(each["again"] for each in held)
    told = f"{right} of {len(held)}, {misheard} wrong lines learned, {again:.1f} times said again"
    print(f"{voice} {' '.join(behind[2:])}: {told}", file=sys.stderr)
    return Outcome(100 * right / len(held), misheard, again)


def _kitchen() -> Wave:
    """Noise whose power falls with its pitch, and every second or so something put down."""
    chance = np.random.default_rng(7)
    spectrum = np.fft.rfft(chance.standard_normal(SECONDS * HEARD.rate))
    hum: Wave = np.fft.irfft(spectrum / np.sqrt(np.arange(1, len(spectrum) + 1)))
    hum /= np.sqrt(np.mean(hum**2))
    for at in chance.integers(0, len(hum) - HEARD.rate, SECONDS):
        length = HEARD.rate // 8
        hum[at : at + length] += (
            4 * chance.standard_normal(length) * np.exp(-np.arange(length) / 300)
        )
    return hum


def _babble() -> Wave:
    length = SECONDS * HEARD.rate
    talkers = [np.resize(_level(say(text, voice)), length) for voice, text in TALKERS.items()]
    together: Wave = np.sum(talkers, axis=0)
    return together


def _level(pcm: bytes) -> Wave:
    sound = samples(pcm).astype(np.float64)
    level: Wave = sound / np.sqrt(np.mean(sound**2))
    return level


if __name__ == "__main__":
    main()
