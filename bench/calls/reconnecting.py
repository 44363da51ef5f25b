"""Coming back after a break, while nobody says whose voice is whose: the agent, and discord.py."""

import asyncio
import time

import discord

from bench.calls.scene import REALTIME, Scene, scene, speech
from bench.table import Row

PATIENCE = 45.0
"""Seconds after which discord.py alone is given up."""
DROPS: tuple[int | str, ...] = (
    4006, 4009, 4014, 4015, "server move", "new key", "gateway drop"
)  # fmt: skip


async def reconnects() -> list[Row]:
    """From the break until the listening bot hears Ann again."""
    return [
        Row(f"hears again after {drop}", await _reconnect(drop), "s", most=0.5) for drop in DROPS
    ]


async def _reconnect(drop: int | str) -> float:
    async with scene() as here:
        call = await here.call()
        (voice,) = await here.voices(1)
        begun = time.perf_counter()
        await _break(here, drop)
        frame = speech(REALTIME)[0]
        heard = len(here.frames)
        while len(here.frames) == heard:
            voice.send(frame)
            await asyncio.sleep(REALTIME)
        seconds = time.perf_counter() - begun
        await call.leave()
    return seconds


async def _break(here: Scene, drop: int | str) -> None:
    gateway = here.loopback.voice_gateway
    if drop == "server move":
        gateway.move_server(here.guild)
    elif drop == "new key":
        await here.voices(1)
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
