"""`run.py understand`: what a sentence would do, for owners, tests and bug reports."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from agent.cli import main
from agent.cli.understand import STATES

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCODER", "none")


@pytest.fixture(scope="module")
def learned(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose learner of phrases is there."""
    return Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("learned") / "home"))


def understood(
    home: Path, capsys: pytest.CaptureFixture[str], *texts: str, state: str = "idle"
) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["--home", str(home), "understand", "--json", "--state", state, *texts]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_would_be_done_is_told(learned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test, forget, rating, chat = understood(
        learned, capsys, "test", "!forget", "!feedback 4", "what is the wifi password"
    )
    assert test == {
        "text": "test", "state": "idle", "intent": "test", "slots": {}, "confidence": 1.0,
        "outcome": "done", "asks": "",
    }  # fmt: skip
    assert (forget["intent"], forget["outcome"]) == ("forget", "asked")
    assert "This deletes what I keep of you" in forget["asks"]
    assert rating["slots"]["number"] == "4"
    assert (chat["intent"], chat["outcome"]) == ("sentence", "model")
    assert not (learned / "datasets/console").exists()


def test_the_state_decides(learned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ("no", "purple haze")
    no, nothing = understood(learned, capsys, *texts, state="correcting.confirming")
    assert (no["intent"], no["outcome"]) == ("no", "done")
    assert (nothing["intent"], nothing["outcome"]) == ("none", "nothing")
    assert main(["--home", str(learned), "understand", "--state", "nowhere", "x"]) == 2
    assert "There is no state “nowhere”; there are: idle," in capsys.readouterr().err


@pytest.mark.parametrize("state", STATES)
def test_any_sentence_can_be_tried_in_every_state(
    learned: Path, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    texts = ("yes", "no", "purple haze", "=>", "!train", "cancel", "test it", "4", "")
    assert len(understood(learned, capsys, *texts, state=state)) == len(texts)


def test_it_is_told_in_words(learned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(learned), "understand", "!feedback 4"]) == 0
    told = capsys.readouterr().out
    assert told == "!feedback 4: feedback 100%, rating: 4, number: 4; carried out\n"
