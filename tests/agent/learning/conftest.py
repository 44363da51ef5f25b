"""What the tests of learning share."""

from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.training import train
from messages import Message

ROOT = Path(__file__).parents[3]

TAUGHT = {
    "hello": "good morning/hello there/hi robin/good day to you/hello you/hi all",
    "💡 on": "lights on/switch the lamp on/turn the lights on please/more light/lamp on",
    "музыка": "play some music/a song please/play jazz/music on/play that song again",
}
SMALL = Dataset(
    tuple(Example(text, output) for output, texts in TAUGHT.items() for text in texts.split("/"))
)


def silent(_part: float, _what: Message) -> None:
    """Progress nobody listens to."""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model trained on SMALL."""
    folder = tmp_path_factory.mktemp("model")
    train(SMALL, folder, progress=silent)
    return folder


@pytest.fixture(scope="session")
def intents() -> Path:
    """The folder of public intent benchmarks, or a skip."""
    folder = ROOT.parent / "shared/data/intents"
    if not folder.is_dir():
        pytest.skip(f"no benchmark data in {folder}")
    return folder


@pytest.fixture(scope="session")
def real_folder() -> Path:
    """The sentence encoder that was fetched, or a skip."""
    folder = ROOT / "models/encoder"
    if not folder.is_dir():
        pytest.skip(f"no sentence encoder in {folder}; `python run.py fetch encoder` gets it")
    return folder


@pytest.fixture(scope="session")
def real(real_folder: Path) -> OnnxEncoder:
    """The same, ready to encode."""
    return OnnxEncoder(real_folder)
