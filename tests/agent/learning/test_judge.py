"""It answers what it was taught, asks back when it is not sure, and says so when it was not."""

import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from agent.learning.acceptor import Acceptor, Verdict, usual
from agent.learning.dataset import COUNTER_EXAMPLE, Dataset, Example
from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.evidence import NAMES
from agent.learning.folder import SETTINGS, seal
from agent.learning.judge import JUDGE
from agent.learning.likeness import LINES
from agent.learning.predictor import Prediction, Predictor
from agent.learning.training import train
from tests.agent.learning.conftest import silent

HOME = {
    "Door locked.": ["lock the front door", "please lock up", "lock the door for the night"],
    "Heating on.": ["turn on the heating", "make it warmer", "it is cold in here"],
    "tulip42": ["what is the wifi password", "how do i get on the wifi"],
    "On Tuesday.": ["when do the bins go out", "what day is rubbish collection", "bin day"],
    "Under the blue pot.": ["where is the spare key", "where do we hide the extra key"],
}


def dataset(taught: dict[str, list[str]], counters: Iterable[str] = ()) -> Dataset:
    lines = [Example(text, output) for output, texts in taught.items() for text in texts]
    return Dataset((*lines, *(Example(text, COUNTER_EXAMPLE) for text in counters)))


def trained(data: Dataset, folder: Path, encoder: OnnxEncoder | None = None) -> Predictor:
    folder.mkdir(exist_ok=True)
    train(data, folder, progress=silent, encoder=encoder)
    return Predictor.load(folder, encoder)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    train(dataset(HOME), folder, progress=silent)
    return folder


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory, real_folder: Path) -> Predictor:
    return trained(dataset(HOME), tmp_path_factory.mktemp("home"), OnnxEncoder(real_folder))


def verdicts(predictor: Predictor, texts: Iterable[str]) -> list[Verdict]:
    return [predictor.predict(text).verdict for text in texts]


def consistent(found: Prediction, predictor: Predictor) -> bool:
    """Known means sure enough; only who asks back has one to three choices, the output first."""
    sure = found.confidence >= predictor.threshold
    asking = found.verdict is Verdict.ASK
    offered = 1 <= len(found.choices) <= 3 and found.choices[0] == found.output
    return found.known == sure and (offered if asking else found.choices == ())


def test_what_is_far_from_all_that_was_taught_is_never_answered(embedded: Predictor) -> None:
    far = ["who won the world cup", "what is seven times eight", "recommend a good book"]
    assert Verdict.ANSWER not in verdicts(embedded, far)


def test_what_was_taught_in_other_words_is_answered(embedded: Predictor) -> None:
    found = embedded.predict("what's the password for the wifi")
    assert (found.output, found.verdict) == ("tulip42", Verdict.ANSWER)


@pytest.mark.parametrize("text", ["unlock the front door", "turn off the heating"])
def test_an_opposite_is_not_answered(embedded: Predictor, home: Path, text: str) -> None:
    for predictor in (embedded, Predictor.load(home)):
        found = predictor.predict(text)
        assert not found.known
        assert consistent(found, predictor)


ALIKE = {
    "fish and chips 22": ["what's the wifi password"],
    "Maria does.": ["who runs the club"],
    "From nine to five.": ["when are you open"],
    "20 euros a month.": ["how much is the fee"],
    "It depends.": ["what is the rate for dollars", "what is the rate for pesos"],
}


@pytest.mark.parametrize("meaning", [True, False])
def test_what_is_a_line_but_for_one_heavy_word_is_not_answered(
    tmp_path: Path, real_folder: Path, meaning: bool
) -> None:
    encoder = OnnxEncoder(real_folder) if meaning else None
    predictor = trained(dataset(ALIKE), tmp_path / "alike", encoder)
    alike = ["what's the netflix password", "who feeds the club"]
    assert Verdict.ANSWER not in verdicts(predictor, alike)
    same = ["what's the wifi password please", "what's your wifi password", "who runs this club"]
    assert set(verdicts(predictor, same)) == {Verdict.ANSWER}


def test_it_is_where_the_answers_own_lines_differ_like_this(tmp_path: Path) -> None:
    predictor = trained(dataset(ALIKE), tmp_path / "alike")
    found = predictor.predict("what is the rate for rubles")
    assert (found.output, found.verdict) == ("It depends.", Verdict.ANSWER)


def test_who_is_not_sure_asks_back(embedded: Predictor) -> None:
    found = embedded.predict("turn off the heating")
    assert found.verdict is Verdict.ASK
    assert found.choices[0] == "Heating on."


def test_confidence_threshold_verdict_and_choices_agree(home: Path) -> None:
    predictor = Predictor.load(home)
    texts = ["lock it", "heating please", "wifi", "the bins", "xyzzy", "", "?", "key " * 200]
    assert all(consistent(predictor.predict(text), predictor) for text in texts)


def test_counter_examples_keep_what_is_near_to_them_away_and_nothing_else(tmp_path: Path) -> None:
    counters = ["what is the alarm code", "what is the netflix password", "where is the car key"]
    asked = ["tell me the netflix password", "where is the key of the car"]
    taught = [text for texts in HOME.values() for text in texts]
    with_them = trained(dataset(HOME, counters), tmp_path / "with")
    assert all(with_them.predict(text).output == COUNTER_EXAMPLE for text in counters)
    assert Verdict.ANSWER not in verdicts(with_them, asked)
    found = with_them.classify([f"{text} please" for text in taught])
    without = trained(dataset(HOME), tmp_path / "without")
    before = without.classify([f"{text} please" for text in taught])
    assert sum(f.known for f in found) >= sum(f.known for f in before) - 1


def test_a_counter_example_that_equals_a_taught_line_does_no_harm(tmp_path: Path) -> None:
    predictor = trained(dataset(HOME, ["bin day"]), tmp_path)
    assert predictor.predict("bin day").verdict is not Verdict.ANSWER
    assert predictor.predict("when do the bins go out").known


def test_one_line_an_answer_works(tmp_path: Path) -> None:
    predictor = trained(dataset({output: texts[:1] for output, texts in HOME.items()}), tmp_path)
    assert predictor.predict("lock the front door please").output == "Door locked."
    assert not predictor.predict("who is batman").known


def test_with_many_lines_the_classifiers_order_stands(tmp_path: Path) -> None:
    """An acceptor of few lines took one in twenty-five of a hundred such lines for the other."""
    places, times = ("park", "hall", "zoo", "pool", "museum", "harbour"), ("bus", "tram", "ferry")
    ways = {
        "Route.": [f"how do i get from the {a} to the {b}" for a, b in pairwise(places)],
        "Next.": [f"when does the next {v} leave the {p}" for v in times for p in places],
    }
    predictor = trained(dataset(ways), tmp_path)
    ask = ("when is", "how do i take", "next")
    asked = [f"{way} the {v} from the {p}" for way in ask for v in times for p in places]
    for text, found in zip(asked, predictor.classify(asked), strict=True):
        shares = predictor.probabilities(text)
        assert found.output == max(shares, key=shares.__getitem__)


def test_two_hundred_answers_of_one_line(tmp_path: Path) -> None:
    taught = {f"shelf {i}": [f"where is part number {i} of box {i * 7}"] for i in range(200)}
    predictor = trained(dataset(taught), tmp_path)
    assert predictor.predict("where is part number 17 of box 119").output == "shelf 17"
    assert not predictor.predict("good night").known


def test_answers_that_are_all_alike(tmp_path: Path) -> None:
    taught = {f"{n}": ["what is the code of the door", f"code of door {n}"] for n in range(4)}
    predictor = trained(dataset(taught), tmp_path)
    assert not predictor.classify(["what is the code of the door"])[0].known


def test_answers_in_five_scripts(tmp_path: Path) -> None:
    taught = {
        "en": ["good morning", "hello there"],
        "ru": ["доброе утро", "здравствуй друг"],
        "ja": ["おはようございます", "こんにちは"],
        "el": ["καλημέρα σας", "γεια σου φίλε"],
        "hi": ["शुभ प्रभात", "नमस्ते दोस्त"],
    }
    predictor = trained(dataset(taught), tmp_path)
    for output, texts in taught.items():
        for text in texts:
            found = predictor.classify([f"{text}!"])[0]
            assert found.output == output
            assert consistent(found, predictor)


def test_a_model_without_a_judge_is_served_by_its_threshold(home: Path, tmp_path: Path) -> None:
    """As models were made before there were judges."""
    for path in home.iterdir():
        if path.name not in {JUDGE, LINES, "manifest.json"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    settings = json.loads((tmp_path / SETTINGS).read_bytes())
    del settings["judged"]
    (tmp_path / SETTINGS).write_text(json.dumps(settings))
    seal(tmp_path)
    predictor = Predictor.load(tmp_path)
    assert predictor.threshold == settings["threshold"]
    found = predictor.predict("lock the front door, please")
    assert (found.verdict, found.output) == (Verdict.ANSWER, "Door locked.")
    assert predictor.predict("xyzzy").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("embedded", [False, True])
def test_a_worse_model_is_judged_more_strictly(embedded: bool) -> None:
    acceptor = usual(embedded)
    middle = (np.array(acceptor.low) + np.array(acceptor.high)) / 2
    surer = middle.copy()
    surer[NAMES.index("logit of the confidence")] += 1
    assert acceptor.chances(surer[None])[0] > acceptor.chances(middle[None])[0]


def test_an_acceptor_knows_every_kind_of_evidence() -> None:
    for acceptor in (usual(embedded=False), usual(embedded=True)):
        assert isinstance(acceptor, Acceptor)
        assert len(acceptor.low) == len(acceptor.high) == len(acceptor.weights) == len(NAMES)
        assert 0 < acceptor.ask < acceptor.answer < 1
