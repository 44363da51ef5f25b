from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from speech.errors import EngineUnavailableError
from speech.recognition import Recognizer, RecognizerOptions, create
from speech.recognition.base import Word
from tests.speech.optional import needs_pocketsphinx
from tests.speech.voices import hear, padded, say
from tests.told import raises_telling, told

pytestmark = needs_pocketsphinx
COMMANDS = ("yes", "no", "cancel", "help", "repeat that please", "start over")


@cache
def sphinx() -> Recognizer:
    return create(["sphinx"], RecognizerOptions())


@pytest.mark.parametrize("text", ["yes", "cancel", "repeat that please", "start over"])
def test_expected_phrases_are_heard_but_never_surely(text: str) -> None:
    heard = hear(sphinx().stream(), padded(say(text)), COMMANDS)
    assert heard.text == text
    assert 0.5 <= heard.confidence < 0.8
    assert [word.text for word in heard.words] == text.split()
    assert all(word.start < word.end for word in heard.words)


def test_the_partial_result_is_there_before_the_end() -> None:
    stream = sphinx().stream()
    stream.start(COMMANDS)
    stream.feed(padded(say("cancel")))
    assert stream.partial() == stream.partial() == "cancel"
    assert stream.finish().text == "cancel"
    assert stream.partial() == ""


def test_without_phrases_it_says_that_it_needs_some() -> None:
    heard = hear(sphinx().stream(), padded(say("yes")))
    assert heard.text == ""
    assert "expected phrases only" in told(*heard.notes)


def test_words_it_does_not_know_are_told() -> None:
    assert sphinx().stream().start(["yes", "zzqx", "say zzqx"]) == ("zzqx", "say zzqx")


def test_speakers_on_many_threads_do_not_mix() -> None:
    sounds = {text: padded(say(text)) for text in ("yes", "cancel", "start over")}

    def heard(text: str) -> str:
        return hear(sphinx().stream(), sounds[text], COMMANDS).text

    with ThreadPoolExecutor(6) as threads:
        texts = list(sounds) * 6
        assert list(threads.map(heard, texts)) == texts


def test_it_is_announced_as_rough_and_speaks_english_only() -> None:
    assert "rough" in told(*sphinx().remarks)
    with raises_telling(EngineUnavailableError, "English only, not “de”"):
        create(["sphinx"], RecognizerOptions("de"))


def test_a_fragment_of_a_phrase_is_not_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    recognizer = sphinx()
    fragment = (Word("show", 0.0, 0.3, 0.6),)
    monkeypatch.setattr("speech.recognition.sphinx.SphinxRecognizer.decode", lambda *_: fragment)
    stream = recognizer.stream()
    stream.start(["show me the instructions"])
    stream.feed(bytes(3200))
    transcript = stream.finish()
    assert (transcript.text, transcript.confidence) == ("", 0.0)
