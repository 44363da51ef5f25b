"""The program beside a model answers exactly as the agent does, and needs little for it."""

import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.learning import standalone
from agent.learning.dataset import Dataset, Example, parse
from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.errors import ModelError
from agent.learning.export import export
from agent.learning.normalise import normalise
from agent.learning.predictor import Predictor
from agent.learning.training import train
from agent.learning.writing import prepare
from tests.agent.learning.conftest import ROOT, SMALL, silent
from tests.agent.learning.test_parity import HOSTILE

LONG = [
    "Hi Robin. Play some music!",
    "lights on. and then play some jazz please",
    "well you know i was sitting here all day long and thought by myself switch the lamp on",
]
OPPOSED = [
    "play some poetry",
    "switch the kettle on",
    "lights off",
    "do not play jazz",
    "who is the lamp",
    "unlock the lamp",
    "dim lamps?",
]
COUNTERED = Dataset((*SMALL.examples, Example("play chess", ""), Example("jazz is bad", "")))


def check(predictor: Predictor, model: standalone.Model, text: str) -> None:
    wanted, found = predictor.predict(text), model.answer(text)
    assert (found["output"] or "") == wanted.output
    assert found["verdict"] == wanted.verdict.value
    assert tuple(found["choices"]) == wanted.choices
    assert found["confidence"] == pytest.approx(wanted.confidence, abs=1e-5)


@pytest.fixture(scope="module")
def countered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("countered")
    train(COUNTERED, folder, progress=silent)
    return folder


def test_hostile_and_opposed_texts(small: Path, countered: Path) -> None:
    for folder in (small, countered):
        predictor, model = Predictor.load(folder), standalone.Model(folder)
        for text in [*HOSTILE, *OPPOSED, *LONG, "play chess", "Play Chess!", "jazz is not bad"]:
            check(predictor, model, text)


def test_with_many_answers_double_questions_are_judged_as_a_whole(tmp_path: Path) -> None:
    things = [chr(97 + n // 6) * 3 + chr(97 + n % 6) * 3 for n in range(31)]
    both = " ".join(f"where is the {thing}?" for thing in things[:2])
    for count in (30, 31):
        folder = tmp_path / str(count)
        folder.mkdir()
        taught = [Example(f"where is the {thing}", thing) for thing in things[:count]]
        train(Dataset(tuple(taught)), folder, progress=silent)
        predictor, model = Predictor.load(folder), standalone.Model(folder)
        check(predictor, model, both)
        below = predictor.threshold - predictor.predict(both).confidence
        assert (below == pytest.approx(0.01)) == (count == 30)  # asked back, each half being known


known = st.sampled_from([word for e in SMALL.examples for word in e.input.split()])
sentences = st.one_of(
    st.text(st.characters()), st.lists(st.one_of(known, st.text(max_size=6))).map(" ".join)
)


@settings(deadline=None)
@given(sentences)
def test_any_text_is_read_alike(text: str) -> None:
    assert standalone.key(text) == normalise(text)
    assert standalone.prepare(text) == prepare(text)


@settings(deadline=None, max_examples=50)
@given(st.lists(known, max_size=6).map(" ".join))
def test_any_mixture_is_answered_alike(small: Path, text: str) -> None:
    check(Predictor.load(small), standalone.Model(small), text)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "classes"), [("banking77", 8), ("clinc150", 12), ("chatbot", 2)])
def test_benchmark_lines(intents: Path, tmp_path: Path, name: str, classes: int) -> None:
    taught, asked = (
        parse((intents / f"{name}_{part}.json").read_bytes(), name) for part in ("train", "test")
    )
    chosen = random.Random(1).sample(sorted(taught.outputs), classes)
    lines = [e for output in chosen for e in taught.examples if e.output == output]
    train(Dataset(tuple(lines[::4])), tmp_path, progress=silent)
    predictor, model = Predictor.load(tmp_path), standalone.Model(tmp_path)
    for example in asked.examples[:1_000]:
        check(predictor, model, example.input)


@pytest.mark.slow
def test_with_the_real_encoder(real_folder: Path, real: OnnxEncoder, tmp_path: Path) -> None:
    train(SMALL, tmp_path, progress=silent, encoder=real)
    predictor, model = Predictor.load(tmp_path, real), standalone.Model(tmp_path, real_folder)
    for text in [*HOSTILE, *OPPOSED, *LONG, "could you illuminate the room"]:
        check(predictor, model, text)
    with pytest.raises(SystemExit, match="is not the one of the model"):
        standalone.Encoder(real_folder, "another")


def test_the_archive_answers_by_itself(small: Path, tmp_path: Path) -> None:
    export(small, tmp_path / "lamp.zip", None)
    with zipfile.ZipFile(tmp_path / "lamp.zip") as archive:
        archive.extractall(tmp_path)
    code = (
        "import sys, runpy\nsys.argv = ['predict.py', 'lights on', 'what now']\n"
        f"runpy.run_path({str(tmp_path / 'lamp/predict.py')!r}, run_name='__main__')\n"
        "heavy = ('agent', 'pydantic', 'sklearn', 'scipy', 'tokenizers', 'onnx')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    first, second, heavy = done.stdout.splitlines()
    assert json.loads(first)["output"] == "💡 on"
    assert json.loads(second)["verdict"] in {"ask", "unknown"}
    assert heavy == "[]"


def test_a_model_without_the_program_is_not_exported(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    for path in small.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    sums = json.loads((folder / "manifest.json").read_bytes())
    del sums["predict.py"]
    (folder / "manifest.json").write_text(json.dumps(sums))
    (folder / "predict.py").unlink()
    with pytest.raises(ModelError, match="train again"):
        export(folder, tmp_path / "old.zip", None)
    assert not (tmp_path / "old.zip").exists()


def test_the_program_is_the_one_that_is_committed(small: Path) -> None:
    source = ROOT / "agent/learning/standalone.py"
    assert (small / "predict.py").read_bytes() == source.read_bytes()
