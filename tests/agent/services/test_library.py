"""What was taught, to be listened for."""

from pathlib import Path

import pytest

from agent.dialog.turns import Taught
from agent.learning.dataset import Dataset, Example
from agent.services.library import MOST_SENTENCES, WorkspaceLibrary
from agent.services.stores import FIRST, Stores
from agent.storage.home import Home


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    return Stores(Home(tmp_path), tmp_path / "starters")


def teach(stores: Stores, name: str, *inputs: str) -> None:
    lines = tuple(Example(each, "yes") for each in inputs)
    stores.of("home").datasets.save(name, Dataset(lines))


def test_nothing_is_known_before_it_was_looked_up(stores: Stores) -> None:
    teach(stores, FIRST, "who feeds the cat")
    words = WorkspaceLibrary(stores)
    assert words.taught("home") == Taught()
    words.look_up("home")
    assert words.taught("home") == Taught(("who feeds the cat",), (FIRST,))
    assert words.taught("garden") == Taught()


def test_the_selected_dataset_counts_and_what_changed_is_read_again(stores: Stores) -> None:
    teach(stores, "plants", "water")
    teach(stores, FIRST, "cat")
    words = WorkspaceLibrary(stores)
    words.look_up("home")
    assert words.taught("home").sentences == ("cat",)
    stores.of("home").datasets.select("plants")
    words.look_up("home")
    assert words.taught("home") == Taught(("water",), (FIRST, "plants"))
    teach(stores, "plants", "water", "sun")
    words.look_up("home")
    assert words.taught("home").sentences == ("water", "sun")


def test_what_did_not_change_is_not_read_again(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    teach(stores, FIRST, "cat")
    words = WorkspaceLibrary(stores)
    words.look_up("home")
    monkeypatch.setattr("agent.storage.datasets.DatasetStore.load", None)
    words.look_up("home")
    assert words.taught("home").sentences == ("cat",)


def test_a_damaged_file_leaves_nothing_to_listen_for(stores: Stores) -> None:
    teach(stores, FIRST, "cat")
    (stores.of("home").workspace.datasets / f"{FIRST}.json").write_text("{")
    words = WorkspaceLibrary(stores)
    words.look_up("home")
    assert words.taught("home") == Taught()


def test_there_is_a_bound(stores: Stores) -> None:
    teach(stores, FIRST, *(f"sentence {n}" for n in range(MOST_SENTENCES + 5)))
    words = WorkspaceLibrary(stores)
    words.look_up("home")
    assert len(words.taught("home").sentences) == MOST_SENTENCES
