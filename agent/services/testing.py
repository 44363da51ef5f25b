"""Tests of the model in use: with a file of cases, or with cases a person judged."""

import json

from agent.learning.dataset import Limits
from agent.learning.evaluation import evaluate
from agent.requests import Evaluate, Outcome, ReportTrial, Tested
from agent.services.answering import Answering, Served
from agent.services.datasets import read
from agent.services.desk import Asked, Handlers
from agent.services.stores import Stores
from agent.services.threads import in_thread
from agent.storage.atomic import write_file
from agent.storage.errors import explained


class Testing:
    """Says how often the model in use is right."""

    def __init__(self, stores: Stores, answering: Answering, limits: Limits) -> None:
        self._stores = stores
        self._answering = answering
        self._limits = limits

    @property
    def handlers(self) -> Handlers:
        return {Evaluate: self._evaluate, ReportTrial: self._report}

    async def _evaluate(self, asked: Asked, request: Evaluate) -> Outcome:
        cases = await read(request.cases, self._limits)
        served = await in_thread(self._answering.served, asked.by.workspace)
        report = await in_thread(evaluate, served.predictor, cases)
        content = report.model_dump_json(indent=1)
        files = await in_thread(self._keep, asked, served, content)
        return Tested(round(report.accuracy * report.n), report.n, report.text(), files)

    def _report(self, asked: Asked, request: ReportTrial) -> Outcome:
        served = self._answering.served(asked.by.workspace)
        names = ("input", "answer", "right")
        rows = [dict(zip(names, case, strict=True)) for case in request.cases]
        files = self._keep(asked, served, json.dumps({"cases": rows}, ensure_ascii=False, indent=1))
        right = sum(answer == wanted for _, answer, wanted in request.cases)
        return Tested(right, len(request.cases), _table(request.cases), files)

    def _keep(self, asked: Asked, served: Served, content: str) -> tuple[str, ...]:
        """Keep a report with the workspace's own model; the starter's belongs to all."""
        if served.starter:
            return ()
        folder = served.folder / "tests"
        name = f"{asked.by.at:%Y%m%d-%H%M%S-%f}.json"
        with explained("keep the test's report"):
            folder.mkdir(exist_ok=True)
            write_file(folder / name, content.encode())
        return (f"models/{served.folder.name}/tests/{name}",)


def _table(cases: tuple[tuple[str, str, str], ...]) -> str:
    return "\n".join(_line(*case) for case in cases)


def _line(given: str, answer: str, wanted: str) -> str:
    if answer == wanted:
        return f"right  “{given}” → “{answer}”"
    instead = f", not “{wanted}”" if wanted else ""
    return f"wrong  “{given}” → “{answer}”{instead}"
