"""Nothing a user types reaches outside the workspace."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agent.storage.atomic import write_file
from agent.storage.errors import NotThere, OutsideWorkspace
from agent.storage.home import Home
from agent.storage.quota import Quota
from agent.storage.workspace import LONGEST_PATH, Workspace


@pytest.fixture
def kept(home: Home, workspace: Workspace) -> Workspace:
    """A workspace with files, a sibling whose name begins the same, and ways out by links."""
    write_file(workspace.datasets / "weather.json", b"ours")
    write_file(workspace.models / "0003" / "report.png", b"ours")
    write_file(workspace.archive / "weather-1a2b.zip", b"ours")
    write_file(workspace.models / ".current", b"hidden")
    write_file(workspace.models / ".new-1" / "model.onnx", b"half")
    write_file(home.workspace("guild-12").datasets / "secret.json", b"theirs")
    (home.root / "secret.txt").write_bytes(b"theirs")
    (workspace.datasets / "link.json").symlink_to(home.root / "secret.txt")
    (workspace.datasets / "up").symlink_to(home.root)
    (workspace.datasets / "loop").symlink_to(workspace.datasets / "loop")
    return workspace


def test_files_are_listed_by_their_paths_and_each_can_be_had(kept: Workspace) -> None:
    assert kept.files() == [
        "archive/weather-1a2b.zip",
        "datasets/weather.json",
        "models/0003/report.png",
    ]
    assert [kept.resolve(path).read_bytes() for path in kept.files()] == [b"ours"] * 3


def test_a_workspace_nothing_was_kept_in_has_no_files(home: Home) -> None:
    assert home.workspace("empty").files() == []


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "datasets/../../guild-12/secret.json",
        "datasets/../weather.json",
        "/etc/passwd",
        "//etc/passwd",
        "datasets/link.json",
        "datasets/up/secret.txt",
        "datasets/up/datasets/guild-12/secret.json",
        "datasets\\..\\..\\secret.txt",
        "C:\\secret.txt",
        "datasets/weather.json:stream",
        "datasets/weather.json\0.png",
        "datasets/\nweather.json",
        "datasets/\ud800",
        "datasets/" + "a/" * 50_000,
    ],
)
def test_ways_out_are_refused_as_such(kept: Workspace, path: str) -> None:
    with pytest.raises(OutsideWorkspace, match="not a path in this workspace") as refused:
        kept.resolve(path)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "datasets",
        "datasets/",
        "weather.json",
        "datasets/rain.json",
        "datasets/weather.json/more",
        "datasets/loop",
        "datasets/" + "a" * 300,
        "models/0003",
        "models/.current",
        "models/.new-1/model.onnx",
        "onnx/guild-1/0003/report.png",
        "~/secret.txt",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(kept: Workspace, path: str) -> None:
    with pytest.raises(NotThere, match="leave the path out for a list"):
        kept.resolve(path)


def test_a_workspace_folder_moved_to_another_disk_still_serves(
    workspace: Workspace, tmp_path: Path
) -> None:
    write_file(tmp_path / "elsewhere" / "weather.json", b"ours")
    workspace.datasets.symlink_to(tmp_path / "elsewhere")
    assert workspace.resolve("datasets/weather.json").read_bytes() == b"ours"


_PARTS = ["..", ".", "", "~", "datasets", "models", "weather.json", "link.json", "up", "guild-12"]
_paths = st.lists(st.sampled_from(_PARTS) | st.text(max_size=8), max_size=7).map("/".join)


@given(path=_paths | st.text())
@example(path="datasets/./weather.json")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_only_our_own_files_are_given(kept: Workspace, path: str) -> None:
    try:
        found = kept.resolve(path)
    except (NotThere, OutsideWorkspace):
        return
    assert found.read_bytes() == b"ours"


class Noting(Quota):
    """Room for everything, and a note of what was asked for."""

    asked: ClassVar[list[tuple[int, int]]] = []

    def make_room(self, folders: Iterable[Path], size: int, files: int = 1) -> None:
        self.asked.append((size, files))


def test_room_is_made_for_what_a_file_grows_by(workspace: Workspace) -> None:
    noting = replace(workspace, quota=Noting(1, 1))
    Noting.asked.clear()
    path = workspace.datasets / "weather.json"
    noting.make_room_for(path, b"twelve bytes")
    write_file(path, b"ours")
    noting.make_room_for(path, b"twelve bytes")
    noting.make_room(7)
    assert Noting.asked == [(12, 1), (8, 0), (7, 1)]


def test_a_path_has_a_longest_length_and_more_than_a_folder(kept: Workspace) -> None:
    longest = f"datasets/{'a' * (LONGEST_PATH - len('datasets/'))}"
    with pytest.raises(NotThere):
        kept.resolve(longest)
    with pytest.raises(OutsideWorkspace):
        kept.resolve(longest + "a")
    with pytest.raises(NotThere):
        kept.resolve("datasets")
