"""Beside an agent that is at work in a home."""

import json
import os
from pathlib import Path

import pytest

from agent.cli import main
from agent.storage.holding import held
from agent.storage.home import Home
from agent.storage.private import readable_by_others

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCODER", "none")
    monkeypatch.setenv("MODE", "console")


def test_a_second_agent_is_told_at_once_and_short_looks_work(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rooms = tmp_path / "rooms.json"
    rooms.write_text(
        json.dumps({"data": [{"input": "a", "output": "b"}, {"input": "c", "output": "d"}]})
    )
    at = ["--home", str(home)]
    with held(Home(home).lock_path):
        for command in (["console"], ["train", str(rooms)], []):
            assert main([*at, *command]) == 2
            told = capsys.readouterr().err
            assert f"already at work in {home} (process {os.getpid()})" in told
            assert len(told.splitlines()) == 1
        assert main([*at, "predict", "who are you"]) == 0
        assert main([*at, "doctor"]) == 0
        assert main([*at, "settings"]) == 0


def test_doctor_says_what_others_may_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--home", str(home)]
    kept = home / "datasets/console"
    kept.mkdir(mode=0o755)
    assert main([*at, "doctor"]) == 0
    assert str(kept) in _line(capsys.readouterr().out, "others may read")
    for path in readable_by_others([home]):
        path.chmod(path.stat().st_mode & 0o700)
    assert main([*at, "doctor"]) == 0
    assert "ok       private files" in capsys.readouterr().out


def _line(told: str, words: str) -> str:
    return next(line for line in told.splitlines() if words in line)
