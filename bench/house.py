"""Other rooms of the house: how soon a satellite is answered, and what a distant recognizer adds.

Real sockets on 127.0.0.1. Run it as a module, `python -m bench.house`.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient

from agent.channels.wyoming.serving import satellites_served
from agent.cli.prepare import prepare
from agent.opening import opened
from agent.settings import Settings
from bench.table import Row, command
from speech.audio import HEARD
from speech.recognition import RecognizerOptions, create
from speech.wyoming.connection import Address

LESSONS = {
    "where is the key": "Under the mat.",
    "when do the bins go out": "On Tuesday.",
    "who feeds the cat": "Ann does.",
    "what is for dinner": "Soup.",
}
SENTENCES = 200
SATELLITES = 4
UTTERANCES = 30
SECONDS = 3.0
FRAME = 1024


async def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        answered = await _answered(Path(folder))
    added = await asyncio.to_thread(lambda: list(_added()))
    return [
        Row("a sentence to its answer, p50", _percentile(answered, 50), "ms"),
        Row("a sentence to its answer, p95", _percentile(answered, 95), "ms", most=20),
        Row("a Wyoming recognizer adds, p50", _percentile(added, 50), "ms"),
        Row("a Wyoming recognizer adds, p95", _percentile(added, 95), "ms", most=30),
    ]


async def _answered(home: Path) -> list[float]:
    """Milliseconds from connecting to the answer, of sentences that were not said before."""
    async with opened(Settings(understudy_home=home)) as app:
        await prepare(app)
        async with satellites_served(app, "tcp://127.0.0.1:0", "console") as address:
            for question, answer in LESSONS.items():
                await _said(address, f"When I say {question}, answer {answer}", 0)
            await _said(address, "where is the key", 0)
            questions = list(LESSONS)
            return [
                await _said(address, f"{questions[n % 4]} number {n}", n % SATELLITES)
                for n in range(SENTENCES)
            ]


async def _said(address: Address, text: str, satellite: int) -> float:
    begun = time.perf_counter()
    async with AsyncTcpClient(*address) as client:
        context = {"satellite_id": f"room{satellite}"}
        await client.write_event(Transcript(text, context).event())
        await client.read_event()
        return 1000 * (time.perf_counter() - begun)


def _added() -> Iterator[float]:
    """Milliseconds from the end of an utterance to its words, less those that the server took."""
    server = [sys.executable, "-m", "bench.sound.wyoming_server"]
    with subprocess.Popen(server, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = f"127.0.0.1:{process.stdout.readline().strip()}"
        stream = create(["wyoming"], RecognizerOptions(wyoming=address)).stream()
        for _ in range(UTTERANCES):
            stream.start()
            for _ in range(round(SECONDS * HEARD.rate / FRAME)):
                stream.feed(bytes(2 * FRAME))
            begun = time.perf_counter()
            stream.finish()
            ended = time.perf_counter()
            yield 1000 * (ended - begun - float(process.stdout.readline()))
        process.kill()


def _percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    command(__doc__, "Other rooms of the house", measure)
