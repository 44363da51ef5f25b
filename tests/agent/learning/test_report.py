"""Reports read well, draw without harm, and judge a new model fairly."""

import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning import measures, wording
from agent.learning.comparison import Comparison
from agent.learning.dataset import Dataset, Example
from agent.learning.evaluation import evaluate
from agent.learning.fonts import Fonts, fonts_for
from agent.learning.outcome import TrialOutcome
from agent.learning.picture import _label, draw, draw_report, most_confused
from agent.learning.predictor import Predictor
from agent.learning.report import (
    Confusion,
    NextLesson,
    SuspectLine,
    TestReport,
    TrainingReport,
    Wrong,
)
from tests.told import told

REPORT = TrainingReport(
    dataset_version="0" * 64,
    model="n-grams",
    examples=53,
    outputs=6,
    counter_examples=1,
    duplicates=2,
    conflicts=0,
    underrepresented=("updates",),
    threshold=0.4,
    seconds=1.23,
    comparison=Comparison(lines=40, before=0.71, after=0.9, better=True),
    held_out=50,
    accuracy=0.88,
    interval=(0.76, 0.94),
    macro_f1=0.85,
    coverage=0.94,
    asked=0.04,
    accuracy_at_threshold=0.91,
    calibration_error=0.05,
    confusions=(Confusion(expected="printer_setup", predicted="updates", count=3),),
    suspects=(
        SuspectLine(
            line=12, input="dim\nthe lamp", output="music", proposal="lights", confidence=0.93
        ),
    ),
    next_lesson=NextLesson(output="updates", example="is it up to date", more=2),
)


def test_the_sentence_is_for_the_ear() -> None:
    assert told(wording.trained_in_short(REPORT)) == (
        "Trained on 53 examples: I expect to be right between eight and nine times in ten, more "
        "often than before; "
        "I mix up printer setup with updates most."
    )


def test_the_text_is_for_the_eye() -> None:
    assert told(wording.trained(REPORT)).splitlines() == [
        "Trained on 53 examples of 6 answers in 1.2 s (n-grams).",
        "Right on 88% of examples it had not seen (76% to 94%); of the 40 both "
        "have 90%, before 71%; macro-F1 0.85.",
        "It answers 94% of them, 91% of these rightly, and asks back at 4%; else it says it "
        "does not know.",
        "In the data: 2 duplicates, 1 counter-example.",
        "Fewer than five examples: “updates”.",
        "Mixed up: “printer_setup” taken for “updates”, 3 times.",
        "Line 12, “dim the lamp”, says “music”; it looks like “lights” (93%).",
        "What would help most: two more ways to ask “is it up to date”, which gives “updates”.",
    ]


def test_of_few_examples_not_much_is_promised() -> None:
    few = REPORT.model_copy(
        update={"examples": 6, "held_out": 6, "accuracy": 1.0, "interval": (0.61, 1.0)}
    )
    assert "right between six and ten times in ten, " in told(wording.trained_in_short(few))
    sure = REPORT.model_copy(update={"accuracy": 0.99, "interval": (0.97, 1.0)})
    assert "right nearly every time, " in told(wording.trained_in_short(sure))


def test_of_no_answers_no_share_is_right() -> None:
    silent = REPORT.model_copy(update={"coverage": 0.0, "accuracy_at_threshold": None})
    assert (
        "It answers none of them and asks back at 4%; else it says it does not know."
        in told(wording.trained(silent)).splitlines()
    )


def test_reports_survive_json() -> None:
    assert TrainingReport.model_validate_json(REPORT.model_dump_json()) == REPORT


@pytest.mark.parametrize(
    ("low", "high", "times"),
    [
        (1.0, 1.0, "nearly every time"),
        (0.93, 0.94, "about nine times in ten"),
        (0.5, 0.5, "about five times in ten"),
        (0.0, 0.0, "hardly ever"),
        (0.02, 0.51, "between none and five times in ten"),
    ],
)
def test_shares_are_said_as_people_say_them(low: float, high: float, times: str) -> None:
    assert told(wording.how_often(low, high)) == times


def test_a_test_says_what_went_wrong() -> None:
    wrong = Wrong(line=3, input="dim it", expected="", predicted="music", confidence=0.613)
    report = TestReport(
        n=3_080,
        right=2_830,
        accuracy=2_830 / 3_080,
        interval=(0.9, 0.93),
        macro_f1=0.919,
        coverage=0.95,
        accuracy_at_threshold=0.97,
        refused=0.5,
        calibration_error=0,
        wrong=(wrong,),
        confusions=(Confusion(expected="lights", predicted="music", count=1, example="dim it"),),
    )
    assert told(wording.tested(report)).splitlines() == [
        "2830 of 3080 right: 92% (90% to 93%); macro-F1 0.92.",
        "It would have answered 95%, 97% of these rightly.",
        "It left 50% of the counter-examples unanswered.",
        "Mixed up: “lights” taken for “music”, 1 time, as for “dim it”.",
        "Line 3, “dim it”: “music” (61%), should be no answer.",
    ]


@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_the_interval_holds_the_share_and_narrows(right: int, wrong: int) -> None:
    low, high = measures.interval(right, right + wrong)
    assert 0 <= low <= high <= 1
    if right + wrong:
        assert low - 1e-9 <= right / (right + wrong) <= high + 1e-9
        wider = measures.interval(right, right + wrong)
        narrower = measures.interval(4 * right, 4 * (right + wrong))
        assert narrower[1] - narrower[0] <= wider[1] - wider[0]


def test_scores_and_confusions() -> None:
    expected, predicted = ["a", "a", "b", "b", "c"], ["a", "b", "b", "b", "b"]
    scores = {score.output: score.f1 for score in measures.scores(expected, predicted)}
    assert scores == pytest.approx({"a": 2 / 3, "b": 2 / 3, "c": 0})
    pairs = [
        (c.expected, c.predicted, c.count)
        for c in measures.confusions(expected, expected, predicted)
    ]
    assert pairs == [("a", "b", 1), ("c", "b", 1)]


HOSTILE = ["$\\frac{", "💡", "العربية", "line\nbreak", "", "x" * 500, "\u202e", "100%", "_^_", "\0"]
HOSTILE += ["ដាំបាយ", "你好世界", "कपड़े धोने हैं", "𒀀𒀁", "🧺🧺"]


def test_hostile_names_are_drawn_without_a_warning(tmp_path: Path) -> None:
    outcome = TrialOutcome(
        expected=tuple(HOSTILE),
        predicted=(*HOSTILE[1:], HOSTILE[0]),
        confidence=(0.5,) * len(HOSTILE),
        threshold=0.4,
        curve=((3, 0.5),),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(outcome, tmp_path / "report.png", told)
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


def test_no_letter_becomes_a_box() -> None:
    fonts = Fonts(("some",), frozenset(map(ord, "ok, lights")))
    assert _label("💡 ok, lights", 1, fonts, told) == " ok, lights"
    assert _label("你好", 2, fonts, told) == "answer 2"
    assert _label("💡", 3, fonts, told) == "answer 3"
    assert _label("", 4, fonts, told) == "(no answer)"
    assert fonts_for("lights").families == ("DejaVu Sans",)


def test_the_most_confused_come_first_and_are_fifteen_at_most() -> None:
    expected = [f"class {n}" for n in range(40)] + ["lights", "lights", "music"]
    predicted = [f"class {n}" for n in range(40)] + ["lamps", "lamps", "lights"]
    found = most_confused(expected, predicted)
    assert found[:3] == ["lights", "lamps", "music"]
    assert len(found) == 15


def test_training_and_testing_leave_a_picture_as_wide_as_a_phone(
    small: Path, tmp_path: Path
) -> None:
    asked = Dataset((Example("play jazz please", "музыка"), Example("hi there", "hello")))
    predictor = Predictor.load(small)
    evaluate(predictor, asked, lambda found: draw(found, tmp_path / "test.png", told))
    draw_report(small, told)
    for path in (small / "report.png", tmp_path / "test.png"):
        header = path.read_bytes()[:24]
        assert header.startswith(b"\x89PNG")
        assert int.from_bytes(header[16:20]) == 1_080


def test_of_a_long_output_the_first_words_are_said() -> None:
    assert wording.spoken("Hello! Good to have you here, what can I do for you?") == (
        "hello good to have you here"
    )
    assert wording.spoken("lights_on") == "lights on"
