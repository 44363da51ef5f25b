"""Voice on Discord: joining, hearing through a bad network, coming back, a full channel.

Everything runs against the loopback Discord of the tests, through DAVE and a real UDP socket. Run
it as a module, `python -m bench.discord`.
"""

import asyncio
import threading
import time
from functools import partial
from statistics import quantiles

from agent.channels.discord.call.call import Call
from bench.calls.decoding import decoders
from bench.calls.network import bad_network
from bench.calls.reconnecting import alone, reconnects
from bench.calls.scene import REALTIME, scene, settled, speech
from bench.table import Row, command
from tests.loopback.voices import TRAILING_SILENCE

JOINS = 40
SPEAKERS = 25
CROWD_SECONDS = 10


async def joins() -> list[Row]:
    """From the wish to join until Ann could hear the bot."""
    seconds = []
    async with scene() as here:
        await here.voices(1)
        for _ in range(JOINS):
            begun = time.perf_counter()
            call = await here.call()
            await here.loopback.until(partial(_ready, call))
            seconds.append(time.perf_counter() - begun)
            await call.leave()
    cuts = quantiles(seconds, n=20)
    return [
        Row("joined and encrypted, median", cuts[9] * 1e3, "ms"),
        Row("joined and encrypted, p95", cuts[18] * 1e3, "ms", most=300),
    ]


def _ready(call: Call) -> bool:
    return call.client is not None and call.client.ready


async def crowd() -> list[Row]:
    """Everybody talks at once, in real time, and nobody says whose voice is whose."""
    frames = speech(CROWD_SECONDS)
    async with scene() as here:
        call = await here.call()
        voices = await here.voices(SPEAKERS)
        before, begun = _cpu_seconds(), time.perf_counter()
        await asyncio.gather(
            *(voice.speak(frames, pace=REALTIME, announce=False) for voice in voices)
        )
        whole = SPEAKERS * (len(frames) + TRAILING_SILENCE)
        await settled(lambda: call.receiver.counts["heard"], whole)
        cpu, seconds = _cpu_seconds() - before, time.perf_counter() - begun
        counts = call.receiver.counts
        await call.leave()
    return [
        Row(
            f"frames lost, {SPEAKERS} unannounced at once",
            whole - counts["heard"],
            "frames",
            most=0,
        ),
        Row(f"share of one core, {SPEAKERS} speakers", 100 * cpu / seconds, "%", most=20),
        Row("CPU for one frame", 1e6 * cpu / whole, "µs"),
    ]


def _cpu_seconds() -> float:
    """CPU time so far of the threads that read the socket and hear."""
    names = ("hearing", "voice-socket-reader")
    threads = [each for each in threading.enumerate() if each.name.startswith(names)]
    clocks = [time.pthread_getcpuclockid(each.ident) for each in threads if each.ident]
    return sum(time.clock_gettime(clock) for clock in clocks)


async def measure() -> list[Row]:
    """All figures, one after the other."""
    rows = [*await joins(), *await bad_network(), *await reconnects(), *await crowd(), *decoders()]
    return rows + await alone()


if __name__ == "__main__":
    command(__doc__, "Voice on Discord (loopback)", measure)
