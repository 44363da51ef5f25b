"""A report as a picture, tall and in large type so that it reads on a phone."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from agent.learning.folder import PICTURE, TRIAL
from agent.learning.fonts import Fonts, fonts_for
from agent.learning.outcome import TrialOutcome
from agent.learning.wording import shorten
from messages import Message

Words = Callable[[Message], str]
"""Makes words of what is written into a picture."""

_WIDTH, _DPI = 7.2, 150  # 1,080 pixels
_MOST_CLASSES = 15
_LABEL = 20
_RIGHT, _WRONG = "#2a9d8f", "#e76f51"


def draw(outcome: TrialOutcome, path: Path, words: Words) -> None:
    """Write a PNG: what was taken for what, how sure the answers were, and the learning curve."""
    classes = most_confused(outcome.expected, outcome.predicted)
    heights = [2.4 + 0.38 * len(classes), 3.2, *([3.0] if outcome.curve else [])]
    figure = Figure(figsize=(_WIDTH, sum(heights)), dpi=_DPI, layout="constrained")
    axes = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
    _draw_matrix(axes[0], outcome, classes, words)
    _draw_confidence(axes[1], outcome, words)
    if outcome.curve:
        _draw_curve(axes[2], outcome.curve, words)
    figure.savefig(path, format="png")


def draw_report(folder: Path, words: Words) -> None:
    """Draw the trial of the model in `folder` into it, unless that was done before. Raises OSError
    or ValueError where the model was not tried or its folder is damaged."""
    picture = folder / PICTURE
    if not picture.exists():
        part = folder / f".{PICTURE}"
        draw(TrialOutcome.load(folder / TRIAL), part, words)
        part.replace(picture)


def most_confused(expected: Sequence[str], predicted: Sequence[str]) -> list[str]:
    """The outputs in most mistakes (then the most frequent), at most fifteen, confused ones side
    by side."""
    mistakes = Counter((e, p) for e, p in zip(expected, predicted, strict=True) if e != p)
    found = dict.fromkeys(o for pair, _ in mistakes.most_common() for o in pair)
    found |= dict.fromkeys(o for o, _ in Counter(expected).most_common())
    return list(found)[:_MOST_CLASSES]


def _draw_matrix(axes: Axes, outcome: TrialOutcome, classes: list[str], words: Words) -> None:
    places = {output: place for place, output in enumerate(classes)}
    counts = np.zeros((len(classes), len(classes)), np.int64)
    for expected, predicted in zip(outcome.expected, outcome.predicted, strict=True):
        if expected in places and predicted in places:
            counts[places[expected], places[predicted]] += 1
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in zip(*np.nonzero(counts), strict=True):
        axes.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            color="white" if shares[row, column] > 0.5 else "black",
        )
    fonts = fonts_for("".join(classes))
    style: dict[str, Any] = {"parse_math": False, "fontfamily": fonts.families}
    labels = [_label(output, number, fonts, words) for number, output in enumerate(classes, 1)]
    axes.set_yticks(range(len(classes)), labels, **style)
    axes.set_xticks(range(len(classes)), labels, rotation=60, ha="right", **style)
    axes.set_ylabel(words(Message("picture.expected")))
    axes.set_xlabel(words(Message("picture.predicted")))
    shown = {"shown": len(classes), "total": len(set(outcome.expected))}
    some = shown["total"] > shown["shown"]
    title = Message("picture.mixed_up_most", shown) if some else Message("picture.mixed_up")
    axes.set_title(words(title), loc="left", weight="bold")


def _draw_confidence(axes: Axes, outcome: TrialOutcome, words: Words) -> None:
    right = np.array([e == p for e, p in zip(outcome.expected, outcome.predicted, strict=True)])
    confidence = np.asarray(outcome.confidence)
    axes.hist(
        [confidence[right], confidence[~right]],
        bins=np.linspace(0, 1, 21).tolist(),
        stacked=True,
        color=[_RIGHT, _WRONG],
        label=[
            words(Message("picture.right", {"count": int(right.sum())})),
            words(Message("picture.wrong", {"count": int((~right).sum())})),
        ],
    )
    label = words(Message("picture.threshold"))
    axes.axvline(outcome.threshold, color="black", linestyle="--", label=label)
    axes.xaxis.set_major_formatter(PercentFormatter(1))
    axes.set_xlim(0, 1)
    axes.set_ylabel(words(Message("picture.examples")))
    axes.legend(loc="upper left", framealpha=1, edgecolor="none")
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(words(Message("picture.confidence")), loc="left", weight="bold")


def _draw_curve(axes: Axes, curve: Sequence[tuple[int, float]], words: Words) -> None:
    sizes, accuracies = zip(*curve, strict=True)
    axes.plot(sizes, accuracies, "o-", color=_RIGHT)
    for size, accuracy in curve:
        axes.annotate(
            f"{accuracy:.0%}", (size, accuracy), (0, 8), textcoords="offset points", ha="center"
        )
    axes.yaxis.set_major_formatter(PercentFormatter(1))
    axes.set_ylim(0, 1.12)
    axes.set_xlim(0, 1.08 * max(sizes))
    axes.set_xlabel(words(Message("picture.learned_from")))
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(words(Message("picture.curve")), loc="left", weight="bold")


def _label(output: str, number: int, fonts: Fonts, words: Words) -> str:
    """A short name without symbols that cannot be drawn; a number where letters cannot."""
    if not output:
        return words(Message("picture.no_answer"))
    name = shorten(output, _LABEL)
    if not all(fonts.draw(character) for character in name if character.isalnum()):
        name = ""
    numbered = Message("picture.answer", {"number": number})
    return "".join(filter(fonts.draw, name)) or words(numbered)
