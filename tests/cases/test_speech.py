"""Recordings whose channels cancel out, and texts that are not written the way they are said."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from speech.audio import HEARD, Format, samples
from speech.resampling import Resampler
from speech.synthesis.base import Job
from speech.synthesis.pyttsx3 import Pyttsx3Engine
from tests.cases.conftest import Cli
from tests.speech.sounds import write_file
from tests.speech.voices import MODEL, padded, say

WORDS = "good morning"


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOSK_MODEL_PATH", str(MODEL))


def stereo(path: Path, *, right: float, rate: int = 16_000) -> Path:
    """The words on the left, and `right` times that on the right."""
    resampler = Resampler(HEARD, Format(rate, 1))
    spoken = padded(say(WORDS), after=1.0)
    left = samples(resampler.feed(spoken) + resampler.flush()).astype(np.float64) / 2
    both = np.stack([left, right * left], axis=1).round().astype(np.int16)
    return write_file(path, both.tobytes(), Format(rate, 2))


@pytest.mark.parametrize(
    ("name", "right", "rate"),
    [
        pytest.param("s01.wav", -1.0, 16_000),
        pytest.param("loud.wav", -1.0, 48_000),
        ("uneven.wav", -0.9, 16_000),
        ("louder-right.wav", -1.1, 44_100),
        pytest.param("packed.flac", -1.0, 48_000),
        ("left-only.wav", 0.0, 16_000),
        ("same.wav", 1.0, 16_000),
    ],
)
def test_s01_opposite_channels_are_heard(
    cli: Cli, tmp_path: Path, name: str, right: float, rate: int
) -> None:
    file = stereo(tmp_path / name, right=right, rate=rate)
    heard = cli("transcribe", file, "--engine", "vosk", "--phrases", f"{WORDS}|goodbye", "--json")
    assert json.loads(heard.out)["text"] == WORDS


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("**Hi** there", r"hi there"),
        ("nice <:blobfox_nom_fox:879080584675213393>", r"nice( blob ?fox[ _]nom[ _]fox)?"),
        ("ask <@123456789012345678>", r"ask( [a-z ]+)?"),
        ("starts <t:1700000000:R>", r"starts [a-z]+ years ago"),
        ("see https://www.example.com/a/b?x=1&y=2#z", r"see a link to example(\.| dot )com"),
        ("it is 21.5°C", r"it is (21\.5|twenty[- ]one point five) degrees( celsius)?"),
        ("100 km/h", r"(100|one hundred|a hundred) kilomet(er|re)s (per|an) hour"),
        ("12/05/2024", r"[a-z0-9 ,-]*\b(may|december)\b[a-z0-9 ,-]*"),
        (
            "Dr. Smith lives at 5 St. John Road",
            r"doctor smith lives at (5|five) saint john road",
        ),
        ("1. first", r"((1|one),? )?first"),
        ("use `make test` now", r"use make test now"),
        ("~~old~~ __new__", r"old new"),
        ("# Rules", r"rules"),
        ("||secret|| word", r"((a )?spoiler |secret )?word"),
        ("[the guide](https://example.com/guide_v2)", r"the guide(,? a link to example.*)?"),
        ("go to <#123456789012345678>", r"go to( [a-z ]+)?"),
    ],
)
def test_say_speaks_what_is_meant(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, spoken: str
) -> None:
    given: list[str] = []

    def synthesize(engine: Pyttsx3Engine, sentence: str, job: Job) -> Iterator[bytes]:
        given.append(sentence)
        yield bytes(4_410)

    monkeypatch.setattr(Pyttsx3Engine, "synthesize", synthesize)
    assert cli("say", text, "--engine", "pyttsx3", "--out", tmp_path / "said.wav").code == 0
    words = " ".join(" ".join(given).lower().split()).strip(" .!")
    assert re.fullmatch(spoken, words), words
