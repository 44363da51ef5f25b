"""A workspace keeps so many files and bytes, and says so in a sentence."""

from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.storage.archive import Archive
from agent.storage.datasets import DatasetStore
from agent.storage.drafts import Drafts
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.quota import Quota
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
    Server(tmp_path, Quota()).datasets.save("a", LARGE)
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


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    first = Server(tmp_path, Quota())
    first.datasets.save("a", LARGE)
    first.archive.pack_dataset("a")
    first.datasets.remove("a")
    server = Server(tmp_path, Quota(50, 1))
    (entry,) = server.archive.entries()
    with pytest.raises(StorageError, match=FULL):
        server.archive.restore(entry.file)
    assert server.datasets.names() == []
    assert [path.name for path in server.workspace.datasets.iterdir()] == []
