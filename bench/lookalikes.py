"""What becomes of questions that look like a taught line and ask for something else.

`python -m bench.lookalikes [--tuning]`: twelve domains of seven to nine answers with one line each,
asked in other words (inside), with the word that matters exchanged (near), and something else
altogether (far). Written for this by somebody who knew nothing of the agent; nothing was tuned on
them, which --tuning takes the other twelve for.
"""

import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from agent.learning.dataset import Dataset, Example
from bench.judgement import ours
from bench.judging.tally import table, tally
from bench.judging.tasks import Task

DATA = Path(__file__).parent / "data"


def task(domain: dict[str, Any]) -> Task:
    """A domain of the file as a lesson, with its questions."""
    answers = domain["answers"]
    near = tuple(text for each in answers for text in each["near"])
    return Task(
        taught=Dataset(tuple(Example(each["line"], each["answer"]) for each in answers)),
        inside=tuple(Example(text, each["answer"]) for each in answers for text in each["inside"]),
        near=near,
        far=tuple(domain["far"]),
        untaught=near,
    )


def main() -> None:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tuning", action="store_true", help="the domains for tuning")
    file = "lookalikes_tuning.json" if parser.parse_args().tuning else "lookalikes.json"
    tasks = [task(domain) for domain in json.loads((DATA / file).read_bytes())["domains"]]
    with tempfile.TemporaryDirectory(prefix="understudy-bench-") as folder:
        print(table({j.name: tally(j, tasks) for j in ours(Path(folder) / "cache.sqlite")}))


if __name__ == "__main__":
    main()
