"""Rehearsals from the command line."""

import json
import shutil
from pathlib import Path

import pytest

from agent.cli import main
from tests.speech.recognition.moonshine.model import FOLDER, needed

pytestmark = pytest.mark.slow

RIGHT = """
- name: rate
  turns:
    - say: "Hey Robin, feedback."
    - say: "Four."
    - say: "No."
  hears: ["one to five", "thanks"]
  ends: idle
"""
WRONG = """
- name: expects too much
  turns:
    - say: "Hey Robin, feedback."
  hears: ["a song"]
  ends: idle
  taught: {"a": "b"}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dialogs.yaml"
    path.write_text(RIGHT)
    return path


def test_a_dialog_that_goes_as_it_should_is_right(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "rehearse", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == ["right  rate", "1 of 1 went as they should."]


def test_what_is_not_as_it_should_be_is_told(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(WRONG)
    assert main(["--home", str(home), "rehearse", str(file), "--json"]) == 2
    held = json.loads(capsys.readouterr().out)
    assert held["faults"] == ["hears: a song", "ends: giving_feedback", "taught: {}"]
    assert held["right"] is False


@needed
def test_spoken_it_is_held_with_a_person_who_waits(
    home: Path, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "models" / "moonshine").symlink_to(FOLDER)
    monkeypatch.setenv("RECOGNIZER", "moonshine")
    command = ["--home", str(home), "rehearse", str(file), "--voice", "en-gb", "--json"]
    assert main(command) == 0
    held = json.loads(capsys.readouterr().out)
    assert [line["text"] for line in held["heard"]] == ["hey robin feedback", "four", "no"]
    assert all(0 < answer["delay"] < 1.0 for answer in held["answers"])


@needed
@pytest.mark.parametrize("voice", ["en-us", "flite:slt", "flite:rms", "flite:awb"])
def test_voices_not_of_one_family_are_understood(
    home: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    voice: str,
) -> None:
    if voice.startswith("flite:") and shutil.which("flite") is None:
        pytest.skip("flite is not installed")
    (home / "models" / "moonshine").symlink_to(FOLDER)
    monkeypatch.setenv("RECOGNIZER", "moonshine")
    monkeypatch.setenv("SYNTHESIZER", "pyttsx3")  # of the agent, whose voice does not matter here
    assert main(["--home", str(home), "rehearse", str(file), "--voice", voice]) == 0
    assert capsys.readouterr().out.startswith("right")


@pytest.mark.parametrize("option", [["--noise", "noise.wav"], ["--engine", "sphinx"]])
def test_what_only_makes_sense_aloud_is_refused_where_dialogs_are_typed(
    file: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert main(["rehearse", str(file), *option]) == 2
    assert "need --voice or --sounds" in capsys.readouterr().err
