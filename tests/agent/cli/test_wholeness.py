"""Whatever of a home is damaged is found, and nothing of one that is whole."""

import shutil
from pathlib import Path
from random import Random

import pytest

from agent.cli.wholeness import damaged
from agent.storage.home import Home
from tests.agent.test_homes import HOMES


@pytest.fixture
def home(tmp_path: Path) -> Home:
    shutil.copytree(HOMES[-1], tmp_path / "home")
    return Home(tmp_path / "home")


def test_a_home_that_is_whole(home: Home) -> None:
    assert not list(damaged(home))


@pytest.mark.parametrize(
    "name",
    [
        "datasets/club/weather.json",
        "models/onnx/club/.current",
        "models/onnx/club/0001/model.onnx",
        "models/onnx/club/0002/manifest.json",
        "models/onnx/club/0003/judge.json",
        "models/onnx/club/0004/vocabulary.json",
    ],
)
def test_a_file_that_is_cut_is_found(home: Home, name: str) -> None:
    file = home.root / name
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert list(damaged(home)) == [file if file.parent.name == "club" else file.parent]


def test_a_byte_anywhere_in_an_archive_is_found(home: Home) -> None:
    chance = Random(14)
    for file in sorted(home.root.glob("archive/club/*.zip")):
        content = bytearray(file.read_bytes())
        content[chance.randrange(40, len(content) // 2)] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
    assert len(list(damaged(home))) == len(list(home.root.glob("archive/club/*.zip")))


def test_a_model_of_which_a_file_is_gone_is_found(home: Home) -> None:
    file = home.root / "models/onnx/club/0003/lines.npz"
    file.unlink()
    assert list(damaged(home)) == [file.parent]
