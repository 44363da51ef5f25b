"""The model that the agent starts with is made anew where it is damaged, without anybody's help."""

from pathlib import Path

import pytest

from agent.cli.starter import ensure_starter
from agent.opening import opened
from agent.services.stores import STARTERS
from tests.agent.conftest import settings_for

SPOILT = {
    ".current": (b"", b"{", b"[]", b'{"used": ["0007"]}', b"\xff\x00"),
    "0001/model.onnx": (b"", b"onnx"),
    "0001/origin.json": (b"", b"[]"),
    "0001/manifest.json": (b"{}", b"null"),
}


@pytest.mark.parametrize(
    ("name", "content"), [(name, each) for name, contents in SPOILT.items() for each in contents]
)
async def test_it_is_made_anew(
    home: Path, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "models/onnx" / STARTERS
    (folder / name).write_bytes(content)
    async with opened(settings_for(home)) as app:
        made = []

        async def make(*given: object) -> str:
            made.append(given)
            return "0001"

        monkeypatch.setattr(app.teaching, "make", make)
        await ensure_starter(app)
        assert len(made) == 1
        assert app.stores.of(STARTERS).models.current() == folder / "0001"


async def test_one_that_is_whole_stays(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(settings_for(home)) as app:
        models = app.stores.of(STARTERS).models
        before = models.current()
        monkeypatch.delattr(type(app.teaching), "make")
        await ensure_starter(app)
        assert before is not None
        assert models.current() == before
