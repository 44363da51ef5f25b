import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from speech.audio import HEARD
from speech.errors import EngineUnavailableError
from speech.recognition import RecognizerOptions, create
from speech.recognition.vosk import VoskRecognizer, check_model
from tests.patience import PATIENCE
from tests.speech.voices import MODEL, STABLE, hear, padded, say, tiny
from tests.told import raises_telling

ORDERS = ("hey robin feedback", "hey robin train", "hey robin")


@pytest.mark.parametrize("text", STABLE)
def test_stable_phrases_are_understood(text: str) -> None:
    heard = hear(tiny().stream(), padded(say(text)))
    assert heard.text == text
    assert heard.engine == "vosk"


@pytest.mark.parametrize("text", ["yes", "no", "train a model"])
def test_expected_phrases_are_understood(text: str) -> None:
    stream = tiny().stream()
    assert hear(stream, padded(say(text)), ["Yes!", "no", "Train a model."]).text == text


def test_words_have_times_and_alternatives_have_chances() -> None:
    heard = hear(tiny().stream(), padded(say("when i say hello you answer good morning captain")))
    assert [word.text for word in heard.words] == heard.text.split()
    starts = [word.start for word in heard.words]
    assert starts == sorted(starts)
    assert all(word.start < word.end <= 5.0 for word in heard.words)
    assert all(0.0 <= word.confidence <= 1.0 for word in heard.words)
    chances = [heard.confidence, *(other.confidence for other in heard.alternatives)]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1.0 + 1e-9


def test_what_is_not_expected_is_not_understood() -> None:
    heard = hear(tiny().stream(), padded(say("hippopotamus")), ["yes", "no"])
    assert (heard.text, heard.confidence, heard.words) == ("", 0.0, ())


@pytest.mark.parametrize("text", ["hey robin feedback", "cancel", "hey robin train"])
@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
def test_what_was_complete_when_it_was_ended_early_is_what_was_said(text: str, voice: str) -> None:
    spoken, missed = say(text, voice), []
    for milliseconds in range(0, 130, 10):
        stream = tiny().stream()
        stream.start(["feedback", "cancel", "train", *ORDERS])
        stream.feed(spoken[: len(spoken) - milliseconds * HEARD.bytes_per_second // 1000])
        before = stream.partial()
        if before == text and stream.finish().text != text:
            missed.append(milliseconds)
    assert missed == []


def test_the_partial_result_grows_and_then_is_complete() -> None:
    stream = tiny().stream()
    assert stream.partial() == ""
    stream.start()
    sound = padded(say("what is the capital of france"), after=0.4)
    seen = []
    for start in range(0, len(sound), 3200):
        stream.feed(sound[start : start + 3200])
        seen.append(len(stream.partial().split()))
    assert seen[0] == 0
    assert 0 < sorted(seen)[len(seen) // 2] < 6
    assert stream.partial() == "what is the capital of france"


def test_a_pause_that_libvosk_takes_for_the_end_loses_no_words() -> None:
    pause = HEARD.silence(1.5)
    sound = padded(say("good morning") + pause + say("train a model") + pause + say("yes"))
    stream = tiny().stream()
    heard = hear(stream, sound)
    assert heard.text == "good morning train a model yes"
    assert [word.start for word in heard.words] == sorted(word.start for word in heard.words)
    assert heard.words[-1].start > 3.5


def test_there_is_a_partial_result_right_after_libvosk_found_an_end() -> None:
    stream = tiny().stream()
    stream.start()
    seen = set()
    for sound in (padded(say("yes")), *[HEARD.silence(0.03)] * 60):
        stream.feed(sound)
        seen.add(stream.partial())
    assert seen == {"yes"}


def test_a_minute_of_silence_is_nothing() -> None:
    assert hear(tiny().stream(), HEARD.silence(60.0), chunk=32_000).text == ""


def test_phrases_the_model_does_not_know_are_told_and_the_others_heard() -> None:
    stream = tiny().stream()
    unheard = stream.start(["yes", "hippopotamus", "no way", "say zebra", "<eps>", "[unk]", ""])
    assert unheard == ("hippopotamus", "no way", "say zebra", "eps", "unk")
    stream.feed(padded(say("yes")))
    assert stream.finish().text == "yes"


def test_where_no_phrase_is_known_the_full_vocabulary_is_used() -> None:
    heard = hear(tiny().stream(), padded(say("train a model")), ["hippopotamus"])
    assert heard.text == "train a model"


def test_a_stream_forgets_between_utterances() -> None:
    stream = tiny().stream()
    stream.start(["no"])
    stream.feed(padded(say("no")))
    stream.reset()
    assert stream.finish().text == ""
    assert hear(stream, padded(say("train a model"))).text == "train a model"
    stream.feed(padded(say("yes")))
    assert stream.finish().text == "yes"


def test_one_stream_used_by_many_threads_does_not_end_the_process() -> None:
    script = """
import random, threading
from tests.speech.voices import tiny, padded, say
stream, sound = tiny().stream(), padded(say("train a model"))
def use(seed):
    chance = random.Random(seed)
    for _ in range(60):
        start = chance.randrange(0, len(sound), 2)
        chance.choice([
            lambda: stream.start(["yes", "no"]), lambda: stream.start(), stream.reset,
            stream.partial, stream.finish, *[lambda: stream.feed(sound[start:start + 6400])] * 6,
        ])()
threads = [threading.Thread(target=use, args=(n,)) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
stream.start()
stream.feed(sound)
print(stream.finish().text)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "train a model\n"), done.stderr


def emptied(part: str) -> Callable[[Path], None]:
    return lambda folder: (folder / part).open("wb").close()


def removed(part: str) -> Callable[[Path], None]:
    return lambda folder: (folder / part).unlink()


def halved(part: str) -> Callable[[Path], None]:
    def halve(folder: Path) -> None:
        content = (folder / part).read_bytes()
        (folder / part).write_bytes(content[: len(content) // 2])

    return halve


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (removed("conf/model.conf"), "conf/model.conf is missing"),
        (halved("am/final.mdl"), "is damaged"),
        (halved("graph/HCLr.fst"), "is damaged"),
        (removed("graph/Gr.fst"), "is damaged"),
        (emptied("conf/model.conf"), "is damaged"),  # libvosk aborts the process
    ],
)
def test_a_broken_model_is_refused_and_the_process_lives(
    tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    spoil(folder)
    with raises_telling(EngineUnavailableError, said):
        VoskRecognizer(folder)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with raises_telling(EngineUnavailableError, "There is no folder"):
        check_model(tmp_path / "gone")
    with raises_telling(EngineUnavailableError, "not a whole Vosk model"):
        check_model(tmp_path)


def test_the_model_is_chosen_by_language(tmp_path: Path) -> None:
    models = {"de": tmp_path, "en-us": MODEL}
    assert create(["vosk"], RecognizerOptions("en-us", models)).name == "vosk"
    assert RecognizerOptions("en-gb", models).vosk_model == MODEL
    with raises_telling(EngineUnavailableError, r"no Vosk model for “fr”.*fetch vosk"):
        create(["vosk"], RecognizerOptions("fr", models))
