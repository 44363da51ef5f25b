import io
import struct
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import Message
from speech.audio import DISCORD, HEARD, SPOKEN, Format, decode, write_wav
from speech.errors import AudioError
from tests.speech.sounds import CODECS, pitch, tone, write_file
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling, told


@pytest.mark.parametrize("kind", CODECS)
def test_every_kind_of_file_becomes_16_khz_mono(tmp_path: Path, kind: str) -> None:
    path = write_file(tmp_path / f"a.{kind}", tone(1.0, DISCORD), DISCORD)
    heard = b"".join(decode(path))
    assert HEARD.seconds(heard) == pytest.approx(1.0, abs=0.08)
    assert pitch(heard, HEARD) == pytest.approx(440, abs=2)


@pytest.mark.parametrize(
    ("form", "codec", "layout"),
    [
        (Format(8_000, 1), "pcm_s16le", "mono"),
        (Format(44_100, 2), "pcm_f32le", "stereo"),
        (Format(48_000, 6), "pcm_s16le", "5.1"),
        (Format(16_000, 1), "pcm_u8", "mono"),
    ],
)
def test_odd_rates_channels_and_sample_types(
    tmp_path: Path, form: Format, codec: str, layout: str
) -> None:
    path = write_file(tmp_path / "a.wav", tone(0.5, form), form, codec, layout)
    heard = b"".join(decode(path))
    assert HEARD.seconds(heard) == pytest.approx(0.5, abs=0.01)
    assert pitch(heard, HEARD) == pytest.approx(440, abs=3)


def test_a_voice_message_is_decoded_from_memory(tmp_path: Path) -> None:
    data = write_file(tmp_path / "a.ogg", tone(0.3, SPOKEN), SPOKEN).read_bytes()
    heard = b"".join(decode(io.BytesIO(data), DISCORD, name=Message("audio.voice_message")))
    assert DISCORD.seconds(heard) == pytest.approx(0.3, abs=0.03)


def test_a_text_file_named_wav_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.wav"
    path.write_text("buy milk")
    with raises_telling(AudioError, r"^notes\.wav is not sound that can be read; send WAV"):
        list(decode(path))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.ogg"
    path.touch()
    with raises_telling(AudioError, r"^empty\.ogg is not sound"):
        list(decode(path))


def test_a_wav_without_samples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.wav"
    write_wav(path, [], HEARD)
    with raises_telling(AudioError, r"^none\.wav holds no sound"):
        list(decode(path))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with raises_telling(AudioError, r"^gone\.wav could not be read: No such file"):
        list(decode(tmp_path / "gone.wav"))
    with raises_telling(AudioError, "could not be read: Is a directory"):
        list(decode(tmp_path))


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cat.mp4"
    with av.open(str(path), "w") as film:
        pictures = film.add_stream("mpeg4", rate=10)
        pictures.width = pictures.height = 16
        film.mux(pictures.encode(av.VideoFrame(16, 16, "yuv420p")))
        film.mux(pictures.encode(None))
    with raises_telling(AudioError, r"cat\.mp4 has no sound track"):
        list(decode(path))


@pytest.mark.parametrize("ending", ["wav", "m3u8"])
def test_a_play_list_opens_nothing(tmp_path: Path, ending: str) -> None:
    asked: list[str] = []

    def answer(request: Request) -> Answer:
        asked.append(request.path)
        return Answer()

    path = tmp_path / f"list.{ending}"
    with served(answer) as address:
        path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{address}/secret.wav\n")
        with raises_telling(AudioError, "is not sound"):
            list(decode(path))
    assert asked == []


def test_an_impossible_sample_rate_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "fast.wav"
    write_wav(path, [tone(0.1, HEARD)], HEARD)
    sound = bytearray(path.read_bytes())
    sound[24:28] = struct.pack("<I", 1_375_776_384)
    path.write_bytes(sound)
    with raises_telling(AudioError, r"fast\.wav claims an impossible sample rate"):
        list(decode(path))


@settings(max_examples=60)
@given(st.sampled_from(sorted(CODECS)), st.integers(0, 2**16), st.binary(max_size=8))
def test_damage_anywhere_gives_sound_or_a_sentence(kind: str, where: int, damage: bytes) -> None:
    sound = bytearray(whole_file(kind))
    where %= len(sound)
    sound[where : where + len(damage)] = damage
    try:
        assert b"".join(decode(io.BytesIO(sound), longest=60.0))
    except AudioError as error:
        assert told(error).startswith("The recording ")


@cache
def whole_file(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_file(Path(folder) / f"a.{kind}", tone(0.3, SPOKEN), SPOKEN).read_bytes()


def test_channels_that_change_on_the_way_are_followed(tmp_path: Path) -> None:
    bare = {"write_xing": "0", "id3v2_version": "0"}
    parts = [
        write_file(tmp_path / "a.mp3", tone(1.0, form), form, **bare).read_bytes()
        for form in (SPOKEN, DISCORD)
    ]
    heard = b"".join(decode(io.BytesIO(b"".join(parts)), HEARD))
    assert HEARD.seconds(heard) == pytest.approx(2.0, abs=0.25)
    assert pitch(heard, HEARD) == pytest.approx(440, abs=3)


def test_a_three_hour_recording_is_refused_by_its_header_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    size = 3 * 3600 * 8_000 * 2
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8_000, 16_000, 2, 16)
    data = struct.pack("<4sI", b"data", size)
    path.write_bytes(struct.pack("<4sI4s", b"RIFF", size + 36, b"WAVE") + form + data)
    with path.open("r+b") as sparse:
        sparse.truncate(44 + size)
    with raises_telling(AudioError, r"long\.wav is longer than 60 minutes"):
        next(decode(path))


def test_a_limit_holds_even_where_the_header_says_nothing(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.mp3", tone(2.0, HEARD), HEARD)
    with raises_telling(AudioError, "longer than"):
        list(decode(path, longest=1.0))


def test_a_truncated_ogg_gives_what_it_holds(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.ogg", tone(3.0, SPOKEN), SPOKEN)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert 0.3 < HEARD.seconds(b"".join(decode(path))) < 2.9


def test_wav_files_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    parts = [tone(0.2, SPOKEN), tone(0.3, SPOKEN)]
    assert write_wav(path, parts, SPOKEN) == pytest.approx(0.5)
    assert b"".join(decode(path, SPOKEN)) == b"".join(parts)

    def breaks() -> Iterator[bytes]:
        yield tone(0.1, SPOKEN)
        raise AudioError("opus.missing")

    before = path.read_bytes()
    with raises_telling(AudioError, "No libopus"):
        write_wav(path, breaks(), SPOKEN)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["out.wav"]


def test_an_unwritable_place_is_said(tmp_path: Path) -> None:
    with raises_telling(AudioError, "could not be written"):
        write_wav(tmp_path / "no" / "such" / "a.wav", [b""], SPOKEN)
