"""Recordings in eleven formats, with bytes flipped, cut, repeated, and headers that lie: each is
heard as far as it goes, or refused in a sentence."""

import io
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from agent.channels.spoken.messages import LONGEST, transcriber
from speech.audio import HEARD, Format, decode
from speech.errors import AudioError
from speech.files import transcribe_file
from speech.vad import VoiceDetector
from tests.speech.sounds import tone, write_file
from tests.speech.voices import tiny
from tests.told import told

CODECS = {
    "wav": "pcm_s16le", "ogg": "libopus", "mp3": "libmp3lame", "m4a": "aac", "flac": "flac",
    "webm": "libopus", "aiff": "pcm_s16be", "au": "pcm_s16be", "aac": "aac", "wv": "wavpack",
    "amr": "libopencore_amrnb",
}  # fmt: skip
DRAWS = 25
"""Of each format; 2,000 of each were tried once."""
LIES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x01\0")
HEADER = 120
NARROW = Format(8_000, 1)


@cache
def recording(kind: str) -> bytes:
    """A second and a half of a tone."""
    form = NARROW if kind == "amr" else Format(48_000, 1)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a.{kind}")
        return write_file(path, tone(1.5, form), form, CODECS[kind]).read_bytes()


def spoilt(content: bytes, chance: Random) -> bytes:
    """The same with one kind of damage."""
    data, at = bytearray(content), chance.randrange(len(content))
    match chance.randrange(7):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            for _ in range(chance.randrange(2, 200)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 2:
            del data[at:]
        case 3:
            del data[:at]
        case 4:
            start = chance.randrange(min(HEADER, len(data)))
            lie = chance.choice(LIES)
            data[start : start + len(lie)] = lie
        case 5:
            data[at:at] = data[at // 2 : at] * chance.randrange(1, 5)
        case _:
            data[at : at + chance.randrange(1, 3_000)] = bytes(100)
    return bytes(data)


@pytest.mark.parametrize("kind", CODECS)
def test_what_is_spoilt_is_heard_or_refused(kind: str) -> None:
    for seed in range(DRAWS):
        content = spoilt(recording(kind), Random(f"{kind}{seed}"))
        try:
            heard = sum(map(len, decode(io.BytesIO(content), longest=LONGEST)))
        except AudioError as error:
            assert told(error).startswith("The recording")
        else:
            assert 0 < heard <= LONGEST * HEARD.bytes_per_second


@pytest.mark.parametrize("kind", CODECS)
async def test_a_voice_message_and_a_file_that_are_spoilt(kind: str, tmp_path: Path) -> None:
    detector, content = VoiceDetector(), spoilt(recording(kind), Random(kind))
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
    said: list[object] = []
    try:
        said.append(transcribe_file(path, tiny(), detector=detector).text)
    except AudioError as error:
        assert told(error).startswith(path.name)
    try:
        said.append((await transcriber(tiny(), detector)(content)).text)
    except AudioError as error:
        assert told(error).startswith("The voice message")
    assert len(said) in (0, 2)
