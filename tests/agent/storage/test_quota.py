"""A workspace keeps so many files and bytes, and says so in a sentence."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.storage.archive import Archive
from agent.storage.datasets import DatasetStore
from agent.storage.drafts import Drafts
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.quota import UNBOUNDED, Quota
from agent.storage.registry import ModelRegistry
from tests.agent.storage.conftest import taught

SMALL = taught("hi => hello")
LARGE = Dataset(tuple(Example(f"line {n} " + "x" * 1_000, "y") for n in range(1_500)))
FULL = r"There is no room left for that: 50 files or 1 MB may be kept here\."


class Server:
    def __init__(self, home: Path, quota: Quota) -> None:
        self.workspace = Home(home, quota).workspace("club")
        self.archive = Archive(self.workspace)
        self.datasets = DatasetStore(self.workspace, self.archive)
        self.drafts = Drafts(self.workspace)
        self.models = ModelRegistry(self.workspace)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path, Quota(50, 1))


def test_what_is_too_large_is_refused_and_nothing_changes(server: Server) -> None:
    server.datasets.save("a", SMALL)
    for keep in (
        lambda: server.datasets.save("a", LARGE),
        lambda: server.datasets.save("b", LARGE),
        lambda: server.drafts.keep("ann", LARGE),
    ):
        with pytest.raises(StorageError, match=FULL):
            keep()
    assert server.datasets.load("a") == SMALL
    assert server.workspace.files() == ["datasets/a.json"]


def test_a_full_workspace_makes_no_model_and_no_archive(server: Server) -> None:
    server.datasets.save("a", SMALL)
    (server.workspace.datasets / "filler").write_bytes(bytes(2**20))
    for keep in (server.models.begin, lambda: server.archive.pack_dataset("a")):
        with pytest.raises(StorageError, match=FULL):
            keep()
    assert not server.workspace.models.exists() or not any(server.workspace.models.iterdir())


def test_what_makes_it_smaller_is_never_refused(tmp_path: Path) -> None:
    Server(tmp_path, UNBOUNDED).datasets.save("a", LARGE)
    server = Server(tmp_path, Quota(50, 1))
    server.datasets.save("a", SMALL)
    assert server.datasets.load("a") == SMALL


def test_files_are_counted_hidden_ones_too(server: Server) -> None:
    for n in range(49):
        server.datasets.save(f"d{n}", SMALL)
    server.drafts.keep("ann", SMALL)
    with pytest.raises(StorageError, match=FULL):
        server.datasets.save("one more", SMALL)
    server.datasets.save("d7", taught("a => b"))


@pytest.mark.parametrize(
    ("quota", "size", "files", "fits"),
    [
        (Quota(3, 9), 1, 1, True),
        (Quota(3, 9), 0, 2, False),
        (Quota(9, 1), 10, 1, True),
        (Quota(9, 1), 11, 0, False),
        (UNBOUNDED, 2**40, 2**40, True),
        # where too much is there already, since less is allowed than before
        (Quota(1, 0), 0, 0, True),
        (Quota(1, 0), -1, 0, True),
        (Quota(1, 0), 1, 0, False),
        (Quota(1, 0), 0, 1, False),
    ],
)
def test_room_is_made_up_to_the_last_byte_and_file(
    quota: Quota, size: int, files: int, fits: bool, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/one").write_bytes(bytes(2**20 - 17))
    (tmp_path / ".two").write_bytes(bytes(7))
    with nullcontext() if fits else pytest.raises(StorageError, match="no room left"):
        quota.make_room([tmp_path], size, files)


def test_it_is_room_for_one_file_where_it_is_not_said_for_how_many(tmp_path: Path) -> None:
    Quota(1, 9).make_room([tmp_path], 1)
    with pytest.raises(StorageError, match="no room left"):
        Quota(0, 9).make_room([tmp_path], 1)


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    first = Server(tmp_path, UNBOUNDED)
    first.datasets.save("a", LARGE)
    first.archive.pack_dataset("a")
    first.datasets.remove("a")
    server = Server(tmp_path, Quota(50, 1))
    (entry,) = server.archive.entries()
    with pytest.raises(StorageError, match=FULL):
        server.archive.restore(entry.file)
    assert server.datasets.names() == []
    assert [path.name for path in server.workspace.datasets.iterdir()] == []
