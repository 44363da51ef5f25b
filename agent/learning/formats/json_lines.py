"""A JSON object a line."""

from collections.abc import Iterator

from agent.learning.errors import DatasetError
from agent.learning.formats import json_value
from agent.learning.formats.record import Record, line


def recognises(text: str) -> bool:
    """Whether the first of several lines is an object by itself, and not all of a dataset."""
    first, _, rest = text.strip().partition("\n")
    if not rest:
        return False
    try:
        value = json_value.load(first)
    except DatasetError:
        return False
    return isinstance(value, dict) and "data" not in value


def records(text: str) -> Iterator[Record]:
    """The lines that are not empty. Raises DatasetError for one that is not JSON."""
    for number, each in enumerate(text.split("\n"), 1):
        if each.strip():
            yield Record(line(number), json_value.load(each, number))
