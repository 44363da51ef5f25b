"""What an owner may set."""

import pytest

from agent.services.server_settings import SettingsError
from agent.settings import load_settings


@pytest.mark.parametrize("setting", ["WAKE_WORD", "AGENT_NAME"])
@pytest.mark.parametrize("name", ["!!!", "🤖", "42", "- -"])
def test_a_name_that_nobody_can_say_is_none(
    monkeypatch: pytest.MonkeyPatch, setting: str, name: str
) -> None:
    monkeypatch.setenv(setting, name)
    with pytest.raises(SettingsError, match=f"{setting} is wrong: .*has no letter in it"):
        load_settings()


@pytest.mark.parametrize("name", ["Zoë", "小愛", "R2-D2"])
def test_a_name_of_any_letters_is_one(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("WAKE_WORD", name)
    assert load_settings().wake_word == name
