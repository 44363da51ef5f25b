"""What runs in a process of its own: a model is made, or tried and drawn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.learning.comparison import HeldOut
from agent.learning.dataset import Dataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.evaluation import evaluate
from agent.learning.folder import HELD_OUT, REPORT
from agent.learning.predictor import Predictor
from agent.learning.report import TestReport, TrainingReport
from agent.learning.wording import trained, trained_in_short
from agent.prompts.catalogue import load
from agent.prompts.render import Renderer, WordsOf
from agent.runtime.processes import Work
from agent.runtime.spare import Spare
from agent.runtime.threads import in_thread
from agent.runtime.waiting_line import WaitingLine
from agent.runtime.workers import Limits
from messages import Progress

LINES_OF_LIMITS = 10_000
"""Lines for which a training may take as long again."""
Queued = Callable[[int], None]
"""Hears how many trainings come first."""


class Trainer:
    """Has models made and drawn in processes of their own, and says what came of it.

    Trainings go one after the other in `line`, each within `limits` and the time again for every
    10,000 lines. Where one is expected, a `spare` process is ready for it.
    """

    def __init__(
        self,
        encoder: Callable[[Sequence[str]], Encoder | None],
        words: WordsOf,
        limits: Limits,
        line: WaitingLine,
        spare: Spare,
    ) -> None:
        self._encoder = encoder
        self._words = words
        self._limits = limits
        self.line = line
        self.spare = spare

    async def make(
        self, dataset: Dataset, folder: Path, previous: HeldOut | None, progress: Progress
    ) -> None:
        """Train a model into an empty folder."""
        texts = [example.input for example in dataset.examples]
        encoder = await in_thread(self._encoder, texts)
        seconds = self._limits.seconds * (1 + len(texts) / LINES_OF_LIMITS)
        within = replace(self._limits, seconds=seconds)
        given = (dataset, folder, encoder, previous)
        worker = await self.spare.take()
        await _done(Work.start(make_model, *given, progress=progress, within=within, worker=worker))

    async def draw(self, workspace: str, folder: Path) -> None:
        """Draw a model's trial. Raises OSError or ValueError for one that was not tried."""
        await _done(Work.start(draw_model, folder, self._words(workspace).language))

    def say(self, workspace: str, report: TrainingReport | None) -> tuple[str, str]:
        """A report in a sentence, and whole; nothing is said of one that was lost."""
        if report is None:
            return "", ""
        render = self._words(workspace).render
        return render(trained_in_short(report)), render(trained(report))


async def _done(work: Work[Any]) -> None:
    try:
        await work.result()
    finally:
        await work.cancel()


def get_ready() -> None:
    """Import what takes longer than most trainings."""
    import agent.learning.training  # noqa: F401


def make_model(
    dataset: Dataset,
    folder: Path,
    encoder: Encoder | None,
    previous: HeldOut | None,
    progress: Progress,
) -> TrainingReport:
    """Train; what that takes is slow to import, so only the training process does."""
    from agent.learning.training import train

    return train(dataset, folder, progress=progress, encoder=encoder, previous=previous)


def try_model(
    folder: Path, cases: Dataset, picture: Path, language: str, encoder: Encoder | None
) -> TestReport:
    """Test the model in `folder`, and draw how it did."""
    from agent.learning.picture import draw

    words = Renderer(load(language), {}).render
    predictor = Predictor.load(folder, encoder)
    return evaluate(predictor, cases, lambda outcome: draw(outcome, picture, words))


def draw_model(folder: Path, language: str) -> None:
    """Draw how the model in `folder` did in its trial."""
    from agent.learning.picture import draw_report

    draw_report(folder, Renderer(load(language), {}).render)


def load_held_out(folder: Path) -> HeldOut | None:
    """What the model in a folder did with lines held out; None where it was not tried."""
    try:
        return HeldOut.load(folder / HELD_OUT)
    except (OSError, ValueError):
        return None


def load_report(folder: Path) -> TrainingReport | None:
    """The report in a model's folder; None where it was lost."""
    try:
        return TrainingReport.model_validate_json((folder / REPORT).read_bytes())
    except (OSError, ValueError):
        return None
