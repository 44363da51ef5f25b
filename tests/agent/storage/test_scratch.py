"""What is half-made is gone at the end, or at the next start, and is nobody else's meanwhile."""

from pathlib import Path

import pytest

from agent.storage.scratch import PREFIX, Scratch, sweep
from tests.agent.storage.conftest import others_remove


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_hidden_and_empty_and_goes_with_all_that_was_made_in_it(tmp_path: Path) -> None:
    parent = tmp_path / "not/there"
    with pytest.raises(KeyError), Scratch(parent) as first, Scratch(parent) as second:
        assert names(parent) == sorted([first.path.name, second.path.name])
        assert all(name.startswith(PREFIX) for name in names(parent))
        assert names(first.path) == []
        (first.path / "deep").mkdir()
        (first.path / "deep/file").touch()
        raise KeyError
    assert names(parent) == []


def test_what_was_renamed_stays_and_is_held_no_more(tmp_path: Path) -> None:
    with Scratch(tmp_path) as scratch:
        made = scratch.path.rename(tmp_path / "made")
        assert sweep(tmp_path) == 0
    assert names(tmp_path) == ["made"]
    made.rename(tmp_path / f"{PREFIX}made")
    assert sweep(tmp_path) == 1


def test_a_sweep_takes_what_nobody_holds_and_says_how_much(tmp_path: Path) -> None:
    for name in (f"{PREFIX}1", f"{PREFIX}2", ".other", "kept"):
        (tmp_path / name / "deep").mkdir(parents=True)
    (tmp_path / f"{PREFIX}file").touch()
    with Scratch(tmp_path) as held:
        assert sweep(tmp_path) == 2
        assert names(tmp_path) == sorted([held.path.name, f"{PREFIX}file", ".other", "kept"])
    assert sweep(tmp_path) == 0
    assert sweep(tmp_path / "missing") == 0
    assert not (tmp_path / "missing").exists()


def test_what_another_has_just_ended_is_not_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup beside may end while an agent starts."""
    (tmp_path / f"{PREFIX}left").mkdir()
    others_remove(monkeypatch, f"{PREFIX}gone")
    assert sweep(tmp_path) == 1
    assert names(tmp_path) == []
