"""A model is trained, written, served, tested and guarded."""

import subprocess
import sys
from pathlib import Path

import pytest

from agent.learning.comparison import HeldOut
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, DatasetError, Example
from agent.learning.errors import ModelDamaged
from agent.learning.evaluation import evaluate
from agent.learning.predictor import Predictor
from agent.learning.report import TrainingReport
from agent.learning.training import train
from agent.learning.wording import trained as trained_report
from agent.learning.wording import trained_in_short
from tests.agent.learning.conftest import SMALL, silent
from tests.told import told

pytestmark = pytest.mark.slow


def trained(dataset: Dataset, folder: Path) -> tuple[TrainingReport, Predictor]:
    folder.mkdir(exist_ok=True)
    report = train(dataset, folder, progress=silent)
    return report, Predictor.load(folder)


@pytest.fixture(scope="module")
def predictor(small: Path) -> Predictor:
    return Predictor.load(small)


def test_what_was_taught_is_answered_exactly(predictor: Predictor) -> None:
    found = predictor.predict("  LIGHTS ON!! ")
    assert (found.output, found.confidence, found.known) == ("💡 on", 1.0, True)


def test_what_is_like_it_is_answered_by_the_classifier(predictor: Predictor) -> None:
    found = predictor.predict("please play a song")
    assert found.output == "музыка"
    assert found.known
    assert 0.5 < found.confidence < 1
    assert found.ranking[0] == ("музыка", found.confidence)
    assert sum(confidence for _, confidence in found.ranking) < 1  # none of them has a part


def test_what_is_unlike_all_of_it_is_not_known(predictor: Predictor) -> None:
    found = predictor.predict("xyzzy")
    assert not found.known
    assert found.confidence < predictor.threshold


def test_progress_rises_to_one(tmp_path: Path) -> None:
    heard: list[float] = []
    train(SMALL, tmp_path, progress=lambda part, _: heard.append(part))
    assert heard == sorted(heard)
    assert (heard[0], heard[-1]) == (0.0, 1.0)


def test_training_twice_gives_the_same_model(small: Path, tmp_path: Path) -> None:
    train(SMALL, tmp_path, progress=silent)
    for name in ("model.onnx", "vocabulary.json", "idf.npy", "settings.json", "memory.json"):
        assert (tmp_path / name).read_bytes() == (small / name).read_bytes(), name


def test_the_report_is_kept_in_the_folder(small: Path) -> None:
    report = TrainingReport.model_validate_json((small / "report.json").read_bytes())
    assert (report.examples, report.outputs, report.held_out) == (16, 3, 16)
    assert report.dataset_version == SMALL.version
    assert report.accuracy is not None
    assert report.interval is not None
    assert report.interval[0] <= report.accuracy <= report.interval[1]


@pytest.mark.parametrize("classes", [0, 1])
def test_one_answer_only_is_refused(classes: int, tmp_path: Path) -> None:
    dataset = Dataset((Example("hi", "hello"), Example("what is love", ""))[1 - classes :])
    with pytest.raises(DatasetError, match="at least two different answers"):
        train(dataset, tmp_path, progress=silent)
    assert list(tmp_path.iterdir()) == []


def test_one_example_an_answer_is_enough_and_is_warned_of(tmp_path: Path) -> None:
    report, predictor = trained(Dataset((Example("yes", "A"), Example("no", "B"))), tmp_path)
    assert report.accuracy is None
    assert report.underrepresented == ("A", "B")
    assert "Fewer than five examples: “A”, “B”." in told(trained_report(report))
    assert told(trained_in_short(report)) == "Trained on 2 examples, too few to say how good I am."
    assert predictor.predict("oh yes").output == "A"


def test_conflicting_lines_are_learned_but_not_remembered(tmp_path: Path) -> None:
    lines = (*SMALL.examples, Example("Good morning", "музыка"))
    report, predictor = trained(Dataset(lines), tmp_path)
    assert report.conflicts == 1
    assert predictor.predict("good morning").confidence < 1


def test_counter_examples_are_left_unanswered(tmp_path: Path) -> None:
    unwanted = ["what is love", "who are you really", "what is the meaning of life", "is god real"]
    lines = (*SMALL.examples, *(Example(text, COUNTER_EXAMPLE) for text in unwanted))
    report, predictor = trained(Dataset(lines), tmp_path)
    assert report.counter_examples == 4
    for text in ("What is love?", "what is the meaning of love"):
        found = predictor.predict(text)
        assert (found.output, found.known) == (COUNTER_EXAMPLE, False)
        assert COUNTER_EXAMPLE not in [output for output, _ in found.ranking]
    assert COUNTER_EXAMPLE not in predictor.outputs
    assert evaluate(predictor, Dataset(lines[-4:])).refused == 1


def test_a_wrong_label_is_suspected_and_the_right_one_proposed(tmp_path: Path) -> None:
    texts = {"on": "turn the lamp {} on", "off": "shut the lamp {} off", "buy": "buy {} bread"}
    rooms = ["here", "there", "upstairs", "outside", "now", "again", "quickly", "please"]
    lines = [Example(t.format(room), output) for output, t in texts.items() for room in rooms]
    lines[10] = Example(lines[10].input, "buy")
    report, _ = trained(Dataset(tuple(lines)), tmp_path)
    assert [(s.line, s.output, s.proposal) for s in report.suspects] == [(11, "buy", "off")]
    assert "Line 11" in told(trained_report(report))


def test_evaluation_measures_the_classifier_without_its_memory(predictor: Predictor) -> None:
    asked = Dataset((Example("lights on", "hello"), Example("play that music", "музыка")))
    report = evaluate(predictor, asked)
    assert (report.n, report.right, report.accuracy) == (2, 1, 0.5)
    wrong = report.wrong[0]
    assert (wrong.line, wrong.expected, wrong.predicted) == (1, "hello", "💡 on")
    assert wrong.confidence < 1


def test_of_few_lines_none_is_suspected(tmp_path: Path) -> None:
    texts = {"on": "turn the lamp {} on", "off": "shut the lamp {} off", "buy": "buy {} bread"}
    lines = [Example(t.format(room), o) for o, t in texts.items() for room in ("here", "there")]
    report, _ = trained(Dataset((*lines, Example("shut it off", "buy"))), tmp_path)
    assert report.accuracy is not None
    assert report.accuracy < 1
    assert report.suspects == ()


def test_a_new_model_is_compared_on_the_lines_both_have(small: Path, tmp_path: Path) -> None:
    before = HeldOut.load(small / "held_out.json")
    harder = (Example("more bells and whistles", "hello"), Example("less of it all", "hello"))
    after = train(Dataset((*SMALL.examples, *harder)), tmp_path, progress=silent, previous=before)
    assert after.comparison is not None
    assert after.comparison.lines == len(SMALL.examples)
    assert after.comparison.before == sum(before.right.values()) / len(before.right)
    assert after.better


@pytest.mark.parametrize(
    "name", ["model.onnx", "vocabulary.json", "idf.npy", "settings.json", "memory.json"]
)
def test_a_damaged_folder_is_not_served(small: Path, tmp_path: Path, name: str) -> None:
    for path in small.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    Predictor.load(tmp_path)
    (tmp_path / name).write_bytes((small / name).read_bytes()[:-1] + b"?")
    with pytest.raises(ModelDamaged, match=f"^{name} of the model .* has changed since training"):
        Predictor.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelDamaged, match=f"^{name} is missing from the model"):
        Predictor.load(tmp_path)


@pytest.mark.parametrize("manifest", [None, b"{", b"[]", b"{}"])
def test_so_is_a_folder_without_a_good_manifest(tmp_path: Path, manifest: bytes | None) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    with pytest.raises(ModelDamaged, match=r"^manifest\.json"):
        Predictor.load(tmp_path)


def test_serving_needs_no_training_library(small: Path) -> None:
    heavy = ["sklearn", "skl2onnx", "scipy", "matplotlib", "onnx"]
    code = (
        "import sys; from pathlib import Path; from agent.learning.predictor import Predictor\n"
        f"Predictor.load(Path({str(small)!r})).predict('hello you')\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
