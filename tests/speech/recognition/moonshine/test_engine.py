"""Moonshine itself, on voices of unlike families."""

from pathlib import Path

import pytest

from speech.audio import HEARD
from speech.errors import EngineFailedError, EngineUnavailableError
from speech.recognition import RecognizerOptions, create
from speech.recognition.base import Transcript
from speech.recognition.moonshine import MoonshineRecognizer
from speech.recognition.moonshine.engine import Read
from speech.recognition.reconciliation import reconcile
from tests.speech.recognition.moonshine.model import FOLDER, moonshine, needed
from tests.speech.voices import hear, padded, say
from tests.told import raises_telling, told

NUMBERS = ("one", "two", "three", "four", "five", "five stars", "never mind", "help")


def best(transcript: Transcript) -> str:
    return transcript.expected[0].phrase


LONG = (
    "Good morning, how are you today?",
    "The parking is behind the house, and it is free on Sunday.",
    "My sister wants a large coffee with milk and sugar.",
    "Please open the window before you leave the room.",
    "We meet in the big hall every second Monday of the month.",
    "The password is written on the paper under the table.",
    "If it rains tomorrow, we will play football in the evening.",
    "I would like to have three tickets for the next train.",
    "The doctor said that he should drink more water.",
    "Dinner is ready at seven o'clock.",
)


@needed
@pytest.mark.parametrize("voice", ["en-us", "en-gb", "en-us+f3"])
def test_any_words_are_read(voice: str) -> None:
    heard = hear(
        moonshine().stream(), padded(say("Please open the window before you leave.", voice))
    )
    assert heard.text == "please open the window before you leave"
    assert heard.confidence > 0.5
    assert heard.engine == "moonshine"
    assert heard.expected == ()


SPOKEN = [
    (word, voice)
    for word in ("one", "two", "three", "four", "five")
    for voice in ("en-us", "en-gb", "en-gb-scotland", "en-us+f3")
    if (word, voice[:5]) != ("four", "en-us")
]
"""espeak's American "four" is as much a "five", more or less so by what it said before."""


@needed
@pytest.mark.parametrize(("word", "voice"), SPOKEN)
def test_the_expected_phrase_that_was_said_fits_best(word: str, voice: str) -> None:
    heard = hear(moonshine().stream(), padded(say(word, voice)), NUMBERS)
    assert best(heard) == word
    assert heard.expected[0].margin > -7.0


@needed
def test_other_words_fit_no_phrase_well() -> None:
    heard = hear(moonshine().stream(), padded(say("Could I have a large coffee, please?")), NUMBERS)
    assert heard.text == "could i have a large coffee please"
    assert all(each.margin < -12.0 for each in heard.expected)


@needed
def test_an_opening_goes_on_with_any_words() -> None:
    pcm = padded(say("Hey Robin, what is the time?", "en-gb-scotland"))
    phrases = ("hey Robin", "hey Robin, train", "hey Robin, …")
    heard = hear(moonshine().stream(), pcm, phrases)
    assert heard.opened is not None
    assert heard.opened.phrase.startswith("hey robin ")
    assert heard.opened.phrase.endswith("the time")


@needed
@pytest.mark.parametrize("voice", ["en-us", "en-gb", "en-us+f3"])
@pytest.mark.parametrize("said", [LONG[1], LONG[2], LONG[4], "I'm out of here.", "Where is Bob?"])
def test_no_short_opening_is_put_before_other_words(said: str, voice: str) -> None:
    phrases = ("yes", "no", "no, …", "nope, …", "no, answer …")
    heard = hear(moonshine().stream(), padded(say(said, voice)), phrases)
    assert heard.opened is None


@needed
def test_a_word_that_opens_a_sentence_is_not_all_of_it() -> None:
    phrases = ("yes", "no", "no, …")
    heard = hear(moonshine().stream(), padded(say("No, answer good morning.")), phrases)
    assert reconcile(heard).text.startswith("no answer")
    assert reconcile(hear(moonshine().stream(), padded(say("No.")), phrases)).text == "no"


@needed
@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("No and so, no friend.", "no answer no friend"),
        ("No, that is a little friend.", "no that is a little friend"),
    ],
)
def test_what_is_mostly_said_after_a_no_is_heard_where_it_is_about_as_likely(
    said: str, heard: str
) -> None:
    phrases = ("yes", "no", "no, …", "no, answer …", "no, when I say …")
    assert reconcile(hear(moonshine().stream(), padded(say(said)), phrases)).text == heard


@needed
def test_words_before_the_name_are_not_swallowed() -> None:
    phrases = ("hey Robin", "hey Robin, …")
    pcm = padded(say("I told her that hey Robin is what you say.", "en-gb"))
    assert reconcile(hear(moonshine().stream(), pcm, phrases)).text.startswith("i told her")


@needed
def test_an_utterance_of_any_length_is_read_whole() -> None:
    sound = b"".join(padded(say(each), 0.3, 0.3) for each in LONG)
    assert HEARD.seconds(sound) > 30
    words = hear(moonshine().stream(), sound).text.split()
    said = [word.strip(".,?").lower() for each in LONG for word in each.split()]
    assert len(set(said) & set(words)) > 0.8 * len(set(said))
    assert words[-1] == "o'clock"


@needed
def test_what_was_read_at_a_pause_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, read = moonshine(), list[int]()
    recognize = engine.recognize

    def counted(pcm: bytes, phrases: tuple[str, ...], known: Read) -> Transcript:
        read.append(len(pcm))
        return recognize(pcm, phrases, known)

    monkeypatch.setattr(engine, "recognize", counted)
    stream = engine.stream()
    stream.start(NUMBERS)
    stream.feed(padded(say("four", "en-gb")))
    assert stream.partial() == "four"
    stream.wait(HEARD.silence(0.3))
    assert stream.partial() == "four"
    assert best(stream.finish()) == "four"
    assert len(read) == 1
    assert stream.finish().text == ""


@needed
def test_words_after_a_pause_belong_to_it() -> None:
    stream = moonshine().stream()
    stream.feed(padded(say("Good morning")))
    stream.wait(HEARD.silence(1.0))
    stream.feed(padded(say("how are you today?")))
    assert stream.finish().text == "good morning how are you today"


@needed
def test_a_click_is_too_short_to_break_it() -> None:
    stream = moonshine().stream()
    stream.feed(bytes(64))
    assert stream.finish().confidence <= 1.0


@needed
def test_auto_takes_it_where_there_is_no_vosk_model() -> None:
    made = create(["auto"], RecognizerOptions(moonshine_model=FOLDER))
    assert made.name == "moonshine"
    assert "Moonshine" in told(*made.remarks)


def test_another_language_is_refused() -> None:
    with raises_telling(EngineUnavailableError, "English only, not “de”"):
        create(["moonshine"], RecognizerOptions(language="de", moonshine_model=FOLDER))


def test_without_a_model_it_says_how_to_get_it() -> None:
    with raises_telling(EngineUnavailableError, r"run\.py fetch moonshine"):
        create(["moonshine"], RecognizerOptions())


def test_half_a_model_is_refused_and_auto_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "encoder_model.ort").write_bytes(b"x")
    with raises_telling(EngineUnavailableError, r"decoder_model_merged\.ort is"):
        MoonshineRecognizer(tmp_path)
    made = create(["auto"], RecognizerOptions(moonshine_model=tmp_path))
    assert made.name == "sphinx"
    assert "decoder_model_merged.ort is missing" in told(*made.remarks)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    for name in ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"):
        (tmp_path / name).write_bytes(b"\x01x")
    with raises_telling(EngineUnavailableError, "cannot be loaded; remove it"):
        MoonshineRecognizer(tmp_path)


@needed
@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
def test_a_frame_is_heard_round_both_its_gaps(voice: str) -> None:
    phrases = ("done", "when I say … you answer …")
    pcm = padded(say("When I say good morning, you answer over the bridge.", voice))
    heard = reconcile(hear(moonshine().stream(), pcm, phrases)).text
    first, second = heard.split(" you answer ")
    assert first.startswith("when i say ")
    assert second.endswith("bridge")


@needed
def test_no_frame_is_heard_where_its_first_words_are_not() -> None:
    phrases = ("done", "when I say … you answer …")
    heard = hear(moonshine().stream(), padded(say("Could you answer the door?")), phrases)
    assert heard.opened is None


@needed
def test_a_network_that_fails_is_told_when_the_utterance_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> Transcript:
        raise RuntimeError("out of memory")

    stream = moonshine().stream()
    stream.start(NUMBERS)
    stream.feed(padded(say("one")))
    with monkeypatch.context() as broken:
        broken.setattr(MoonshineRecognizer, "recognize", fails)
        assert stream.partial() == ""
        with raises_telling(EngineFailedError, "could not read what was said"):
            stream.finish()
    assert best(hear(stream, padded(say("help")), NUMBERS)) == "help"


@needed
def test_long_speech_is_not_read_anew_at_every_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[float] = []

    def read(_: object, pcm: bytes, phrases: object) -> Transcript:
        lengths.append(round(HEARD.seconds(pcm)))
        return Transcript("words", 0.9)

    monkeypatch.setattr(MoonshineRecognizer, "_piece", read)
    stream = moonshine().stream()
    stream.start(NUMBERS, closed=False)
    stream.feed(HEARD.silence(25.0))
    assert stream.partial() == ""
    assert lengths == []
    stream.wait(HEARD.silence(0.3))
    assert stream.partial() == "words words"
    before = len(lengths)
    stream.feed(HEARD.silence(2.0))
    assert stream.finish().text == "words words"
    assert len(lengths) == before + 1
