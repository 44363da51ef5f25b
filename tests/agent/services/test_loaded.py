"""Not more models are in memory than are wanted."""

from pathlib import Path

import pytest

from agent.learning.predictor import Predictor
from agent.learning.training import train
from agent.services.loaded import LoadedModels
from tests.agent.learning.conftest import SMALL, silent


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    train(SMALL, folder, progress=silent)
    return folder


def test_the_model_unused_longest_is_let_go(model: Path) -> None:
    folders: list[Path] = []

    def load(folder: Path) -> Predictor:
        folders.append(folder)
        return Predictor.load(model)

    models = LoadedModels(load, 2)
    a, b, c = Path("a"), Path("b"), Path("c")
    first = models.get(a)
    models.get(b)
    assert models.get(a) is first
    models.get(c)
    assert models.get(a) is first
    models.get(b)
    assert folders == [a, b, c, b]
    models.drop(b)
    models.get(b)
    assert folders == [a, b, c, b, b]


def test_a_model_that_cannot_be_loaded_takes_no_room(model: Path) -> None:
    def load(folder: Path) -> Predictor:
        if folder.name == "damaged":
            raise OSError
        return Predictor.load(model)

    models = LoadedModels(load, 1)
    kept = models.get(model)
    with pytest.raises(OSError, match=r"^$"):
        models.get(Path("damaged"))
    assert models.get(model) is kept
