"""DatasetService, models and reports are put aside, listed, and come back as they were."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from agent.learning import standalone
from agent.learning.errors import DatasetError
from agent.learning.folder import PREDICT
from agent.storage import zips
from agent.storage.archive import Archive, ArchiveEntry
from agent.storage.atomic import write_file
from agent.storage.attachments import Attachments
from agent.storage.datasets import DatasetStore
from agent.storage.errors import ArchiveDamaged, NotThere, OutsideWorkspace, StorageError
from agent.storage.home import Home
from agent.storage.personal import Personal
from agent.storage.quota import Quota
from agent.storage.registry import ModelRegistry
from agent.storage.workspace import Workspace
from tests.agent.storage.conftest import small_disk, taught

SUN = taught("is it sunny => yes", "will it rain => no")
RAIN = taught("is it sunny => no", "will it rain => yes")


@pytest.fixture
def registry(workspace: Workspace) -> ModelRegistry:
    """Two versions with a model, a report and a test report each; the first is in use."""
    registry = ModelRegistry(workspace)
    for number in (b"1", b"2"):
        temp = registry.begin()
        write_file(temp / "model.onnx", number * 1000)
        write_file(temp / "report.png", b"picture " + number)
        write_file(temp / "tests" / "monday.json", b"tested " + number)
        registry.publish(temp)
    registry.use("0001")
    return registry


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_version_is_one_archive(
    store: DatasetStore, archive: Archive, workspace: Workspace
) -> None:
    store.save("weather", SUN)
    first = archive.pack_dataset("Weather")
    again = archive.pack_dataset("weather")
    store.save("weather", RAIN)
    other = archive.pack_dataset("weather")
    assert first == again
    assert first.file == f"weather-{SUN.version[:12]}.zip"
    assert first.version == SUN.version
    assert first.size == (workspace.archive / first.file).stat().st_size
    assert set(archive.entries()) == {first, other}


def test_a_dataset_comes_back_after_it_was_removed(store: DatasetStore, archive: Archive) -> None:
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    store.remove("weather")
    assert archive.restore(entry.file) == ["datasets/weather.json"]
    assert store.load("weather") == SUN
    assert archive.restore(entry.file.removesuffix(".zip")) == []
    assert archive.restore(f"archive/{entry.file}") == []


def test_what_was_taken_in_under_wider_limits_comes_back(
    store: DatasetStore, archive: Archive
) -> None:
    long = taught(f"{'is it sunny ' * 999} => yes")
    store.save("weather", long)
    entry = archive.pack_dataset("weather")
    store.remove("weather")
    archive.restore(entry.file)
    assert store.load("weather") == long


def test_what_a_restored_dataset_replaces_is_archived_first(
    store: DatasetStore, archive: Archive
) -> None:
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    store.save("weather", RAIN)
    archive.restore(entry.file)
    assert store.load("weather") == SUN
    (kept,) = (e for e in archive.entries() if e.kind == "datasets")
    archive.restore(kept.file)
    assert store.load("weather") == RAIN


def test_all_datasets_are_archived_and_restored_together(
    store: DatasetStore, archive: Archive
) -> None:
    store.save("sun", SUN)
    store.save("rain", RAIN)
    store.select("sun")
    entry = archive.pack_folder("datasets")
    assert (entry.kind, entry.name) == ("datasets", "datasets")
    store.remove("sun")
    store.remove("rain")
    assert archive.restore(entry.file) == ["datasets/rain.json", "datasets/sun.json"]
    assert (store.load("sun"), store.load("rain")) == (SUN, RAIN)


def test_models_come_back_and_those_that_are_there_stay(
    registry: ModelRegistry, archive: Archive, workspace: Workspace
) -> None:
    before = contents(workspace.models)
    entry = archive.pack_folder("models")
    registry.discard("0002")
    assert archive.restore(entry.file) == [
        "models/0002/model.onnx",
        "models/0002/report.png",
        "models/0002/tests/monday.json",
    ]
    after = contents(workspace.models)
    assert {path: after[path] for path in before if path != ".current"} == {
        path: before[path] for path in before if path != ".current"
    }
    assert registry.current() == workspace.models / "0001"
    assert archive.restore(entry.file) == []


def test_a_program_is_not_taken_from_an_archive(
    registry: ModelRegistry, archive: Archive, workspace: Workspace
) -> None:
    program = workspace.models / "0002" / PREDICT
    write_file(program, b"import os; os.system('curl example.org')")
    entry = archive.pack_folder("models")
    registry.discard("0002")
    assert f"models/0002/{PREDICT}" in archive.restore(entry.file)
    assert program.read_bytes() == Path(standalone.__file__).read_bytes()


def test_reports_are_archived_alone_and_unpacked_beside(
    registry: ModelRegistry, archive: Archive, workspace: Workspace
) -> None:
    entry = archive.pack_folder("reports")
    stem = entry.file.removesuffix(".zip")
    restored = archive.restore(entry.file)
    assert restored == [
        f"archive/{stem}/0001/report.png",
        f"archive/{stem}/0001/tests/monday.json",
        f"archive/{stem}/0002/report.png",
        f"archive/{stem}/0002/tests/monday.json",
    ]
    assert workspace.resolve(restored[2]).read_bytes() == b"picture 2"
    assert archive.restore(entry.file) == []
    assert [e.kind for e in archive.entries()] == ["reports"]


@pytest.mark.parametrize("folder", ["datasets", "models", "reports"])
def test_an_empty_folder_is_not_archived(archive: Archive, folder: str) -> None:
    with pytest.raises(NotThere, match=f"There are no {folder} to archive yet"):
        archive.pack_folder(folder)  # type: ignore[arg-type]  # a Literal through parametrize
    assert archive.entries() == []


def test_a_damaged_archive_is_listed_as_such_and_changes_nothing(
    store: DatasetStore, archive: Archive, workspace: Workspace
) -> None:
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    path = workspace.archive / entry.file
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    store.save("weather", RAIN)
    (listed,) = archive.entries()
    assert (listed.kind, listed.file, listed.version) == ("damaged", entry.file, "")
    with pytest.raises(ArchiveDamaged, match="cannot be used"):
        archive.restore(entry.file)
    assert store.load("weather") == RAIN


def test_what_somebody_put_beside_does_not_keep_the_rest_from_coming_back(
    registry: ModelRegistry, store: DatasetStore, archive: Archive, workspace: Workspace
) -> None:
    names = ["cat.png", "Cat.PNG", "a:b.png", "out.png", "gone.png"]
    answers = (f"{number} => look {{file:{name}}}" for number, name in enumerate(names))
    store.save("weather", taught(*answers))
    for top in (workspace.datasets, workspace.models):
        for path in ("notes.txt", "Odd Name.json", "by-hand/a.json", "files/Cat.PNG", "0001/x.exe"):
            write_file(top / path, b"x")
    write_file(workspace.models / "0002" / "deep" / "report.json", b"{}")
    (workspace.datasets / "files" / "out.png").symlink_to("/etc/hostname")
    Attachments(workspace).keep("cat.png", b"meow")
    packed = [archive.pack_folder(folder) for folder in ("datasets", "models", "reports")]
    packed.append(archive.pack_dataset("weather", files=True))
    for top in (workspace.datasets, workspace.models):
        shutil.rmtree(top)
    restored = [archive.restore(entry.file) for entry in packed[:3]]
    assert restored[0] == ["datasets/files/cat.png", "datasets/weather.json"]
    assert [len(paths) for paths in restored] == [2, 7, 5]
    shutil.rmtree(workspace.datasets)
    assert archive.restore(packed[3].file) == restored[0]


def test_what_is_no_archive_or_cannot_be_read_hides_no_other(
    store: DatasetStore, archive: Archive, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    (workspace.archive / "folder.zip").mkdir()
    (workspace.archive / "nowhere.zip").symlink_to("gone.zip")
    for name in ("locked", "leaving"):
        (workspace.archive / f"{name}.zip").write_bytes(b"x")
    read = zips.read_manifest

    def refused(path: Path) -> zips.Manifest:
        if path.stem == "locked":
            raise PermissionError
        return read(path)

    is_file = Path.is_file

    def is_file_for_the_last_time(path: Path) -> bool:
        there = is_file(path)
        if path.stem == "leaving":
            path.unlink()
        return there

    monkeypatch.setattr(zips, "read_manifest", refused)
    monkeypatch.setattr(Path, "is_file", is_file_for_the_last_time)
    locked, listed = archive.entries()
    assert (locked.name, locked.kind, locked.size) == ("locked", "damaged", 1)
    assert listed == entry


PACKING: dict[str, Callable[[Archive], ArchiveEntry]] = {
    "as it is": lambda archive: archive.pack_dataset("weather"),
    "a version": lambda archive: archive.pack_version("weather", SUN),
}


@pytest.mark.parametrize("at", [0.05, 0.5, 0.95])
def test_an_archive_that_was_damaged_is_made_again(
    store: DatasetStore, archive: Archive, workspace: Workspace, at: float
) -> None:
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    path = workspace.archive / entry.file
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    for pack in PACKING.values():
        path.write_bytes(content)
        assert pack(archive) == entry
        zips.check(path)


@pytest.mark.parametrize(
    ("kind", "member", "sentence"),
    [
        ("datasets", "models/0001/model.onnx", "other things than datasets"),
        ("datasets", "datasets", "other things than datasets"),
        ("models", "models", "other things than models"),
        ("reports", "models", "other things than models"),
        ("models", "models/starters/model.onnx", "folders that are not models"),
        ("models", "datasets/a.json", "other things than models"),
        ("models", "models/0009/x.exe", "other things than models"),
        ("models", "models/0009/model.pkl", "other things than models"),
        ("models", "models/0009/tests/run.sh", "other things than models"),
        ("models", "models/0009/sitecustomize.py", "other things than models"),
        ("models", "models/0009/model.so", "other things than models"),
        ("models", "models/0009", "other things than models"),
        ("models", "models/1234567890/model.onnx", "folders that are not models"),
        ("reports", "models/0009/x.exe", "other things than models"),
        ("reports", "models/0009/tests/run.sh", "other things than models"),
        ("reports", "models/starters/report.json", "folders that are not models"),
        ("reports", "datasets/a.json", "other things than models"),
        ("dataset", "datasets/.selected", "odd path"),
    ],
)
def test_an_archive_that_would_write_elsewhere_is_refused(
    archive: Archive, workspace: Workspace, kind: str, member: str, sentence: str
) -> None:
    workspace.archive.mkdir()
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    files = f'{{"{member}": "{digest}"}}'
    with ZipFile(workspace.archive / "x.zip", "w") as crafted:
        crafted.writestr(
            "manifest.json",
            f'{{"kind": "{kind}", "name": "x", "version": "x", "files": {files}}}',
        )
        crafted.writestr(member, "x")
    with pytest.raises(ArchiveDamaged, match=sentence):
        archive.restore("x")
    assert workspace.files() == ["archive/x.zip"]
    assert all(not any(top.glob(".new-*")) for top in workspace.folders.values())


def test_an_export_is_not_restored(
    home: Home, archive: Archive, workspace: Workspace, personal: Personal
) -> None:
    personal.export("ada", [], workspace.archive / "ada.zip")
    with pytest.raises(ArchiveDamaged, match="is an export, which cannot be restored"):
        archive.restore("ada")
    assert [entry.kind for entry in archive.entries()] == ["export"]


def test_an_archive_for_which_there_is_no_room_is_not_kept(tmp_path: Path) -> None:
    full = Home(tmp_path, Quota(files=4, megabytes=1)).workspace("club")
    archive, store = Archive(full), DatasetStore(full, Archive(full))
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather", files=True)
    Attachments(full).keep("noise.bin", random.Random(1).randbytes(700_000))
    assert archive.pack_dataset("weather", files=True) == entry
    with pytest.raises(StorageError, match="There is no room left"):
        archive.pack_folder("datasets")
    (full.datasets / "files" / "noise.bin").write_bytes(b"small")
    entries = [archive.pack_folder("datasets"), entry]
    store.save("weather", RAIN)
    with pytest.raises(StorageError, match="There is no room left"):
        archive.pack_dataset("weather")
    assert archive.entries() == entries
    assert not any(full.archive.glob(".*"))


def test_what_there_is_no_room_for_is_not_restored(tmp_path: Path) -> None:
    full = Home(tmp_path, Quota(files=3, megabytes=1)).workspace("club")
    archive, store = Archive(full), DatasetStore(full, Archive(full))
    store.save("weather", SUN)
    entry = archive.pack_dataset("weather")
    store.remove("weather")
    for name in ("a.txt", "b.txt"):
        Attachments(full).keep(name, b"x")
    with pytest.raises(StorageError, match="There is no room left"):
        archive.restore(entry.file)
    assert store.names() == []
    full.resolve("datasets/files/b.txt").unlink()
    assert archive.restore(entry.file) == ["datasets/weather.json"]


@pytest.mark.parametrize("file", ["../../secret", "/etc/passwd", "..\\x"])
def test_an_archive_elsewhere_is_not_reached(archive: Archive, file: str) -> None:
    with pytest.raises(OutsideWorkspace):
        archive.restore(file)


def test_an_archive_that_is_not_there_is_said(archive: Archive) -> None:
    with pytest.raises(NotThere, match="weather-1a2b"):
        archive.restore("weather-1a2b")
    with pytest.raises(NotThere):
        archive.pack_dataset("weather")


def test_a_full_disk_leaves_what_was_there(store: DatasetStore, archive: Archive) -> None:
    store.save("weather", SUN)
    old = archive.pack_dataset("weather")
    store.save("weather", RAIN)
    with (
        small_disk(100),
        pytest.raises(StorageError, match="archive the dataset weather: the file"),
    ):
        archive.pack_dataset("weather")
    assert archive.entries() == [old]
    with small_disk(20), pytest.raises(StorageError, match=r"restore weather-.*: the file"):
        archive.restore(old.file)
    assert store.load("weather") == RAIN


@pytest.mark.parametrize(
    "members",
    [
        {"datasets/x.exe": b"MZ"},
        {"datasets/a/b.json": b'{"data": []}'},
        {"datasets/A B.json": b'{"data": [{"input": "a", "output": "b"}]}'},
        {"datasets/x.json": b"MZ"},
        {"datasets/x.json": b'{"data": 3}'},
        {"datasets/x.json": bytes(30 << 20)},
        {"datasets/ok.json": b'{"data": [{"input": "a", "output": "b"}]}', "datasets/y.sh": b"#!"},
    ],
    ids=["exe", "folder", "name", "no json", "no dataset", "zeros", "one of two"],
)
def test_only_datasets_are_restored_as_such(
    workspace: Workspace, archive: Archive, members: dict[str, bytes]
) -> None:
    workspace.archive.mkdir(parents=True, exist_ok=True)
    sources = {name: zips.from_bytes(content) for name, content in members.items()}
    with (workspace.archive / "gift.zip").open("wb") as target:
        zips.pack(target, zips.describe("datasets", "datasets", sources), sources)
    with pytest.raises((ArchiveDamaged, DatasetError)):
        archive.restore("gift")
    assert not list(workspace.datasets.glob("[!.]*"))
