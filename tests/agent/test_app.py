"""What the composition root puts together."""

from pathlib import Path

import pytest

from agent import building
from agent.opening import opened
from agent.storage.scratch import Scratch
from tests.agent.conftest import settings_for


def test_the_encoder_beside_the_program_is_found_from_any_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "ROOT", tmp_path / "program")
    encoder = tmp_path / "program/models/encoder"
    encoder.mkdir(parents=True)
    assert building.encoders(settings_for(tmp_path / "home")).folders() == {"minilm": encoder}


async def test_what_a_kill_left_half_made_is_gone_after_the_start(tmp_path: Path) -> None:
    tops = [tmp_path / top / "club" for top in ("datasets", "models/onnx", "archive")]
    for top in tops:
        (top / ".new-0123").mkdir(parents=True)
        (top / ".new-0123/part").touch()
        (top / ".file.json.new").touch()
    async with opened(settings_for(tmp_path)):
        assert [list(top.iterdir()) for top in tops] == [[], [], []]


async def test_what_a_killed_backup_copied_is_gone_after_the_start(tmp_path: Path) -> None:
    """All words of everybody; where the backup still runs it is left alone."""
    killed = tmp_path / ".new-0123/understudy.sqlite3"
    killed.parent.mkdir()
    killed.touch()
    with Scratch(tmp_path) as running:
        async with opened(settings_for(tmp_path)):
            assert half_made(tmp_path) == [running.path]


def half_made(folder: Path) -> list[Path]:
    return list(folder.glob(".new-*"))
