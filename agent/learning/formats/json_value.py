"""JSON, read strictly: no key twice, no NaN, no depth without end."""

import json
from collections.abc import Iterable
from typing import NoReturn

from agent.learning.errors import DatasetError
from agent.learning.formats.record import SHAPE, at, line
from messages import Message


def load(text: str, number: int | None = None) -> object:
    """The value in a text, which is the whole file or its line `number`. Raises DatasetError."""
    try:
        return _parsed(text)
    except json.JSONDecodeError as error:
        place = {"line": number or error.lineno, "column": error.colno}
        raise at(
            Message("place.line_column", place), "problem.not_json", reason=error.msg
        ) from None
    except DatasetError as error:
        if number is None:
            raise
        raise at(line(number), error.prompt, **error.values) from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except (DatasetError, json.JSONDecodeError):
        raise
    except RecursionError:
        raise DatasetError("problem.nested_too_deeply", shape=SHAPE) from None
    except ValueError:  # an integer of thousands of digits
        raise DatasetError("problem.long_number") from None


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DatasetError("problem.key_twice", key=json.dumps(key)[:40])
        found[key] = value
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise DatasetError("problem.not_json_value", value=constant)
