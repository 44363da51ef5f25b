"""How promptly people are heard: alone, in noise, and twelve at once."""

import asyncio
import time
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import vosk

from bench.sound.voices import DISCORD_PACKET, PHRASES, detector, discord, p95, say
from bench.table import Row
from speech.audio import DISCORD, HEARD, samples
from speech.endpointing import EndpointLimits
from speech.listener_worker import ListenerWorker
from speech.listening import Heard, Listener, RecognitionContext, RecognizedUtterance
from speech.recognition import Recognizer

ONE_WORD = [phrase for phrase in PHRASES if " " not in phrase]
SPEAKERS = 12
SPEAKING_SECONDS = 12.0
PACKET = 0.02
HEARD_PACKET = round(PACKET * HEARD.bytes_per_second)


def endpoints(recognizer: Recognizer, model: Path) -> Iterator[Row]:
    """When turns end, after the silence that was set and after the speech itself."""
    spoken = [(text, voice) for text in PHRASES for voice in ("en-us", "en-gb")]
    limit = EndpointLimits().silence
    late, texts_after = [], []
    for text, voice in spoken:
        ended, took = turn(recognizer, say(text, voice), RecognitionContext())
        late.append(ended - limit)
        texts_after.append(took)
    words = [each for each, (text, _) in zip(late, spoken, strict=True) if text in ONE_WORD]
    early = [turn(recognizer, say(w), RecognitionContext(tuple(ONE_WORD)))[0] for w in ONE_WORD]
    peer = median(libvosk_end(model, say(text)) for text in PHRASES)
    yield Row("turn ends after the set silence, p95", 1e3 * p95(late), "ms", most=60)
    yield Row("  the latest of 80", 1e3 * max(late), "ms", most=60)
    yield Row("  the latest of one word", 1e3 * max(words), "ms", most=60)
    yield Row("one expected word ends after its speech", 1e3 * median(early), "ms")
    yield Row("  libvosk's own endpointer", 1e3 * peer, "ms")
    yield Row("  ratio", median(early) / peer, "")
    yield Row("text after the end was noticed, p95", 1e3 * p95(texts_after), "ms", most=30)
    for decibels in (20, 5):
        missed = sum(not is_heard(recognizer, say(*each), decibels) for each in spoken)
        yield Row(f"missed of 80 utterances, noise at {decibels} dB", missed, "", most=0)


def turn(recognizer: Recognizer, word: bytes, expected: RecognitionContext) -> tuple[float, float]:
    """Seconds from the end of the speech to the end of the turn, and from there to the text."""
    listener = Listener(detector(), recognizer, HEARD)
    listener.expect(expected)
    sound = HEARD.silence(1.0) + word + HEARD.silence(2.0)
    for at in range(0, len(sound), HEARD_PACKET):
        begun = time.perf_counter()
        heard = listener.hear(
            sound[at : at + HEARD_PACKET], HEARD.seconds(sound[: at + HEARD_PACKET])
        )
        took = time.perf_counter() - begun
        for each in heard:
            if isinstance(each, RecognizedUtterance):
                return each.decided - 1.0 - HEARD.seconds(word), took
    raise RuntimeError("an utterance was missed; see the figures in noise")


def libvosk_end(model: Path, word: bytes) -> float:
    """Seconds from the end of the speech to libvosk's own end of it."""
    engine = vosk.KaldiRecognizer(loaded(model), HEARD.rate)
    sound = HEARD.silence(1.0) + word + HEARD.silence(6.0)
    for at in range(0, len(sound), HEARD_PACKET):
        if engine.AcceptWaveform(sound[at : at + HEARD_PACKET]):
            return HEARD.seconds(sound[: at + HEARD_PACKET]) - 1.0 - HEARD.seconds(word)
    return float("inf")


def is_heard(recognizer: Recognizer, word: bytes, decibels: float) -> bool:
    """Whether speech in computed noise becomes an utterance."""
    chance = np.random.default_rng(len(word))
    wave = samples(HEARD.silence(1.0) + word + HEARD.silence(2.0)).astype(float)
    noise = np.convolve(chance.standard_normal(len(wave)), np.ones(8) / 8, "same")
    loudness = np.sqrt((samples(word).astype(float) ** 2).mean())
    wave += noise * loudness / noise.std() * 10 ** (-decibels / 20)
    sound = np.clip(wave, -32768, 32767).astype(np.int16).tobytes()
    listener = Listener(detector(), recognizer, HEARD)
    heard = listener.hear(sound, HEARD.seconds(sound)) + listener.finish(HEARD.seconds(sound))
    return any(isinstance(each, RecognizedUtterance) for each in heard)


async def speakers(recognizer: Recognizer) -> list[Row]:
    """Twelve people speak in real time, under a loop that notices its stalls."""
    loop = asyncio.get_running_loop()
    alone = await longest_stall(asyncio.sleep(SPEAKING_SECONDS / 3))
    delays: list[float] = []
    understood: list[bool] = []

    def delivered(text: str, heard: Heard) -> None:
        if isinstance(heard, RecognizedUtterance):
            delays.append(loop.time() - heard.decided)
            understood.append(heard.text == text)

    with ThreadPoolExecutor(2) as workers:
        ears = {
            text: ListenerWorker(
                Listener(detector(), recognizer, DISCORD),
                DISCORD,
                workers,
                partial(delivered, text),
            )
            for text in PHRASES[:SPEAKERS]
        }
        sounds = {text: discord(say(text) + HEARD.silence(0.1)) for text in ears}
        speaking = asyncio.gather(*(speak(ear, sounds[text]) for text, ear in ears.items()))
        stalled = await longest_stall(speaking)
    dropped = sum(ear.dropped for ear in ears.values())
    return [
        Row(f"{SPEAKERS} speakers at once: sound dropped", dropped, "s", most=0),
        Row("  loop stalled, longest", 1e3 * stalled, "ms", most=20),
        Row("  loop stalled with nobody there", 1e3 * alone, "ms"),
        Row("  text after the end was noticed, p95", 1e3 * p95(delays), "ms", most=30),
        Row("  utterances", len(understood), ""),
        Row("  understood", sum(understood) / len(understood), ""),
    ]


async def speak(ear: ListenerWorker, sound: bytes) -> None:
    """Say it again and again, a packet each 20 ms and nothing in the pauses, as Discord sends."""
    loop = asyncio.get_running_loop()
    until = loop.time() + SPEAKING_SECONDS
    while loop.time() < until:
        begun = loop.time()
        for number, at in enumerate(range(0, len(sound), DISCORD_PACKET), 1):
            due = begun + number * PACKET
            await asyncio.sleep(due - loop.time())
            ear.hear(sound[at : at + DISCORD_PACKET], due)
        await asyncio.sleep(1.0)


async def longest_stall(work: Awaitable[object]) -> float:
    """How long the loop kept a timer waiting while the work was done, in seconds."""
    longest, doing = 0.0, asyncio.ensure_future(work)
    while not doing.done():
        begun = time.perf_counter()
        await asyncio.sleep(0.002)
        longest = max(longest, time.perf_counter() - begun - 0.002)
    return longest


@cache
def loaded(model: Path) -> Any:
    return vosk.Model(str(model))
