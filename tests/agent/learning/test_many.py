"""With many lines a model asks back and leaves unanswered, too, as the program beside it does."""

from pathlib import Path

import pytest

from agent.learning import training
from agent.learning.acceptor import Verdict
from agent.learning.calibration import SURE
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, Example
from agent.learning.folder import read_settings
from agent.learning.judge import JUDGE
from agent.learning.predictor import Predictor
from agent.learning.report import TrainingReport
from agent.learning.standalone import Model
from agent.learning.training import train
from tests.agent.learning.conftest import silent
from tests.agent.learning.test_standalone import LONG, check

ROOMS = ("kitchen", "bathroom", "cellar", "garage", "garden")
TAUGHT = {
    "💡 on": ("turn on the light in the {}", "lights on in the {} please", "more light in the {}"),
    "🔥 on": ("heat the {}", "it is cold in the {}", "turn the heating on in the {}"),
    "door": ("lock the {}", "is the {} locked", "close the door of the {} and lock it"),
}
LINES = tuple(
    Example(line.format(room), output)
    for output, lines in TAUGHT.items()
    for line in lines
    for room in ROOMS
)
COUNTERS = tuple(
    Example(line, COUNTER_EXAMPLE)
    for line in ("more light in the tunnel at last", "is there light in the tunnel", "paint it")
)
NEAR = ["the cellar light", "cold garden", "is it locked", "turn it on", "light and heat please"]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few lines are many."""
    monkeypatch.setattr(training, "FEW", 10)


def learned(folder: Path, *more: Example) -> tuple[Predictor, TrainingReport]:
    report = train(Dataset((*LINES, *more)), folder, progress=silent)
    return Predictor.load(folder), report


def test_less_sure_is_asked_back_and_strange_is_not_known(tmp_path: Path) -> None:
    predictor, report = learned(tmp_path)
    asking = read_settings(tmp_path).ask
    assert asking and asking < SURE == predictor.threshold == report.threshold
    verdicts = set()
    for text in [*NEAR, "turn on the light in the attic", "who won the match yesterday", "xyzzy"]:
        found = predictor.predict(text)
        verdicts.add(found.verdict)
        assert (found.verdict is Verdict.ANSWER) == (found.confidence >= SURE)
        assert (found.verdict is Verdict.ASK) == (asking <= found.confidence < SURE)
        assert bool(found.choices) == (found.verdict is Verdict.ASK)
        assert found.choices[:1] in ((), (found.output,))
    assert verdicts == set(Verdict)
    assert report.coverage is not None and report.asked is not None
    assert 0 < report.coverage + report.asked <= 1


def test_what_is_like_a_counter_example_is_not_answered(tmp_path: Path) -> None:
    before, _ = learned(_made(tmp_path / "without"))
    predictor, _ = learned(_made(tmp_path / "with"), *COUNTERS)
    assert not (tmp_path / "without" / JUDGE).exists()
    for text in ("more light in the tunnel please", "more light in the tunnel, now"):
        assert before.predict(text).verdict is not Verdict.UNKNOWN
        assert predictor.predict(text).verdict is Verdict.UNKNOWN
    for text in ("heat the attic", "more light in the kitchen please"):
        assert predictor.predict(text).known
        assert predictor.predict(text).output == before.predict(text).output


def test_the_program_beside_it_answers_alike(tmp_path: Path) -> None:
    for folder, more in (("without", ()), ("with", COUNTERS)):
        predictor, _ = learned(_made(tmp_path / folder), *more)
        model = Model(tmp_path / folder)
        for text in [*NEAR, *LONG, "light in the tunnel", "heat the attic. and lock the attic", ""]:
            check(predictor, model, text)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
