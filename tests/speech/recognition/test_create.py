import sys
from pathlib import Path

import pytest

from speech.errors import EngineUnavailableError
from speech.recognition import RecognizerOptions, create
from tests.speech.optional import needs_pocketsphinx
from tests.speech.voices import MODEL, hear, padded, say
from tests.told import raises_telling, told


def test_auto_is_vosk_where_there_is_a_model() -> None:
    assert create(["auto"], RecognizerOptions(vosk_models={"en-us": MODEL})).name == "vosk"


@needs_pocketsphinx
def test_auto_is_the_rough_one_without_a_model_and_says_how_to_get_one() -> None:
    made = create(["auto"], RecognizerOptions())
    assert made.name == "sphinx"
    assert "fetch moonshine" in told(*made.remarks)


def test_an_engine_whose_package_is_missing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "speech.recognition.sphinx", raising=False)
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    with raises_telling(EngineUnavailableError, "needs pocketsphinx, which is not installed"):
        create(["auto"], RecognizerOptions())


@needs_pocketsphinx
def test_auto_survives_a_broken_model_and_says_so(tmp_path: Path) -> None:
    made = create(["auto"], RecognizerOptions(vosk_models={"en-us": tmp_path}))
    assert made.name == "sphinx"
    assert "am/final.mdl is missing" in told(*made.remarks)


def test_a_chain_without_some_of_its_engines_says_which_and_works() -> None:
    made = create(["google", "vosk"], RecognizerOptions(vosk_models={"en-us": MODEL}, offline=True))
    assert made.name == "vosk"
    assert "offline mode is on" in told(*made.remarks)
    assert hear(made.stream(), padded(say("yes"))).text == "yes"


def test_names_that_are_none_are_refused() -> None:
    with raises_telling(EngineUnavailableError, r"no recognizer “siri”; there are auto, vosk"):
        create(["siri"], RecognizerOptions())
    with raises_telling(EngineUnavailableError, "No recognizer is named"):
        create([], RecognizerOptions())
