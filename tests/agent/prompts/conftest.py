"""The made-up language, selected by the setting."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.prompts import catalogue, grammar, language
from tests.agent.prompts import made_up


@pytest.fixture(scope="session")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of languages: English, and the made-up one."""
    folder = tmp_path_factory.mktemp("languages")
    shutil.copytree(catalogue.LANGUAGES / "en", folder / "en")
    made_up.make(catalogue.LANGUAGES / "en", folder / made_up.NAME)
    return folder


@pytest.fixture
def other_language(languages: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The made-up language is there, and set."""
    monkeypatch.setattr(catalogue, "LANGUAGES", languages)
    for reading in (language, grammar):
        monkeypatch.setattr(reading, "files", lambda _: languages)
    monkeypatch.setenv("AGENT_LANGUAGE", made_up.NAME)
    for cached in (catalogue.load, language.language):
        cached.cache_clear()
    yield
    for cached in (catalogue.load, language.language):
        cached.cache_clear()
