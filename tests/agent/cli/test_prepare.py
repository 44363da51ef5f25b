"""What cannot be got ready does not keep the agent from starting."""

from pathlib import Path

import pytest

from agent.cli.prepare import learn_phrases
from agent.learning.errors import WorkFailed
from agent.opening import opened
from tests.agent.conftest import settings_for


async def test_without_its_phrases_it_starts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(settings_for(tmp_path)) as app:

        async def fail(*_: object) -> None:
            raise WorkFailed("work.too_long", seconds=600)

        monkeypatch.setattr(app.phrases, "train", fail)
        monkeypatch.setattr(app.phrases, "load", lambda: False)
        await learn_phrases(app)
        assert app.phrases.classify("train me") == {}
    assert "took too long (600 seconds)" in capsys.readouterr().err
