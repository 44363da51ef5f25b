"""What comes back out of a loudspeaker is told from what people say."""

from __future__ import annotations

import numpy as np
import pytest

from speech.audio import HEARD, SPOKEN, samples
from speech.echo import Playout
from speech.endpointing import EndpointEvent
from speech.listening import Heard, Listener
from speech.resampling import Resampler
from speech.vad import VoiceDetector
from tests.speech.voices import say, tiny

PROMPT = "give a number one is bad and five is very good or cancel"
FRAME = SPOKEN.bytes_per_second // 50
HALF = HEARD.bytes_per_second // 2


def playing(heard: bytes, begun: float = 10.0, late: float = 0.0) -> Playout:
    """A playout of this, frame by frame; every fifth is sent `late`, and the next ones in a row."""
    resampler, playout = Resampler(HEARD, SPOKEN), Playout()
    sound = resampler.feed(heard) + resampler.flush()
    for number in range(len(sound) // FRAME):
        at = begun + number / 50 + max(0.0, late - (number % 5) / 50)
        playout.played(sound[number * FRAME : (number + 1) * FRAME], at)
    return playout


def in_a_room(pcm: bytes, loudness: float, seed: int = 3) -> bytes:
    """The same out of a loudspeaker, with the walls and a little noise."""
    chance = np.random.default_rng(seed)
    walls = np.zeros(1_600)
    walls[0] = 1.0
    places = chance.integers(60, 1_500, 12)
    walls[places] = chance.normal(0, 0.3, 12) * np.exp(-places / 700)
    wave = np.convolve(samples(pcm).astype(float), walls)[: len(pcm) // 2] * loudness
    noisy = wave + chance.normal(0, 20, len(wave))
    return bytes(np.clip(noisy, -32768, 32767).astype("<i2").tobytes())


@pytest.mark.parametrize("delay", [0.0, 0.09, 0.31, 0.7, 1.1])
@pytest.mark.parametrize("loudness", [0.5, 0.1])
def test_what_is_played_is_known_again(delay: float, loudness: float) -> None:
    prompt = say(PROMPT)
    echo = in_a_room(prompt, loudness)[HALF : 2 * HALF]
    assert playing(prompt).is_echo(echo, 11.0 + delay)


@pytest.mark.parametrize("late", [0.03, 0.06, 0.09])
def test_what_is_sent_late_and_played_without_a_gap_is_known_again(late: float) -> None:
    prompt = say(PROMPT)
    echo = in_a_room(prompt, 0.5)[HALF : 2 * HALF]
    assert playing(prompt, late=late).is_echo(echo, 11.2)


@pytest.mark.parametrize("words", ["no answer hello captain", "train a model", "it is four stars"])
@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
def test_other_words_are_not(words: str, voice: str) -> None:
    assert not playing(say(PROMPT)).is_echo(say(words, voice)[:HALF], 10.9)


def test_who_speaks_over_their_loudspeaker_is_heard() -> None:
    prompt, word = say(PROMPT), say("train a model", "en-gb")
    quiet = samples(in_a_room(prompt, 0.1))[: HALF // 2]
    both = samples(word)[: HALF // 2] + quiet
    assert not playing(prompt).is_echo(both.tobytes(), 10.6)


def test_what_was_played_long_ago_does_not_come_back() -> None:
    prompt = say(PROMPT)
    assert not playing(prompt).is_echo(prompt[:HALF], 30.0)


@pytest.mark.parametrize("pcm", [b"", bytes(HALF)])
def test_nothing_is_no_echo(pcm: bytes) -> None:
    assert not playing(say(PROMPT)).is_echo(pcm, 10.5)
    assert not Playout().is_echo(say(PROMPT)[:HALF], 10.5)


def kinds(listener: Listener, pcm: bytes, begun: float) -> list[str]:
    """What a listener makes of sound that begins then."""
    told: list[Heard] = []
    for start in range(0, len(pcm), 640):
        packet = pcm[start : start + 640]
        begun += HEARD.seconds(packet)
        told += listener.hear(packet, begun)
    told += listener.finish(begun)
    return [
        each.kind.name if isinstance(each, EndpointEvent) else "noise" if each.noise else "words"
        for each in told
    ]


def test_an_echo_interrupts_nobody_and_words_after_it_do() -> None:
    prompt = say(PROMPT)
    playout = playing(prompt)
    echo = in_a_room(prompt, 0.4)

    def heard(pcm: bytes) -> list[str]:
        listener = Listener(VoiceDetector(), tiny(), HEARD, playout.is_echo)
        return kinds(listener, HEARD.silence(0.2) + pcm, 10.0)

    assert set(heard(echo)) == {"STARTED", "noise"}
    assert heard(say("train a model", "en-gb")) == ["STARTED", "HELD", "words"]
    assert "HELD" in heard(echo[: 2 * HALF] + say("train a model please", "en-gb"))
