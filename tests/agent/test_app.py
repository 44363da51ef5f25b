"""What the composition root puts together."""

from pathlib import Path

import pytest

from agent import app
from tests.agent.conftest import settings_for


def test_the_encoder_beside_the_program_is_found_from_any_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "ROOT", tmp_path / "program")
    encoder = tmp_path / "program/models/encoder"
    encoder.mkdir(parents=True)
    assert app.encoders(settings_for(tmp_path / "home")).folders() == {"minilm": encoder}
