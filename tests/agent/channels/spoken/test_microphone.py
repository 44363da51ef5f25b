"""The microphone and the loudspeaker are played by a stand-in; all between them is real."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.channels.spoken.microphone import Microphone
from agent.channels.spoken.speech_stack import build_speech
from agent.cli import main
from agent.opening import opened
from speech.audio import HEARD, SPOKEN
from tests.agent.conftest import settings_for
from tests.loopback.changes import Changes
from tests.realtime import real_time
from tests.speech.test_devices import Sound
from tests.speech.voices import MODEL, padded, say

BLOCK = 640


async def spoken_into(callback: Callable[..., None], text: str) -> None:
    """Say it in real time, as a microphone does."""
    pcm = padded(say(text), after=1.0)
    begun = asyncio.get_running_loop().time()
    for at in range(0, len(pcm), BLOCK):
        await asyncio.sleep(begun + HEARD.seconds(pcm[:at]) - asyncio.get_running_loop().time())
        callback(pcm[at : at + BLOCK], BLOCK // 2, None, None)


@real_time
async def test_what_is_spoken_is_answered_aloud(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, shown = Sound(), list[str]()
    monkeypatch.setitem(sys.modules, "sounddevice", sound)
    settings = settings_for(home, vosk_model_path=MODEL)
    async with opened(settings) as app:
        room = Microphone(app.runner, build_speech(settings), shown.append)
        running = asyncio.create_task(room.run())
        await Changes().until(lambda: sound.options)
        heard = dict(sound.options)
        await spoken_into(heard["callback"], "hey robin feedback")
        await Changes().until(lambda: len(sound.played) > SPOKEN.bytes_per_second / 2)
        running.cancel()
        await asyncio.wait([running])
    assert heard["samplerate"] == HEARD.rate
    assert shown[0].startswith("Listening: say “hey Robin”")
    assert shown[1:] == ["you: hey robin feedback", "agent: One to five?"]


def test_without_a_microphone_it_is_one_sentence(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VOSK_MODEL_PATH", str(MODEL))
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert main(["--home", str(home), "console", "--mic"]) == 2
    error = capsys.readouterr().err
    assert "needs PortAudio" in error
    assert len(error.splitlines()) == 1
