"""What is served is what scikit-learn would answer: vectoriser, graph and all."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from agent.learning import ngrams
from agent.learning.classifiers import fit_machine, fit_meaning
from agent.learning.dataset import Dataset, parse
from agent.learning.folder import read_settings
from agent.learning.graph import OPSET, to_onnx
from agent.learning.problem import to_classification
from agent.learning.scorer import Features, Scorer, nearness, softmax
from agent.learning.vectoriser import WORD, Vectoriser, pieces, words
from agent.learning.writing import prepare
from tests.agent.learning.conftest import ROOT, SMALL

pytestmark = pytest.mark.slow

HOSTILE = [
    "",
    " ",
    "\0",
    "\ud800",
    "a" * 10_000,
    "word " * 2_000,
    "\u202eright to left\u202c",
    "ОДИН ДВА",
    "שלום עולם",
    "你好世界",
    "電気をつけて",
    "สวัสดีชาวโลก",
    "कपड़े धोने हैं।",
    "Tür, Smørrebrød, más jamón",
    "😀😀",
    "ﬁnance ①",
    "İstanbul",
    "tab\tand\nline\x1cseparator\u2028here",
    "don't-stop_me now... 100%",
]
SCALE = 3.0


class Peer:
    """The same model twice: scikit-learn's vectorisers and machine, and what is served."""

    def __init__(self, dataset: Dataset) -> None:
        problem = to_classification(dataset)
        self.vectoriser = ngrams.fit(problem.texts, len(problem.outputs))
        common = {"preprocessor": prepare, "sublinear_tf": True}
        self.unions = [
            TfidfVectorizer(**common, token_pattern=WORD, ngram_range=(1, 2)),
            TfidfVectorizer(**common, analyzer="char_wb", ngram_range=(3, 4)),
        ]
        for union in self.unions:
            union.fit(problem.texts)
        matrix = ngrams.matrix(self.vectoriser, problem.texts)
        features = Features(matrix, np.empty((len(problem.texts), 0), np.float32))
        scorer = fit_machine(features, problem.classes, len(problem.outputs)).scaled(SCALE)
        self.session = onnxruntime.InferenceSession(to_onnx(scorer))
        self.machine = LinearSVC(
            multi_class="crammer_singer", intercept_scaling=0.3, tol=0.3, random_state=0
        ).fit(matrix, problem.classes)

    def probabilities(self, text: str) -> NDArray[np.float32]:
        found = self.vectoriser.transform(text)
        inputs = {"columns": found.columns[None], "weights": found.weights[None]}
        served: NDArray[np.float32] = self.session.run(None, inputs)[0][0]
        return served

    def check_answers(self, texts: Sequence[str]) -> None:
        scores = self.machine.decision_function(ngrams.matrix(self.vectoriser, texts))
        if scores.ndim == 1:  # two classes: scikit-learn gives the difference only
            scores = np.stack((-scores / 2, scores / 2), axis=1)
        expected = softmax(np.asarray(scores * SCALE, np.float32))
        served = np.array([self.probabilities(text) for text in texts])
        assert np.abs(served - expected).max() <= 1e-5
        assert (served.argmax(axis=1) == expected.argmax(axis=1)).all()

    def check_weights(self, text: str) -> None:
        """Each block is scikit-learn's, made shorter by the n-grams that are not known."""
        found = self.vectoriser.transform(text)
        prepared = prepare(text)
        grams = [words(prepared), [p for word in prepared.split() for p in pieces(word)]]
        is_piece = found.columns >= len(self.unions[0].vocabulary_)
        for union, block, of_block in zip(self.unions, grams, (~is_piece, is_piece), strict=True):
            names = [self.vectoriser.names[c] for c in found.columns[of_block]]
            mine = dict(zip(names, found.weights[of_block].tolist(), strict=True))
            row = union.transform([text]).tocoo()
            columns = union.get_feature_names_out()[row.coords[1]]
            theirs = dict(zip(columns, row.data.tolist(), strict=True))
            assert mine.keys() == theirs.keys()
            factor = sum(weight * theirs[name] for name, weight in mine.items())
            assert mine == pytest.approx({n: factor * w for n, w in theirs.items()}, abs=1e-6)
            whole = bool(block) and union.vocabulary_.keys() >= set(block)
            assert factor == pytest.approx(1, abs=1e-6) if whole else factor < 1


@pytest.fixture(scope="module")
def peer() -> Peer:
    return Peer(SMALL)


known = st.sampled_from([word for e in SMALL.examples for word in e.input.split()])
sentences = st.one_of(
    st.text(st.characters()), st.lists(st.one_of(known, st.text(max_size=6))).map(" ".join)
)


def test_hostile_strings(peer: Peer) -> None:
    for text in HOSTILE:
        peer.check_weights(text)
    peer.check_answers(HOSTILE)


@given(sentences)
def test_any_string(peer: Peer, text: str) -> None:
    peer.check_weights(text)
    peer.check_answers([text])


@pytest.mark.parametrize("name", ["chatbot", "banking77", "clinc150"])
def test_benchmark_lines(intents: Path, name: str) -> None:
    train, test = (
        parse((intents / f"{name}_{part}.json").read_bytes(), name) for part in ("train", "test")
    )
    peer = Peer(Dataset(train.examples[:: max(1, len(train.examples) // 1_000)]))
    texts = [example.input for example in test.examples]
    peer.check_answers(texts)
    for text in texts[::50]:
        peer.check_weights(text)


def _random(*shape: int) -> NDArray[np.float32]:
    return np.random.default_rng(sum(shape)).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("lines", [0, 4])
def test_the_graph_takes_an_embedding_too(lines: int) -> None:
    scorer = Scorer(_random(7, 3), _random(5, 3), _random(3), _random(lines, 5), _random(lines, 3))
    embedding = _random(2, 5)
    weights = np.array([[0.5, 2.0], [1.0, 0.0]], np.float32)
    columns = np.array([[1, 6], [3, 0]])
    inputs = {"columns": columns, "weights": weights, "embedding": embedding}
    n_grams = csr_array((weights.ravel(), ([0, 0, 1, 1], columns.ravel())), shape=(2, 7))
    expected = softmax(scorer.logits(Features(n_grams, embedding)))
    served = onnxruntime.InferenceSession(to_onnx(scorer)).run(None, inputs)[0]
    assert served == pytest.approx(expected, abs=1e-6)


def test_the_graph_says_what_it_is(small: Path) -> None:
    model = onnx.load(small / "model.onnx")
    assert [(each.domain, each.version) for each in model.opset_import] == [("", OPSET)]
    said = {each.key: each.value for each in model.metadata_props}
    settings = read_settings(small)
    assert tuple(json.loads(said["understudy.labels"])) == settings.outputs
    assert float(said["understudy.threshold"]) == settings.threshold
    assert said["understudy.encoder"] == ""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert said["understudy.version"] == project["version"]


def test_meaning_is_served_as_scikit_learn_computes_it() -> None:
    classes = np.arange(400) % 20
    lines = _random(20, 48)[classes] + 2 * _random(400, 48)
    lines /= np.linalg.norm(lines, axis=1, keepdims=True)
    features = Features(csr_array((400, 7), dtype=np.float32), lines)
    session = onnxruntime.InferenceSession(to_onnx(fit_meaning(features, classes, 20)))
    middle = lines.mean(axis=0)
    regression = LogisticRegression(C=30, max_iter=40).fit(lines - middle, classes)
    ridge = KernelRidge(alpha=0.1, kernel="rbf", gamma=1.0)
    ridge.fit(lines.astype(np.float64), np.eye(20)[classes])
    n_grams = {"columns": np.array([[0]]), "weights": np.zeros((1, 1), np.float32)}
    for text in lines[::7] + 0.1 * _random(len(lines[::7]), 48):
        scores = regression.decision_function([text - middle]) + 12 * ridge.predict([text])
        served = session.run(None, {**n_grams, "embedding": text[None]})[0]
        expected = softmax(scores.astype(np.float32))
        assert np.abs(served - expected).max() <= 1e-5
        assert served.argmax() == expected.argmax()


def test_nearness_falls_with_the_distance() -> None:
    points = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)
    assert nearness(points, points) == pytest.approx(
        np.exp(-np.array([[0.0, 2.0], [2.0, 0.0]])), abs=1e-6
    )


def test_a_saved_vectoriser_is_the_same(tmp_path: Path, peer: Peer) -> None:
    peer.vectoriser.save(tmp_path)
    again = Vectoriser.load(tmp_path)
    for text in [*HOSTILE, "good morning, play jazz"]:
        before, after = peer.vectoriser.transform(text), again.transform(text)
        assert before.columns.tolist() == after.columns.tolist()
        assert before.weights.tolist() == after.weights.tolist()


def test_a_very_large_vocabulary_is_cut_to_the_most_frequent() -> None:
    texts = [f"common word{n} other{n}" for n in range(50)]
    vectoriser = ngrams.fit(texts, classes=2**24 // 40)
    assert vectoriser.size == 40
    assert "common" in vectoriser.names
