import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from speech.synthesis.base import Engine, Job, Synthesizer, Voice
from speech.synthesis.cache import Cached, Store


class Counting(Engine):
    """Says a text as its bytes, and counts how often it was asked."""

    name = "counting"

    def __init__(self, voice: Voice | None = None) -> None:
        self.voice = voice or Voice()
        self.asked = 0

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        self.asked += 1
        for letter in sentence.encode():
            yield bytes([letter])


def spoken(engine: Engine, text: str) -> bytes:
    return b"".join(Synthesizer(engine).speak(text))


def test_what_was_said_once_is_not_made_again_even_after_a_restart(tmp_path: Path) -> None:
    engine = Counting()
    for _ in range(3):
        assert spoken(Cached(engine, Store(tmp_path, 1_000)), "Right? Yes.") == b"Right?Yes."
    assert engine.asked == 2


def test_voice_and_rate_have_sounds_of_their_own(tmp_path: Path) -> None:
    store = Store(tmp_path, 1_000)
    engines = [Counting(), Counting(Voice("de")), Counting(Voice(rate=100))]
    for engine in engines:
        spoken(Cached(engine, store), "yes")
    assert [engine.asked for engine in engines] == [1, 1, 1]


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    engine = Counting()
    cached = Cached(engine, Store(tmp_path, 10))
    for text in ("aaaa", "bbbb", "aaaa", "cccc"):
        spoken(cached, text)
    assert engine.asked == 3
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 8
    spoken(cached, "aaaa")
    assert engine.asked == 3
    spoken(cached, "bbbb")
    assert engine.asked == 4


def test_what_is_larger_than_the_cache_is_said_and_not_kept(tmp_path: Path) -> None:
    assert spoken(Cached(Counting(), Store(tmp_path, 3)), "aaaa") == b"aaaa"
    assert list(tmp_path.iterdir()) == []


def test_half_a_sentence_is_not_kept(tmp_path: Path) -> None:
    engine = Counting()
    cached = Cached(engine, Store(tmp_path, 1_000))
    speech = Synthesizer(cached).speak("abcd")
    next(speech)
    speech.cancel()
    assert list(speech) == []
    assert spoken(cached, "abcd") == b"abcd"
    assert engine.asked == 2


def test_a_file_that_vanished_is_made_again(tmp_path: Path) -> None:
    engine = Counting()
    cached = Cached(engine, Store(tmp_path, 1_000))
    spoken(cached, "yes")
    for path in tmp_path.iterdir():
        path.unlink()
    assert spoken(cached, "yes") == b"yes"
    assert engine.asked == 2


def test_a_full_disk_is_logged_and_the_words_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    engine = Counting()
    cached = Cached(engine, Store(tmp_path, 1_000))
    assert spoken(cached, "secret words") == spoken(cached, "secret words") == b"secret words"
    assert engine.asked == 2
    assert list(tmp_path.iterdir()) == []
    assert "No space left on device" in caplog.text
    assert "secret" not in caplog.text


def test_warming_leaves_only_the_cache_to_ask(tmp_path: Path) -> None:
    engine = Counting()
    cached = Cached(engine, Store(tmp_path, 1_000))
    Synthesizer(cached).warm(["One. Next?", "Right?"])
    asked = engine.asked
    assert spoken(cached, "Right? Next?") == b"Right?Next?"
    assert engine.asked == asked == 3
