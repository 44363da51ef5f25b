import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from agent.channels.spoken.sounds import LOUD, behind, recorded, voiced
from speech.audio import HEARD, samples, write_wav
from speech.errors import AudioError, EngineUnavailableError
from tests.speech.sounds import tone
from tests.told import raises_telling


def test_everybody_speaks_as_loud() -> None:
    for voice in ("de", "en-us+f3"):
        wave = samples(voiced(voice)("guten Morgen")).astype(float)
        spoken = wave[np.abs(wave) > 0.05 * np.abs(wave).max()]
        assert math.sqrt(np.mean(spoken**2)) == pytest.approx(LOUD, rel=0.05)


def test_recordings_are_found_by_what_is_said(tmp_path: Path) -> None:
    write_wav(tmp_path / "hey-robin-train.wav", [tone(0.5, HEARD)], HEARD)
    play = recorded(tmp_path)
    assert HEARD.seconds(play("Hey Robin, train.")) == pytest.approx(0.5)
    with raises_telling(AudioError, r"no yes\.ogg or yes\.wav"):
        play("Yes!")


def test_noise_is_so_many_decibels_below_and_goes_on_for_ever(tmp_path: Path) -> None:
    write_wav(tmp_path / "noise.wav", [tone(0.5, HEARD)], HEARD)
    add = behind(tmp_path / "noise.wav", 20.0)
    for at in (0.02, 0.5, 100.0):
        wave = samples(add(HEARD.silence(0.02), at)).astype(float)
        assert math.sqrt(np.mean(wave**2)) == pytest.approx(LOUD / 10, rel=0.1)
    packet = tone(0.02, HEARD)
    assert behind(None, 0.0)(packet, 1.0) == packet


def test_noise_of_which_nothing_is_heard_is_refused(tmp_path: Path) -> None:
    write_wav(tmp_path / "quiet.wav", [HEARD.silence(0.5)], HEARD)
    with raises_telling(AudioError, "quiet.wav is silent"):
        behind(tmp_path / "quiet.wav", 20.0)


@pytest.mark.skipif(shutil.which("flite") is None, reason="no flite: `apt install flite`")
def test_a_voice_that_flite_has_not_is_named_with_those_it_has() -> None:
    with raises_telling(EngineUnavailableError, "no voice “nobody”; there are .*slt"):
        voiced("flite:nobody")
    assert voiced("flite:slt")("yes")
