"""Recordings in, dialogs and recordings out, as scripts use them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from agent.cli import main
from speech.audio import DISCORD, HEARD, SPOKEN, decode, samples, write_wav
from speech.tracks import track
from tests.speech.optional import needs_pocketsphinx
from tests.speech.sounds import write_file
from tests.speech.test_fetch import NAME, Vendor
from tests.speech.voices import MODEL, padded, say
from tests.speech.web import served

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOSK_MODEL_PATH", str(MODEL))


@pytest.fixture(autouse=True)
def _voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The recordings wait as long as this voice's answers take."""
    monkeypatch.setenv("SYNTHESIZER", "pyttsx3")


def recording(path: Path, *lines: tuple[str, float]) -> Path:
    """Somebody says lines, and waits after each for so many seconds."""
    sound = [part for text, wait in lines for part in (say(text), HEARD.silence(wait))]
    write_wav(path, [HEARD.silence(0.5), *sound], HEARD)
    return path


def talk(home: Path, file: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[Any]:
    assert main(["--home", str(home), "talk", str(file), "--json", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def said(lines: Sequence[Any], speaker: str) -> list[str]:
    return [line["text"] for line in lines if line["speaker"] == speaker]


def test_a_recording_goes_in_and_the_dialog_comes_out(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = recording(
        tmp_path / "in.wav",
        ("what is the weather today", 2.0),
        ("hey robin feedback", 3.0),
        ("mumble", 4.0),
        ("it is four stars", 12.0),
        ("no", 2.0),
    )
    out = tmp_path / "out.wav"
    lines = talk(home, file, capsys, "--out", str(out))
    assert [(line["text"], line["taken"]) for line in lines if line["speaker"] == "person"] == [
        ("what is the weather today", False),
        ("hey robin feedback", True),
        ("", True),
        ("it is four stars", True),
        ("no", True),
    ]
    assert said(lines, "agent") == [
        "One to five?",
        "Sorry, a number from one to five?",
        "Any comment? Or say no.",
        "Any comment? Or say no.",
        "Thanks.",
    ]
    asked, again = [line["at"] for line in lines if line["text"].startswith("Any comment")]
    assert 7.0 < again - asked < 9.5  # seven seconds of silence after the question
    left, right = samples(b"".join(decode(out, DISCORD))).reshape(-1, 2).T
    assert abs(left).max() > 3000
    assert abs(right[: round(asked * DISCORD.rate)]).max() > 3000


def test_who_interrupts_is_heard_in_the_right_order(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = recording(tmp_path / "in.wav", ("hey robin test", 0.8), ("cancel", 2.0), ("train", 1.0))
    lines = talk(home, file, capsys)
    assert said(lines, "agent")[:2] == ["What should I be asked?", "All right."]
    assert lines[-1]["state"] == "awaiting_data"


@pytest.mark.parametrize("kind", ["ogg", "mp3"])
def test_files_are_transcribed_with_any_engine(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write_file(tmp_path / f"first.{kind}", padded(say("good morning")), HEARD)
    second = write_file(tmp_path / f"second.{kind}", padded(say("yes")), HEARD)
    assert main(["transcribe", str(first), str(second), "--json"]) == 0
    heard = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(each["file"], each["text"], each["engine"]) for each in heard] == [
        (first.name, "good morning", "vosk"),
        (second.name, "yes", "vosk"),
    ]
    assert all(each["seconds"] > 0.5 and 0 < each["confidence"] <= 1 for each in heard)


@needs_pocketsphinx
def test_phrases_are_transcribed_without_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said.wav"
    write_wav(said, [padded(say("yes"))], HEARD)
    phrases = ["--phrases", "yes|no|umpteenth", "--engine", "sphinx"]
    assert main(["transcribe", str(said), *phrases]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("said.wav: yes")
    assert "run.py fetch moonshine" in printed.err


def test_a_bad_file_is_a_sentence_and_the_others_are_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "notes.wav", tmp_path / "good.wav"
    bad.write_text("buy milk")
    write_wav(good, [padded(say("yes"))], HEARD)
    assert main(["transcribe", str(bad), str(good)]) == 2
    printed = capsys.readouterr()
    assert "notes.wav is not sound that can be read" in printed.err
    assert "good.wav: yes" in printed.out


def test_what_is_said_into_a_file_can_be_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.wav"
    assert main(["--home", str(tmp_path), "say", "Train a model.", "--out", str(out)]) == 0
    assert main(["transcribe", str(out)]) == 0
    assert "out.wav: train a model" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["say", "", "--out", "x.wav"], "nothing to say in that text"),
        (["say", "hello", "--out", "/nowhere/x.wav"], "could not be written"),
        (["say", "hello", "--engine", "parrot"], "no synthesizer “parrot”"),
        (["transcribe", "nowhere.wav", "--engine", "parrot"], "no recognizer “parrot”"),
        (["talk", "nowhere.wav"], "nowhere.wav could not be read"),
    ],
)
def test_errors_are_one_sentence(
    home: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), *arguments]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert len(error.splitlines()) == 1


def test_without_a_loudspeaker_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    assert main(["--home", str(tmp_path), "say", "hello"]) == 2
    assert "needs PortAudio" in capsys.readouterr().err


def test_the_recorded_voices_do_not_clip_each_other() -> None:
    loud = samples(SPOKEN.silence(0.1)).copy()
    loud[:] = 30_000
    both = samples(track([(0.0, loud.tobytes()), (0.05, loud.tobytes())]))
    assert both.max() == 32_767
    assert len(both) == round(0.15 * SPOKEN.rate)


def test_a_model_is_fetched_and_from_then_on_hears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VOSK_MODEL_PATH")
    vendor, home = Vendor(), ["--home", str(tmp_path)]
    word = tmp_path / "word.wav"
    write_wav(word, [padded(say("goodbye"))], HEARD)
    with served(vendor) as vendor.address:
        url = ["--url", f"{vendor.address}/model-list.json"]
        assert main([*home, "fetch", "vosk", "--list", *url]) == 0
        assert "de          40M  vosk-model-small-de-0.15  (German)" in capsys.readouterr().out
        assert main([*home, "fetch", "vosk", *url]) == 0
        assert f"The model is in {tmp_path / 'models/vosk' / NAME}." in capsys.readouterr().out
        assert main([*home, "fetch", "vosk", "--once", *url]) == 0
        assert sum(request.path.endswith(".zip") for request in vendor.asked) == 1
    assert main([*home, "transcribe", str(word)]) == 0
    assert "word.wav: goodbye" in (printed := capsys.readouterr()).out
    assert printed.err == ""


def test_without_a_network_fetching_goes_on_without_when_only_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VOSK_MODEL_PATH")
    command = ["--home", str(tmp_path), "fetch", "vosk", "--url", "http://127.0.0.1:9/list.json"]
    assert main(command) == 2
    assert "did not come" in capsys.readouterr().err
    assert main([*command, "--once"]) == 0
    assert "Going on without; `python run.py fetch vosk` tries again." in capsys.readouterr().err
