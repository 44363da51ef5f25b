"""Hearing through a bad network: padding, disorder and loss."""

from agent.channels.discord.call import speaker_stream
from agent.channels.discord.call.opus import Decoder
from bench.calls.scene import REALTIME, scene, settled, speech
from bench.table import Row
from tests.loopback.faults import PacketFaults
from tests.loopback.opus import SILENCE
from tests.loopback.voices import TRAILING_SILENCE

FRAMES = 3_000


async def bad_network() -> list[Row]:
    """Disorder, then loss, both with padding."""
    frames = speech(FRAMES * REALTIME)
    WatchedDecoder.clear = frozenset(frames) | {SILENCE}
    setattr(speaker_stream, "Decoder", WatchedDecoder)  # noqa: B010  # to look at what Opus is given
    disorder = PacketFaults(reorder=0.1, padding=0.25)
    heard = await _heard(frames, disorder)
    recovered = await _heard(frames, PacketFaults(loss=0.03, padding=0.25))
    setattr(speaker_stream, "Decoder", Decoder)  # noqa: B010
    return [
        Row("heard, 1 in 4 padded, 10 % out of order", heard["heard"], "%", least=100),
        Row("heard or made up for, 3 % lost", recovered["all"], "%", least=99),
        Row("of these, made up for", recovered["concealed"], "%"),
        Row("ciphertext given to Opus", WatchedDecoder.ciphertext, "frames", most=0),
    ]


class WatchedDecoder(Decoder):
    """Counts packets that nobody sent in the clear."""

    clear: frozenset[bytes] = frozenset()
    ciphertext = 0

    def decode(self, packet: bytes) -> bytes:
        WatchedDecoder.ciphertext += packet not in self.clear
        return super().decode(packet)


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
