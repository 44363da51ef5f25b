"""What became of questions, counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from agent.learning.measures import interval
from bench.judging.judges import Judge, Judged
from bench.judging.tasks import Task

_ROWS = {
    "right": ("inside", ("right",)),
    "right, or asked back with the right one first": ("inside", ("right", "asked, right first")),
    "wrong": ("inside", ("wrong",)),
    "asked back": ("inside", ("asked, right first", "asked, right later", "asked in vain")),
    "don't know": ("inside", ("unknown",)),
    "near answered": ("near", ("wrong",)),
    "near asked back": ("near", ("asked in vain",)),
    "far answered": ("far", ("wrong",)),
    "far asked back": ("far", ("asked in vain",)),
}

Counts = Counter[tuple[str, str]]
"""By kind of question (inside, near, far) and what became of it."""


def tally(judge: Judge, tasks: Sequence[Task]) -> Counts:
    """Every task learned, and its questions asked."""
    counts: Counts = Counter()
    for task in tasks:
        judge.fit(task.taught)
        for kind, questions, wanted in _asked(task):
            outcomes = zip(judge.judge(questions), wanted, strict=True)
            counts.update((kind, _outcome(judged, output)) for judged, output in outcomes)
    return counts


def table(found: dict[str, Counts]) -> str:
    """In Markdown: shares in per cent with their 95 % intervals (Wilson), judges across."""
    lines = [f"| % | {' | '.join(found)} |", f"|---|{'---:|' * len(found)}"]
    for name, (kind, outcomes) in _ROWS.items():
        cells = (_cell(counts, kind, outcomes) for counts in found.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _asked(task: Task) -> Iterator[tuple[str, list[str], list[str | None]]]:
    yield "inside", [e.input for e in task.inside], [e.output for e in task.inside]
    yield "near", list(task.near), [None] * len(task.near)
    yield "far", list(task.far), [None] * len(task.far)


def _outcome(judged: Judged, wanted: str | None) -> str:
    if judged.answered:
        return "right" if judged.choices[0] == wanted else "wrong"
    if not judged.choices:
        return "unknown"
    if wanted not in judged.choices:
        return "asked in vain"
    return "asked, right first" if judged.choices[0] == wanted else "asked, right later"


def _cell(counts: Counts, kind: str, outcomes: Sequence[str]) -> str:
    of = sum(number for (asked, _), number in counts.items() if asked == kind)
    number = sum(counts[kind, outcome] for outcome in outcomes)
    low, high = interval(number, of)
    return f"{100 * number / of:.1f} [{100 * low:.1f}–{100 * high:.1f}]"
