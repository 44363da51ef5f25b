"""The learner of phrases: made once, and found by every home of this program."""

import asyncio
from pathlib import Path

import pytest

from agent.learning.encoder.encoder import Encoder
from agent.services.phrase_model import PhraseModel

LINES = [(f"{word} {end}", word) for word in ("train", "test") for end in ("me", "now", "please")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    asyncio.run(
        PhraseModel([folder], lambda: LINES, lambda: None).train(lambda _fraction, _doing: None)
    )
    return folder


def test_what_lies_beside_the_program_serves_another_home(made: Path, tmp_path: Path) -> None:
    here = PhraseModel([tmp_path / "home", made], lambda: LINES, lambda: None)
    assert here.load()
    assert max(here.classify("test please").items(), key=lambda found: found[1])[0] == "test"


def test_a_damaged_one_of_its_own_is_passed_over(made: Path, tmp_path: Path) -> None:
    (own,) = made.iterdir()
    (tmp_path / own.name).mkdir()
    assert PhraseModel([tmp_path, made], lambda: LINES, lambda: None).load()


def test_other_lines_are_learned_anew(made: Path, tmp_path: Path) -> None:
    assert not PhraseModel([tmp_path, made], lambda: LINES[1:], lambda: None).load()


def test_what_people_say_is_not_kept_on_the_disk(made: Path) -> None:
    def cached(_: Encoder | None) -> Encoder | None:
        raise AssertionError("only trainings look up and keep vectors there")

    here = PhraseModel([made], lambda: LINES, lambda: None, cached)
    assert here.load()
    assert here.classify("test me") == here.classify("test me")
