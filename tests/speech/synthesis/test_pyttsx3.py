import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from speech.audio import SPOKEN, samples
from speech.errors import EngineUnavailableError
from speech.synthesis import SynthesizerOptions, Voice, create
from speech.synthesis.espeak import Espeak
from tests.patience import PATIENCE
from tests.told import raises_telling


def spoken(text: str, voice: Voice | None = None) -> bytes:
    return b"".join(create(["pyttsx3"], SynthesizerOptions(voice=voice or Voice())).speak(text))


def test_a_sentence_becomes_sound() -> None:
    sound = spoken("The quick brown fox jumps over the lazy dog.")
    assert 2.0 < SPOKEN.seconds(sound) < 4.5
    assert abs(samples(sound)).max() > 8_000


@pytest.mark.parametrize("text", ["", "  ", "...", "\x00\x07"])
def test_nothing_to_say_is_no_sound(text: str) -> None:
    assert spoken(text) == b""


@pytest.mark.parametrize(
    "text",
    [
        "😀😀",
        "<speak>hello</speak>",
        "a < b & c > d",
        "&lt;",
        "[[h@l@U]]",
        "你好，世界",
        "\ud800 hi",
    ],
)
def test_odd_text_is_spoken_and_breaks_nothing(text: str) -> None:
    assert SPOKEN.seconds(spoken(text)) > 0.3
    assert SPOKEN.seconds(spoken("Hello.")) > 0.3


def test_markup_is_read_out_instead_of_obeyed() -> None:
    assert len(spoken("<speak>hello</speak>")) > 1.5 * len(spoken("hello"))


def test_a_long_text_without_punctuation_is_spoken_whole() -> None:
    speech = create(["pyttsx3"], SynthesizerOptions()).speak("word " * 4_000)  # 20,000 characters
    assert sum(map(len, speech)) == pytest.approx(100 * len(spoken("word " * 40)), rel=0.05)


def test_voice_and_rate_are_heard() -> None:
    text = "One two three four five six seven eight."
    assert len(spoken(text, Voice(rate=300))) < 0.75 * len(spoken(text, Voice(rate=150)))
    assert spoken(text, Voice("en-gb")) != spoken(text, Voice("en-us"))


def test_a_voice_that_is_none_is_refused() -> None:
    for name in ("klingonese", ""):
        with raises_telling(EngineUnavailableError, f"no voice “{name}”"):
            spoken("hi", Voice(name))


def test_cancelling_stops_in_the_middle_of_a_sentence() -> None:
    speech = create(["pyttsx3"], SynthesizerOptions()).speak("word " * 39)
    first = next(speech)
    speech.cancel()
    assert list(speech) == []
    assert len(first) < 96_000
    assert SPOKEN.seconds(spoken("Hello.")) > 0.3


def test_twenty_threads_each_get_their_own_words() -> None:
    texts = ["seven " * count for count in range(1, 21)]
    alone = [spoken(text) for text in texts]
    with ThreadPoolExecutor(20) as threads:
        together = list(threads.map(spoken, texts))
    for shared, own in zip(together, alone, strict=True):
        assert len(shared) == pytest.approx(len(own), rel=0.02)


def test_the_first_use_from_many_threads_does_not_end_the_process() -> None:
    script = (
        "from concurrent.futures import ThreadPoolExecutor as P\n"
        "from speech.synthesis import SynthesizerOptions, create\n"
        "make = lambda: create(['pyttsx3'], SynthesizerOptions())\n"
        "say = lambda n: len(b''.join(make().speak(f'number {n}')))\n"
        "print(min(P(16).map(say, range(64))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 40_000


def test_missing_data_is_said_instead_of_ending_the_process(tmp_path: Path) -> None:
    with raises_telling(EngineUnavailableError, "no data"):
        Espeak(tmp_path)
