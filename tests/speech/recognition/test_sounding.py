"""Words that only sound like what was expected, from an engine that gives nothing but words."""

from collections.abc import Sequence

import pytest

from speech.errors import EngineUnavailableError
from speech.recognition import RecognizerOptions, create
from speech.recognition.base import PhraseScore, RecognitionStream, Recognizer, Transcript
from speech.recognition.reconciliation import ASK, TAKE, reconcile
from speech.recognition.sounding import Sounding
from tests.told import raises_telling, told


class Writer(RecognitionStream):
    """Hears what it was made to hear."""

    def __init__(self, heard: Transcript) -> None:
        super().__init__()
        self.heard = heard

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        return ()

    def _feed(self, pcm: bytes) -> None: ...

    def _partial(self) -> str:
        return self.heard.text

    def _finish(self) -> Transcript:
        return self.heard

    def _reset(self) -> None: ...


class Written(Recognizer):
    name = "written"

    def __init__(self, heard: Transcript) -> None:
        self.heard = heard

    def stream(self) -> RecognitionStream:
        return Writer(self.heard)


def heard(text: str, phrases: Sequence[str], sure: float = 1.0) -> Transcript:
    stream = Sounding(Written(Transcript(text, sure)), "en-us").stream()
    stream.start(phrases)
    return reconcile(stream.finish())


COMMANDS = ("feedback", "cancel", "train", "archive", "hey Robin", "hey Robin, train")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("gansel", "cancel"),
        ("kensel", "cancel"),
        ("trane", "train"),
        ("hey robyn train", "hey robin train"),
        ("hay robin", "hey robin"),
    ],
)
def test_what_sounds_like_a_phrase_is_it(text: str, meant: str) -> None:
    found = heard(text, COMMANDS)
    assert found.text == meant
    assert found.confidence >= TAKE


@pytest.mark.parametrize("text", ["fee bat", "camel"])
def test_what_is_less_like_it_is_asked_back_or_left(text: str) -> None:
    found = heard(text, COMMANDS)
    assert found.text == text or ASK <= found.confidence < TAKE


@pytest.mark.parametrize("text", ["hey robinson is here", "what time is it", "i saw a bird", ""])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert heard(text, (*COMMANDS, "hey Robin, …")).text == text


def test_what_follows_the_name_is_kept() -> None:
    found = heard("hay robyn what time is it", ("hey Robin, …",))
    assert found.text == "hey robin what time is it"


def test_an_engine_that_is_unsure_is_believed_less() -> None:
    assert heard("gansel", COMMANDS, 0.6).confidence < TAKE


def test_the_very_phrase_keeps_the_engines_own_judgement() -> None:
    assert heard("cancel", COMMANDS, 0.55) == Transcript("cancel", 0.55)


def test_scores_of_an_engine_that_has_some_are_left_alone() -> None:
    own = (PhraseScore("train", -1.0),)
    stream = Sounding(Written(Transcript("gansel", 1.0, expected=own)), "en-us").stream()
    stream.start(COMMANDS)
    assert stream.finish().expected == own


def test_a_language_that_nobody_can_pronounce_goes_without() -> None:
    with raises_telling(EngineUnavailableError, "no voice"):
        Sounding(Written(Transcript()), "xx-xx")
    made = create(["google"], RecognizerOptions(language="xx-xx"))
    assert made.name == "google"
    assert "Likeness of sounds is not used" in told(*made.remarks)
