import ctypes.util
from pathlib import Path

import numpy as np
import pytest
from discord import opus

from speech.audio import DISCORD, samples
from speech.errors import EngineUnavailableError
from speech.opus import load_opus
from tests.speech.sounds import tone
from tests.told import raises_telling


def test_without_a_system_library_the_one_in_pyav_codes_and_decodes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(opus, "_lib", None)
    assert "libopus" in load_opus()
    encoder = opus.Encoder()
    decoder = opus.Decoder()  # type: ignore[no-untyped-call]  # discord.py left it untyped
    pcm, size = tone(0.4, DISCORD), encoder.FRAME_SIZE
    packets = [encoder.encode(pcm[i : i + size], 960) for i in range(0, len(pcm), size)]
    heard = samples(b"".join(decoder.decode(packet, fec=False) for packet in packets))
    assert len(heard) == len(samples(pcm))
    assert np.abs(heard).max() == pytest.approx(np.abs(samples(pcm)).max(), rel=0.2)


def test_no_library_at_all_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr("av.__file__", str(tmp_path / "av" / "__init__.py"))
    with raises_telling(EngineUnavailableError, "install libopus0"):
        load_opus()
