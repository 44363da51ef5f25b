"""What is archived comes back by one request, whatever lies in its place now."""

from pathlib import Path

import pytest

from agent.app import App
from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import Pack, Request, Restore
from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from agent.storage.attachments import Attachments
from tests.agent.conftest import settings_for
from tests.agent.services.test_taking_back import ask

WEATHER = Dataset((Example("will it rain", "Take a coat."), Example("fog", "{file:fog.png}")))


async def done(app: App, request: Request) -> Done:
    outcome: Outcome = await ask(app, request)
    assert isinstance(outcome, Done), outcome
    return outcome


@pytest.mark.parametrize("torn", [b"", b"{", b"[]", b'{"data": 3}', b"\xff\x00"])
async def test_a_dataset_that_cannot_be_read_any_more(tmp_path: Path, torn: bytes) -> None:
    async with opened(settings_for(tmp_path, small_talk=False)) as app:
        stores = app.stores.of("club")
        stores.datasets.save("weather", WEATHER)
        packed = await done(app, Pack("weather"))
        (tmp_path / "datasets/club/weather.json").write_bytes(torn)
        await done(app, Restore(str(packed.values["name"])))
        assert stores.datasets.load("weather") == WEATHER


async def test_a_file_attached_to_an_answer(tmp_path: Path) -> None:
    async with opened(settings_for(tmp_path, small_talk=False)) as app:
        stores = app.stores.of("club")
        stores.datasets.save("weather", WEATHER)
        Attachments(stores.workspace).keep("fog.png", b"a picture")
        packed = await done(app, Pack("datasets"))
        picture = tmp_path / "datasets/club/files/fog.png"
        picture.unlink()
        restored = await done(app, Restore(str(packed.values["name"])))
        assert restored.values["names"] == ["datasets/files/fog.png"]
        assert picture.read_bytes() == b"a picture"
