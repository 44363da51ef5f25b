"""The engines elsewhere, as the settings name them."""

from pathlib import Path
from threading import Event as Signal

import pytest
from wyoming.event import Event

from agent.channels.spoken import speech_stack
from agent.cli import doctor
from speech.errors import EngineFailedError, EngineUnavailableError
from tests.agent.conftest import settings_for
from tests.patience import PATIENCE
from tests.speech.web import Answer, served
from tests.speech.wyoming.servers import scripted
from tests.told import raises_telling

INFO = Event("info", {"asr": [{"name": "whisper", "installed": True}]})


def test_where_no_setting_names_one_nothing_is_asked(tmp_path: Path) -> None:
    assert not list(speech_stack.services(settings_for(tmp_path)))


def test_each_is_asked_what_it_is(tmp_path: Path) -> None:
    with scripted(lambda _: [INFO]) as wyoming, served(lambda _: Answer(b"{}")) as web:
        settings = settings_for(
            tmp_path, wyoming_recognizer=wyoming, wyoming_synthesizer=wyoming,
            openai_url=f"{web}/v1", service_seconds=PATIENCE,
        )  # fmt: skip
        asks = dict(speech_stack.services(settings))
        assert asks["WYOMING_RECOGNIZER"]() == f"{wyoming}: whisper"
        assert asks["OPENAI_URL"]() == "127.0.0.1"
        with raises_telling(EngineFailedError, "speaks nothing"):
            asks["WYOMING_SYNTHESIZER"]()


def test_offline_mode_asks_nobody_on_another_machine(tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path, offline=True, wyoming_recognizer="192.0.2.1:1", openai_url="http://192.0.2.1/v1"
    )
    for _, ask in speech_stack.services(settings):
        with raises_telling(EngineUnavailableError, "offline mode is on"):
            ask()


def test_doctor_says_which_do_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ())
    settings = settings_for(
        tmp_path, wyoming_recognizer="127.0.0.1:9", openai_url="http://127.0.0.1:9"
    )
    found = {str(each.name): each.there for each in doctor.findings(settings)}
    assert (found["WYOMING_RECOGNIZER"], found["OPENAI_URL"]) == (False, False)
    assert "WYOMING_SYNTHESIZER" not in found


def test_the_engines_are_made_from_the_settings(tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path, recognizer="wyoming,openai", synthesizer="openai,wyoming", openai_key="sk-1",
        wyoming_recognizer="127.0.0.1:1", wyoming_synthesizer="127.0.0.1:2",
        openai_url="http://127.0.0.1:3/v1",
    )  # fmt: skip
    assert speech_stack.recognizer(settings).name == "wyoming,openai"
    assert speech_stack.synthesizer(settings).engine.name == "openai,wyoming"
    assert ("openai_key", "********") in settings.rows()


def test_what_hangs_elsewhere_makes_nobody_deaf(tmp_path: Path) -> None:
    engines = {"recognizer": ("openai", "sphinx"), "synthesizer": ("pyttsx3",)}
    settings = settings_for(tmp_path, openai_url="http://127.0.0.1:9", **engines)
    stack, hung = speech_stack.build_speech(settings), Signal()
    for _ in range(4):
        stack.workers.submit(hung.wait, PATIENCE)
    try:
        assert stack.workers.submit(lambda: True).result(PATIENCE / 2)
    finally:
        hung.set()
