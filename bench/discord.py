"""Voice on Discord: joining, hearing through a bad network, coming back, a full channel.

Everything runs against the loopback Discord of the tests, through DAVE and a real UDP socket. Run
it as a module, `python -m bench.discord`.
"""

import argparse
import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import quantiles

import discord
import numpy as np

from agent.channels.discord import stream
from agent.channels.discord.call import Call
from agent.channels.discord.opus import Decoder
from agent.channels.discord.receiver import Receiver
from bench.table import Row, table, write_json
from tests.loopback import Loopback
from tests.loopback.faults import PacketFaults
from tests.loopback.opus import SILENCE, encode
from tests.loopback.records import Channel, Guild
from tests.loopback.voices import TRAILING_SILENCE, Voice

JOINS = 40
FRAMES = 3_000
SPEAKERS = 25
CROWD_SECONDS = 10
REALTIME = 0.02
PATIENCE = 45.0
DROPS: tuple[int | str, ...] = (4006, 4014, 4015, "server move", "gateway drop")


def speech(seconds: float) -> list[bytes]:
    """Opus frames of a gliding tone with noise."""
    time_axis = np.arange(int(48_000 * seconds)) / 48_000
    noise = np.random.default_rng(5).normal(0, 500, len(time_axis))
    wave = 6_000 * np.sin(2 * np.pi * (300 + 40 * time_axis) * time_axis) + noise
    return encode(wave.astype("<i2").repeat(2).tobytes())


class WatchedDecoder(Decoder):
    """Counts packets that nobody sent in the clear."""

    clear: frozenset[bytes] = frozenset()
    ciphertext = 0

    def decode(self, packet: bytes) -> bytes:
        WatchedDecoder.ciphertext += packet not in self.clear
        return super().decode(packet)


@dataclass
class Scene:
    """A loopback with a bot that is logged in."""

    loopback: Loopback
    guild: Guild
    bridge: Channel
    client: discord.Client
    frames: list[float] = field(default_factory=list)

    async def call(self) -> Call:
        """A call that has been joined."""
        receiver = Receiver(lambda user, pcm, at: self.frames.append(at), lambda user: True)
        call = Call(self.client, self.channel, receiver, _nothing)
        await call.join()
        return call

    @property
    def channel(self) -> discord.VoiceChannel:
        channel = self.client.get_channel(self.bridge.id)
        if not isinstance(channel, discord.VoiceChannel):
            raise TypeError("The voice channel is gone.")
        return channel

    async def voices(self, count: int) -> list[Voice]:
        """So many people, in the channel and ready."""
        people = [self.loopback.person(f"person {n}", self.guild) for n in range(count)]
        voices = [person.joins(self.bridge, deaf=True) for person in people]
        await voices[0].ready()
        return voices


async def settled(count: Callable[[], int], whole: int) -> None:
    """Wait until all is there, or nothing more has come for half a second."""
    before, since = -1, time.perf_counter()
    while count() < whole and time.perf_counter() - since < 0.5:
        if count() != before:
            before, since = count(), time.perf_counter()
        await asyncio.sleep(0.01)


async def _nothing() -> None:
    """What happens when somebody puts the bot out."""


@asynccontextmanager
async def scene() -> AsyncIterator[Scene]:
    """Begin with an empty channel."""
    async with Loopback() as loopback:
        guild = loopback.guild()
        bridge = loopback.voice_channel(guild)
        connector = loopback.connector()
        client = discord.Client(
            intents=discord.Intents.all(), connector=connector, guild_ready_timeout=0.05
        )
        async with loopback.running(client):
            yield Scene(loopback, guild, bridge, client)


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


async def bad_network() -> list[Row]:
    """Padding, disorder and loss."""
    frames = speech(FRAMES * REALTIME)
    WatchedDecoder.clear = frozenset(frames) | {SILENCE}
    setattr(stream, "Decoder", WatchedDecoder)  # noqa: B010  # to look at what Opus is given
    disorder = PacketFaults(reorder=0.1, padding=0.25)
    heard = await _heard(frames, disorder)
    recovered = await _heard(frames, PacketFaults(loss=0.03, padding=0.25))
    setattr(stream, "Decoder", Decoder)  # noqa: B010
    return [
        Row("heard, 1 in 4 padded, 10 % out of order", heard["heard"], "%", least=100),
        Row("heard or made up for, 3 % lost", recovered["all"], "%", least=99),
        Row("of these, made up for", recovered["concealed"], "%"),
        Row("ciphertext given to Opus", WatchedDecoder.ciphertext, "frames", most=0),
    ]


async def _heard(frames: list[bytes], faults: PacketFaults) -> dict[str, float]:
    async with scene() as here:
        call = await here.call()
        (voice,) = await here.voices(1)
        here.loopback.faults.packets = faults
        await voice.speak(frames)
        faults.loss = faults.reorder = 0.0
        await voice.speak([])
        whole = len(frames) + 2 * TRAILING_SILENCE
        counts = call.receiver.counts
        await settled(lambda: counts["heard"] + counts["concealed"], whole)
        await call.leave()
    shares = {key: 100 * counts[key] / whole for key in ("heard", "concealed")}
    return shares | {"all": shares["heard"] + shares["concealed"]}


async def reconnects() -> list[Row]:
    """From the break until the listening bot hears Ann again."""
    return [Row(f"hears again after {drop}", await _reconnect(drop), "s", most=2) for drop in DROPS]


async def _reconnect(drop: int | str) -> float:
    async with scene() as here:
        call = await here.call()
        (voice,) = await here.voices(1)
        begun = time.perf_counter()
        await _break(here, drop)
        frame = speech(REALTIME)[0]
        while not here.frames:
            voice.announce()
            voice.send(frame)
            await asyncio.sleep(REALTIME)
        seconds = time.perf_counter() - begun
        await call.leave()
    return seconds


async def _break(here: Scene, drop: int | str) -> None:
    gateway = here.loopback.voice_gateway
    if drop == "server move":
        gateway.move_server(here.guild)
    elif drop == "gateway drop":
        await here.loopback.gateway.drop()
        await here.loopback.until(lambda: here.loopback.gateway.resumed)
    else:
        await gateway.drop(int(drop))


async def alone() -> list[Row]:
    """The baseline: how long discord.py alone, listening, takes after 4006."""
    async with scene() as here:
        client: discord.VoiceClient = await here.channel.connect()
        client._connection.add_socket_listener(lambda data: None)
        await asyncio.sleep(0.2)  # until its reader waits for a packet
        begun, sessions = time.perf_counter(), here.loopback.voice_gateway.identified
        await here.loopback.voice_gateway.drop(4006)
        while here.loopback.voice_gateway.identified == sessions or not client.is_connected():
            if time.perf_counter() - begun > PATIENCE:
                break
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        await client.disconnect(force=True)
    return [Row(f"discord.py alone after 4006 (at most {PATIENCE:g})", seconds, "s")]


async def crowd() -> list[Row]:
    """Everybody talks at once, in real time."""
    frames = speech(CROWD_SECONDS)
    async with scene() as here:
        call = await here.call()
        voices = await here.voices(SPEAKERS)
        before, begun = _cpu_seconds(), time.perf_counter()
        await asyncio.gather(*(voice.speak(frames, pace=REALTIME) for voice in voices))
        whole = SPEAKERS * (len(frames) + TRAILING_SILENCE)
        await settled(lambda: call.receiver.counts["heard"], whole)
        cpu, seconds = _cpu_seconds() - before, time.perf_counter() - begun
        counts = call.receiver.counts
        await call.leave()
    return [
        Row(f"frames lost, {SPEAKERS} speakers at once", whole - counts["heard"], "frames", most=0),
        Row(f"share of one core, {SPEAKERS} speakers", 100 * cpu / seconds, "%", most=25),
        Row("CPU for one frame", 1e6 * cpu / whole, "µs"),
    ]


def _cpu_seconds() -> float:
    """CPU time so far of the threads that read the socket and hear."""
    names = ("hearing", "voice-socket-reader")
    threads = [each for each in threading.enumerate() if each.name.startswith(names)]
    clocks = [time.pthread_getcpuclockid(each.ident) for each in threads if each.ident]
    return sum(time.clock_gettime(clock) for clock in clocks)


def decoders() -> list[Row]:
    """Decoding alone, against discord.py's decoder."""
    frames = speech(4)
    ours, theirs = Decoder(), discord.opus.Decoder()  # type: ignore[no-untyped-call]
    mine = _microseconds(ours.decode, frames)
    other = _microseconds(lambda frame: theirs.decode(frame, fec=False), frames)
    return [
        Row("decoding a frame", mine, "µs"),
        Row("discord.py's decoder", other, "µs"),
        Row("times as fast", other / mine, "x"),
    ]


def _microseconds(decode: Callable[[bytes], bytes], frames: list[bytes]) -> float:
    best = float("inf")
    for _ in range(5):
        begun = time.perf_counter()
        for frame in frames:
            decode(frame)
        best = min(best, time.perf_counter() - begun)
    return 1e6 * best / len(frames)


async def measure() -> list[Row]:
    """All figures, one after the other."""
    rows = [*await joins(), *await bad_network(), *await reconnects(), *await crowd(), *decoders()]
    return rows + await alone()


def main() -> None:
    """Print the table; with --json FILE, write the figures there too."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    rows = asyncio.run(measure())
    print(table("Voice on Discord (loopback)", rows))
    if options.json:
        write_json(options.json, rows)


if __name__ == "__main__":
    main()
