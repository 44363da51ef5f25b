"""What becomes of questions that look like a taught line and ask for something else.

`python -m bench.lookalikes [--tuning]`: twelve domains of seven to nine answers with one line each,
asked in other words (inside), with the word that matters exchanged (near), and something else
altogether (far). Written for this by somebody who knew nothing of the agent; nothing was tuned on
them, which --tuning takes the other twelve for.
"""

import json
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.learning.dataset import Dataset, Example
from bench.judgement import ours
from bench.judging.tally import table, tally
from bench.judging.tasks import Task

DATA = Path(__file__).parent / "data"


def lesson(answers: Sequence[dict[str, Any]], near: Sequence[str], far: Sequence[str]) -> Task:
    """Answers of a domain taught with one line each, and what is asked then."""
    return Task(
        taught=Dataset(tuple(Example(each["line"], each["answer"]) for each in answers)),
        inside=tuple(Example(text, each["answer"]) for each in answers for text in each["inside"]),
        near=tuple(near),
        far=tuple(far),
        untaught=tuple(near),
    )


def chosen(about: str) -> list[dict[str, Any]]:
    """The domains that the command line names, for a benchmark that is `about` something."""
    parser = ArgumentParser(description=about.partition("\n")[0])
    parser.add_argument("--tuning", action="store_true", help="the domains for tuning")
    file = "lookalikes_tuning.json" if parser.parse_args().tuning else "lookalikes.json"
    domains: list[dict[str, Any]] = json.loads((DATA / file).read_bytes())["domains"]
    return domains


def task(domain: dict[str, Any]) -> Task:
    """A domain of the file as a lesson, with its questions."""
    near = [text for each in domain["answers"] for text in each["near"]]
    return lesson(domain["answers"], near, domain["far"])


def main() -> None:
    tasks = list(map(task, chosen(__doc__ or "")))
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        print(table({j.name: tally(j, tasks) for j in ours(Path(folder) / "cache.sqlite")}))


if __name__ == "__main__":
    main()
