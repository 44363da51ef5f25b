"""DatasetService are kept by name, versioned by content, and selected exactly."""

import os
from pathlib import Path

import pytest

from agent.learning.dataset import DatasetError
from agent.storage.archive import Archive
from agent.storage.datasets import DatasetStore, DatasetVersion
from agent.storage.errors import NotThere, StorageError
from agent.storage.workspace import Workspace
from tests.agent.storage.conftest import forbidden, small_disk, taught

SUN = taught("is it sunny => yes", "will it rain => no")
RAIN = taught("is it sunny => no", "will it rain => yes", "понедельник => да")


def test_a_dataset_comes_back_as_it_was_saved(store: DatasetStore) -> None:
    assert store.save("My Weather", SUN) == DatasetVersion("my-weather", SUN.version)
    assert store.load("my weather") == SUN
    assert store.names() == ["my-weather"]
    assert store.has("MY WEATHER")
    assert not store.has("weather")


def test_a_starter_dropped_into_the_folder_counts_and_odd_files_do_not(
    store: DatasetStore, workspace: Workspace
) -> None:
    store.save("weather", SUN)
    (workspace.datasets / "small_talk.json").write_bytes(RAIN.to_json())
    (workspace.datasets / "Odd Name.json").write_bytes(RAIN.to_json())
    (workspace.datasets / ".weather.json.new").write_bytes(b"half")
    (workspace.datasets / "folder.json").mkdir()
    (workspace.datasets / "nowhere.json").symlink_to("gone")
    assert store.names() == ["small_talk", "weather"]


def test_what_is_missing_is_said_by_name(store: DatasetStore) -> None:
    for ask in (store.load, store.select, store.remove):
        with pytest.raises(NotThere, match="There is no dataset “rain” in this workspace"):
            ask("Rain")
    assert store.names() == []
    assert store.selected() is None


def test_a_file_spoilt_by_hand_is_said_by_path(store: DatasetStore, workspace: Workspace) -> None:
    store.save("weather", SUN)
    (workspace.datasets / "weather.json").write_bytes(b'{"data": [')
    with pytest.raises(DatasetError, match=r"datasets/weather\.json"):
        store.load("weather")
    with pytest.raises(DatasetError):
        store.select("weather")
    assert store.selected() is None


def test_selecting_archives_the_exact_version(store: DatasetStore, archive: Archive) -> None:
    store.save("weather", SUN)
    selected = store.select("Weather")
    store.save("weather", RAIN)
    assert store.selected() == selected == DatasetVersion("weather", SUN.version)
    assert [(entry.name, entry.version) for entry in archive.entries()] == [
        ("weather", SUN.version)
    ]
    store.remove("weather")
    archive.restore(archive.entries()[0].file)
    assert store.load("weather") == SUN


def test_the_selection_survives_and_a_damaged_one_is_what_changed_last(
    store: DatasetStore, workspace: Workspace, archive: Archive
) -> None:
    store.save("weather", SUN)
    store.select("weather")
    assert DatasetStore(workspace, archive).selected() == store.selected()
    store.save("other", SUN)
    os.utime(workspace.datasets / "weather.json", ns=(1, 1))
    (workspace.datasets / ".selected").write_bytes(b"[]")
    selected = store.selected()
    assert selected is not None and selected.name == "other"
    assert DatasetStore(workspace, archive).selected() == selected
    store.remove("weather")
    store.remove("other")
    (workspace.datasets / ".selected").write_bytes(b"")
    assert store.selected() is None


def test_a_stamp_changes_with_the_file(store: DatasetStore) -> None:
    assert store.stamp("Weather") is None
    store.save("weather", SUN)
    before = store.stamp("Weather")
    assert before == store.stamp("weather") is not None
    store.save("weather", SUN)
    assert store.stamp("weather") != before


def test_none_is_selected_any_more(store: DatasetStore) -> None:
    store.save("weather", SUN)
    store.select("weather")
    for _ in range(2):
        store.deselect()
        assert store.selected() is None


def test_what_is_selected_anew_is_whole(store: DatasetStore, workspace: Workspace) -> None:
    for number, name in enumerate(("first", "second", "third", "fourth")):
        store.save(name, SUN)
        os.utime(workspace.datasets / f"{name}.json", ns=(number, number))
    (workspace.datasets / "fourth.json").write_bytes(b"{")
    (workspace.datasets / ".selected").write_bytes(b"[]")
    selected = store.selected()
    assert selected is not None and selected.name == "third"
    for name in ("first", "second", "third"):
        store.remove(name)
    (workspace.datasets / ".selected").write_bytes(b"[]")
    assert store.selected() is None
    assert not (workspace.datasets / ".selected").exists()


def test_a_selection_that_cannot_be_kept_is_not_lost(
    store: DatasetStore, workspace: Workspace
) -> None:
    store.save("weather", SUN)
    (workspace.datasets / ".selected").write_bytes(b"[]")
    with small_disk(10), pytest.raises(StorageError, match="would be larger"):
        store.selected()
    assert store.selected() == DatasetVersion("weather", SUN.version)


def test_a_full_disk_leaves_the_old_dataset(store: DatasetStore) -> None:
    store.save("weather", SUN)
    many = taught(*(f"line {n} => {n}" for n in range(500)))
    with small_disk(1000), pytest.raises(StorageError, match="save the dataset weather: the file"):
        store.save("weather", many)
    assert store.load("weather") == SUN


def test_a_read_only_disk_says_so(store: DatasetStore, tmp_path: Path) -> None:
    with forbidden(tmp_path), pytest.raises(StorageError, match="I'm missing permission to do so"):
        store.save("weather", SUN)
