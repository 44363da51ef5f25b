from collections.abc import Iterator

import pytest

from speech.synthesis.base import Engine, Job, Voice
from speech.synthesis.letters import language_of
from speech.synthesis.scripts import ByScript


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Привет, мир", "ru"),
        ("こんにちは", "ja"),
        ("日本", "cmn"),
        ("안녕", "ko"),
        ("Καλημέρα", "el"),
        ("mas jamón", ""),
        ("123 !", ""),
        ("The word мир means peace", ""),
    ],
)
def test_the_language_is_that_of_most_letters(text: str, language: str) -> None:
    assert language_of(text) == language


class Named(Engine):
    def __init__(self, voice: Voice) -> None:
        self.name, self.voice = voice.name, voice

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        yield f"{self.name}: {sentence}".encode()


def test_a_script_is_read_by_a_voice_that_can() -> None:
    engine = ByScript(Named(Voice("en-us")), Named)
    assert list(engine.synthesize("hello", Job())) == [b"en-us: hello"]
    assert list(engine.synthesize("Привет", Job())) == ["ru: Привет".encode()]


def test_a_voices_own_script_is_its_own() -> None:
    engine = ByScript(Named(Voice("ru")), Named)
    assert list(engine.synthesize("Привет", Job())) == ["ru: Привет".encode()]
    assert engine.voice.name == "ru"
