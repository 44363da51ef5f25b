"""Tests of the model in use: with a file of cases, or with cases a person judged."""

import json
from collections.abc import Callable
from pathlib import Path

from agent.dialog.outcomes import Outcome, Tested
from agent.dialog.requests import NO_ANSWER, Evaluate, ReportTrial
from agent.learning.dataset import Dataset, DatasetLimits
from agent.learning.encoder.encoder import Encoder
from agent.learning.evaluation import evaluate
from agent.learning.report import TestReport
from agent.learning.wording import tested
from agent.prompts.render import WordsOf
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.processes import Work
from agent.runtime.threads import in_thread
from agent.services.answering import AnswerService
from agent.services.datasets import read
from agent.services.served_models import Served
from agent.services.trainer import try_model
from agent.storage.atomic import write_file
from agent.storage.errors import explained
from messages import Message

DRAWN = 20
"""Cases from which on a test is drawn, too."""


class TestService:
    """Says how often the model in use is right."""

    def __init__(
        self,
        answering: AnswerService,
        limits: DatasetLimits,
        encoder: Callable[[Path], Encoder | None],
        words: WordsOf,
    ) -> None:
        self._answering = answering
        self._limits = limits
        self._encoder = encoder
        self._words = words

    @property
    def handlers(self) -> Handlers:
        return {Evaluate: self._evaluate, ReportTrial: self._report}

    async def _evaluate(self, context: RequestContext, request: Evaluate) -> Outcome:
        cases = await read(request.cases, self._limits)
        served = await in_thread(self._answering.models.version, context.workspace, request.model)
        if len(cases.examples) < DRAWN or not _keeps(context, served):
            report = await in_thread(evaluate, served.predictor, cases)
            files = await in_thread(self._keep, context, served, report.model_dump_json(indent=1))
        else:
            report, picture = await self._draw(context, served, cases)
            files = await in_thread(self._keep, context, served, report.model_dump_json(indent=1))
            files = (picture, *files)
        return Tested(
            report.right, report.n, self._words(context.workspace).render(tested(report)), files
        )

    async def _draw(
        self, context: RequestContext, served: Served, cases: Dataset
    ) -> tuple[TestReport, str]:
        """Test in a process of its own, since a picture takes a while, and draw one."""
        encoder = await in_thread(self._encoder, served.folder)
        picture = await in_thread(_test_file, context, served, "png")
        language = self._words(context.workspace).language
        work = Work.start(try_model, served.folder, cases, picture, language, encoder)
        try:
            report = await work.result()
        finally:
            await work.cancel()
        return report, f"models/{served.folder.name}/tests/{picture.name}"

    def _report(self, context: RequestContext, request: ReportTrial) -> Outcome:
        served = self._answering.models.version(context.workspace, "")
        names = ("input", "answer", "right")
        rows = [dict(zip(names, case, strict=True)) for case in request.cases]
        files = self._keep(
            context, served, json.dumps({"cases": rows}, ensure_ascii=False, indent=1)
        )
        right = sum(answer == wanted for _, answer, wanted in request.cases)
        total = len(request.cases)
        words = self._words(context.workspace)
        cases = (words.render(_line(*case)) for case in request.cases)
        table = "\n".join([words.text("case.sum", right=right, total=total), *cases])
        return Tested(right, total, table, files)

    def _keep(self, context: RequestContext, served: Served, content: str) -> tuple[str, ...]:
        """Keep a report with the model it is about, where it may be."""
        if not _keeps(context, served):
            return ()
        file = _test_file(context, served, "json")
        with explained("could_not.keep_test"):
            write_file(file, content.encode())
        return (f"models/{served.folder.name}/tests/{file.name}",)


def _keeps(context: RequestContext, served: Served) -> bool:
    """Whether a report stays with its model: that is the workspace's, and so for who may teach."""
    return context.may_teach and not served.is_ours


def _test_file(context: RequestContext, served: Served, kind: str) -> Path:
    """Where a report of this test is to lie, in the folder of the model."""
    folder = served.folder / "tests"
    with explained("could_not.make_test_folder"):
        folder.mkdir(exist_ok=True)
    return folder / f"{context.at:%Y%m%d-%H%M%S-%f}.{kind}"


def _line(given: str, answer: str, wanted: str) -> Message:
    case: dict[str, object] = {"input": given, "answer": answer or NO_ANSWER, "wanted": wanted}
    if answer == wanted:
        return Message("case.right", case)
    return Message("case.wrong" if wanted else "case.wrong_somehow", case)
