"""A changed byte: what serving does not need is not missed, and what it needs is told of."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.app import App
from agent.building import renderer
from agent.dialog.outcomes import Answered, Trained
from agent.dialog.requests import Adopt, Answer, SelectDataset, Train
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.prompts.render import Renderer
from agent.runtime.dispatcher import RequestContext
from agent.settings import Settings
from messages import Message
from tests.agent.conftest import settings_for

pytestmark = pytest.mark.slow

MODEL, POINTER = "models/onnx/club/0001", "models/onnx/club/.current"
WORDS = {"Take a coat.": "will it rain/is it wet/rain today", "A sled.": "snow/will it snow/ice"}
TAUGHT = Dataset(
    tuple(Example(text, answer) for answer, texts in WORDS.items() for text in texts.split("/"))
)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a model of TAUGHT, to be copied."""
    home = tmp_path_factory.mktemp("learned")

    async def learn() -> None:
        settings = settings_for(home, small_talk=False)
        async with opened(settings) as app:
            await Server(settings, app).learn()

    asyncio.run(learn())
    return home


@pytest.fixture
def home(learned: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(learned, tmp_path / "home"))


class Server:
    """A workspace with a model of TAUGHT; `told` is what was said beside answers."""

    def __init__(self, settings: Settings, app: App) -> None:
        self.app = app
        self.told: list[tuple[str, str]] = []
        self._words: Renderer = renderer(settings)

    def context(self, user: str, *, may_teach: bool) -> RequestContext:
        def tell(message: Message) -> None:
            self.told.append((user, self._words.render(message)))

        return RequestContext(user, "club", datetime.now(UTC), lambda _: None, may_teach, tell)

    async def learn(self) -> None:
        store = self.app.stores.of("club").datasets
        if not store.has("weather"):
            store.save("weather", TAUGHT)
        teacher = self.context("ann", may_teach=True)
        await self.app.dispatcher.answer(teacher, SelectDataset("weather"))
        trained = await self.app.dispatcher.answer(teacher, Train("weather"))
        assert isinstance(trained, Trained)
        await self.app.dispatcher.answer(teacher, Adopt(trained.model))

    async def ask(self, user: str = "bob", *, may_teach: bool = False) -> str:
        context = self.context(user, may_teach=may_teach)
        answered = await self.app.dispatcher.answer(context, Answer("will it rain"))
        assert isinstance(answered, Answered)
        return answered.output if answered.known else ""


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("file", ["report.json", "trial.json", "held_out.json", "predict.py"])
async def test_what_serving_does_not_need_is_not_missed(home: Path, file: str) -> None:
    flip(home / MODEL / file)
    settings = settings_for(home, small_talk=False)
    async with opened(settings) as app:
        here = Server(settings, app)
        assert await here.ask("ann", may_teach=True) == "Take a coat."
        assert here.told == []


@pytest.mark.parametrize("file", ["model.onnx", "memory.json", "settings.json", "manifest.json"])
async def test_who_may_teach_hears_once_what_is_damaged_and_mends_it(home: Path, file: str) -> None:
    flip(home / MODEL / file)
    settings = settings_for(home, small_talk=False)
    async with opened(settings) as app:
        here = Server(settings, app)
        await here.ask()
        assert here.told == []
        for _ in range(2):
            await here.ask("ann", may_teach=True)
        ((user, told),) = here.told
        assert user == "ann"
        assert "damaged" in told
        assert "select_dataset weather" in told
        await here.learn()
        assert await here.ask() == "Take a coat."


BROKEN_POINTERS = {
    "damaged": b"{", "empty": b"", "no text": b"\xff\x00", "of another shape": b"[]",
    "to nothing": b'{"used": ["0009"]}', "to no version": b'{"used": ["../x"]}',
}  # fmt: skip


@pytest.mark.parametrize("pointer", BROKEN_POINTERS.values(), ids=BROKEN_POINTERS)
async def test_a_lost_pointer_heals_to_the_newest_whole_model(home: Path, pointer: bytes) -> None:
    (home / POINTER).write_bytes(pointer)
    settings = settings_for(home, small_talk=False)
    for told in (1, 0):
        async with opened(settings) as app:
            here = Server(settings, app)
            assert await here.ask() == "Take a coat."
            assert here.told == []
            assert await here.ask("ann", may_teach=True) == "Take a coat."
            await here.ask("ann", may_teach=True)
            assert ["0001, the newest one that is whole" in line for _, line in here.told] == (
                [True] * told
            )


async def test_without_a_whole_model_a_lost_pointer_is_begun_anew(home: Path) -> None:
    (home / POINTER).write_bytes(b"{")
    flip(home / MODEL / "model.onnx")
    settings = settings_for(home, small_talk=False)
    async with opened(settings) as app:
        here = Server(settings, app)
        assert await here.ask("ann", may_teach=True) == "Take a coat."  # as it was taught
        assert app.stores.of("club").models.current() is None
        assert ["select_dataset weather" in line for _, line in here.told] == [True]


@pytest.mark.parametrize("pointer", [b"{", b"", b"[]", b"\xff"])
async def test_a_lost_selection_heals_to_what_changed_last(home: Path, pointer: bytes) -> None:
    (home / "datasets/club/.selected").write_bytes(pointer)
    async with opened(settings_for(home)) as app:
        selected = app.stores.of("club").datasets.selected()
        assert selected is not None and selected.name == "weather"
