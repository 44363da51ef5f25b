"""Lines as people type them: `question => answer`."""

from collections.abc import Iterator

from agent.learning.formats.record import Record, at, line

ARROWS = ("=>", "⇒", "->", "→")


def recognises(text: str) -> bool:
    """Whether the first line that is not empty has an arrow in it, and is not JSON."""
    first, *_ = text.lstrip().split("\n", 1)
    return not first.startswith(('{"', "[{")) and any(arrow in first for arrow in ARROWS)


def records(text: str) -> Iterator[Record]:
    """A record a line; the first arrow of the kind that comes first in ARROWS divides it.

    Raises DatasetError for a line without one.
    """
    for number, each in enumerate(text.split("\n"), 1):
        if not each.strip():
            continue
        arrow = next((arrow for arrow in ARROWS if arrow in each), None)
        if arrow is None:
            raise at(line(number), "problem.no_arrow")
        question, _, answer = each.partition(arrow)
        yield Record(line(number), {"input": question.strip(), "output": answer.strip()})
