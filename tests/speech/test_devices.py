"""PortAudio is played by a stand-in: machines that run tests have no microphone."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from speech.devices import microphone, play
from speech.errors import EngineUnavailableError
from tests.told import raises_telling


class PortAudioError(Exception):
    pass


class Sound(ModuleType):
    """sounddevice, as far as it is used; `broken` has no device."""

    PortAudioError = PortAudioError

    def __init__(self, broken: bool = False) -> None:
        super().__init__("sounddevice")
        self.broken = broken
        self.options: dict[str, Any] = {}
        self.played = b""
        self.open = False
        self.opened = 0

    def RawInputStream(self, **options: Any) -> "Sound":  # noqa: N802 - sounddevice's name
        if self.broken:
            raise PortAudioError("Error querying device -1")
        self.options = options
        return self

    RawOutputStream = RawInputStream

    def write(self, chunk: bytes) -> None:
        assert self.open
        self.played += chunk

    def __enter__(self) -> "Sound":
        self.open = True
        self.opened += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.open = False


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType | None], None]:
    return lambda module: monkeypatch.setitem(sys.modules, "sounddevice", module)


def test_the_microphone_gives_packets_with_their_times(install: Callable[[Any], None]) -> None:
    sound, heard = Sound(), []
    install(sound)
    with microphone(lambda pcm, at: heard.append((pcm, at)), clock=lambda: 7.0):
        sound.options["callback"](memoryview(b"\1\2"), 1, None, None)
    assert heard == [(b"\1\2", 7.0)]
    assert (sound.opened, sound.open) == (1, False)
    assert (sound.options["samplerate"], sound.options["blocksize"]) == (16_000, 320)


def test_the_loudspeaker_plays_chunks(install: Callable[[Any], None]) -> None:
    sound = Sound()
    install(sound)
    play([b"\1\2", b"\3\4"])
    assert sound.played == b"\1\2\3\4"
    assert (sound.options["samplerate"], sound.options["channels"]) == (48_000, 1)


def test_without_devices_it_is_said(install: Callable[[Any], None]) -> None:
    install(Sound(broken=True))
    with raises_telling(EngineUnavailableError, "No loudspeaker can be used: Error querying"):
        play([b"\1\2"])
    with (
        raises_telling(EngineUnavailableError, "No microphone can be used"),
        microphone(lambda pcm, at: None),
    ):
        pass


def test_without_portaudio_it_is_said_what_to_install(install: Callable[[Any], None]) -> None:
    install(None)
    with raises_telling(EngineUnavailableError, "needs PortAudio: install"):
        microphone(lambda pcm, at: None).__enter__()
