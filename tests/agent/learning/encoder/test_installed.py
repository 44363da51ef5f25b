"""The encoder is found wherever it lies, and chosen by the language or by a setting."""

from pathlib import Path

import pytest

from agent.learning.encoder.encoder import fingerprint
from agent.learning.encoder.fetch import convert
from agent.learning.encoder.installed import Encoders
from tests.agent.learning.encoder.conftest import TINY, choice

ENGLISH = ["what is the password", "where do you keep the keys", "turn the lights on please"] * 3
GERMAN = ["wie lautet das Passwort", "wo liegen die Schlüssel", "mach bitte das Licht an"] * 3


@pytest.fixture
def beside(served: Path, tmp_path: Path) -> Path:
    """A folder of models with two encoders."""
    models = tmp_path / "program/models"
    for layers, name in enumerate(["encoder", "encoder-multilingual"], 1):
        (models / name).mkdir(parents=True)
        config = TINY.model_copy(update={"num_hidden_layers": layers})
        convert(choice(config=config), served, models / name)
    return models


def test_the_language_chooses(beside: Path, tmp_path: Path) -> None:
    encoders = Encoders((tmp_path / "home/models", beside), "auto")
    english, german = encoders.of_texts(ENGLISH), encoders.of_texts(GERMAN)
    assert english is not None
    assert german is not None
    assert english.fingerprint == fingerprint(beside / "encoder")
    assert german.fingerprint == fingerprint(beside / "encoder-multilingual")
    assert encoders.of_texts(ENGLISH) is english


def test_a_setting_chooses(beside: Path, tmp_path: Path) -> None:
    chosen = Encoders((beside,), "multilingual").of_texts(ENGLISH)
    assert chosen is not None
    assert chosen.fingerprint == fingerprint(beside / "encoder-multilingual")
    own = Encoders((tmp_path,), str(beside / "encoder")).of_texts(GERMAN)
    assert own is not None
    assert own.fingerprint == fingerprint(beside / "encoder")
    assert Encoders((beside,), "none").of_texts(ENGLISH) is None
    assert Encoders((beside,), "mpnet").of_texts(ENGLISH) is None


def test_what_there_is_serves_any_language(beside: Path) -> None:
    (beside / "encoder-multilingual").rename(beside / "elsewhere")
    assert Encoders((beside,), "auto").of_texts(GERMAN) is not None
    assert Encoders((beside / "nothing",), "auto").of_texts(GERMAN) is None


def test_a_model_finds_the_encoder_it_was_trained_with(beside: Path) -> None:
    encoders = Encoders((beside,), "none")
    wanted = fingerprint(beside / "encoder-multilingual")
    found = encoders.of_model(wanted)
    assert found is not None
    assert found.fingerprint == wanted
    assert encoders.has(wanted)
    assert encoders.of_model(None) is None
    assert encoders.of_model("another") is None
    assert not encoders.has("another")


def test_the_home_comes_before_the_program(beside: Path, served: Path, tmp_path: Path) -> None:
    home = tmp_path / "home/models"
    (home / "encoder").mkdir(parents=True)
    convert(choice(), served, home / "encoder")
    assert Encoders((home, beside), "auto").folders()["minilm"] == home / "encoder"
