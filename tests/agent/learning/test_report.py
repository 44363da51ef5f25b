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
from agent.learning.report import Confusion, SuspectLine, TestReport, TrainingReport

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
)


def test_the_sentence_is_for_the_ear() -> None:
    assert REPORT.sentence() == (
        "Trained on 53 examples: I expect to be right between eight and nine times in ten, more "
        "often than before; "
        "I mix up printer setup with updates most."
    )


def test_the_text_is_for_the_eye() -> None:
    assert REPORT.text().splitlines() == [
        "Trained on 53 examples of 6 answers in 1.2 s (n-grams).",
        "Right on 88% of examples it had not seen (76% to 94%); of the 40 both "
        "have 90%, before 71%; macro-F1 0.85.",
        "It answers 94% of them, 91% of these rightly, and asks back at 4%; else it says it "
        "does not know.",
        "In the data: 2 duplicates, 1 counter-example.",
        "Fewer than five examples: “updates”.",
        "Mixed up: “printer_setup” taken for “updates”, 3 times.",
        "Line 12, “dim the lamp”, says “music”; it looks like “lights” (93%).",
    ]


def test_of_few_examples_not_much_is_promised() -> None:
    few = REPORT.model_copy(
        update={"examples": 6, "held_out": 6, "accuracy": 1.0, "interval": (0.61, 1.0)}
    )
    assert "right between six and ten times in ten, " in few.sentence()
    sure = REPORT.model_copy(update={"accuracy": 0.99, "interval": (0.97, 1.0)})
    assert "right nearly every time, " in sure.sentence()


def test_reports_survive_json() -> None:
    assert TrainingReport.model_validate_json(REPORT.model_dump_json()) == REPORT


@pytest.mark.parametrize(
    ("share", "times", "part"),
    [
        (1.0, "nearly every time", "nearly all"),
        (0.94, "about nine times in ten", "about nine in ten"),
        (0.5, "about five times in ten", "about five in ten"),
        (0.0, "hardly ever", "hardly any"),
    ],
)
def test_shares_are_said_as_people_say_them(share: float, times: str, part: str) -> None:
    assert (wording.times(share), wording.part(share)) == (times, part)


def test_few_test_lines_are_counted_in_words_and_many_in_tenths() -> None:
    def report(n: int, right: int) -> TestReport:
        return TestReport(
            n=n,
            right=right,
            accuracy=right / n,
            interval=(0, 1),
            macro_f1=0,
            coverage=None,
            accuracy_at_threshold=None,
            refused=None,
            calibration_error=0,
            wrong=(),
            confusions=(),
        )

    assert report(10, 8).sentence() == "Eight of ten right."
    assert report(1, 0).sentence() == "None of one right."
    assert report(3_080, 2_830).sentence() == "About nine in ten of 3,080 right."


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
    pairs = [(c.expected, c.predicted, c.count) for c in measures.confusions(expected, predicted)]
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
        draw(outcome, tmp_path / "report.png")
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


def test_no_letter_becomes_a_box() -> None:
    fonts = Fonts(("some",), frozenset(map(ord, "ok, lights")))
    assert _label("💡 ok, lights", 1, fonts) == " ok, lights"
    assert _label("你好", 2, fonts) == "answer 2"
    assert _label("💡", 3, fonts) == "answer 3"
    assert _label("", 4, fonts) == "(no answer)"
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
    evaluate(Predictor.load(small), asked, tmp_path / "test.png")
    draw_report(small)
    for path in (small / "report.png", tmp_path / "test.png"):
        header = path.read_bytes()[:24]
        assert header.startswith(b"\x89PNG")
        assert int.from_bytes(header[16:20]) == 1_080


def test_of_a_long_output_the_first_words_are_said() -> None:
    assert wording.spoken("Hello! Good to have you here, what can I do for you?") == (
        "hello good to have you here"
    )
    assert wording.spoken("lights_on") == "lights on"
