"""JSON, JSON Lines and CSV bytes to records which know where in the file they stood."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, NoReturn

from agent.learning.errors import DatasetError
from agent.prompts.message import Message

if TYPE_CHECKING:
    from _csv import Reader

SHAPE = '{"data": [{"input": "...", "output": "..."}]}'
_LINES = {".jsonl", ".ndjson"}
_JSON = {".json", *_LINES}


@dataclass(frozen=True, slots=True)
class Record:
    """One raw item: `place` is where it stood, `value` whatever stood there."""

    place: Message
    value: object


def records(content: bytes, name: str) -> Iterator[Record]:
    """The items of a file, by its name and its look.

    Raises DatasetError, at once or while iterating, for text that is no UTF-8, no JSON, no CSV
    with the two columns, or JSON of another shape.
    """
    text = _decode(content)
    if _is_csv(text, name):
        return _csv_records(text)
    if _is_json_lines(text, name):
        return _line_records(text)
    return _json_records(text)


def kind(value: object) -> Message:
    """What JSON calls a value of this type: "a number", "a list", ..."""
    names = {dict: "object", list: "list", str: "text", bool: "boolean", type(None): "null"}
    return Message(f"kind.{names.get(type(value), 'number')}")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError("problem.not_utf8", byte=error.start + 1) from None


def _is_csv(text: str, name: str) -> bool:
    suffix = PurePath(name).suffix.lower()
    looks_like_json = text.lstrip()[:1] in {"{", "["}
    return suffix in {".csv", ".tsv"} or (suffix not in _JSON and not looks_like_json)


def _is_json_lines(text: str, name: str) -> bool:
    if PurePath(name).suffix.lower() in _LINES:
        return True
    first, _, rest = text.strip().partition("\n")
    if not rest:
        return False
    try:
        value = _load(first)
    except DatasetError:
        return False
    return isinstance(value, dict) and "data" not in value


def _json_records(text: str) -> Iterator[Record]:
    value = _load(text)
    if not isinstance(value, dict):
        raise DatasetError("problem.not_an_example", shape=SHAPE, found=kind(value))
    if "data" not in value:
        raise DatasetError("problem.no_data", shape=SHAPE)
    items = value["data"]
    if not isinstance(items, list):
        raise DatasetError("problem.data_not_a_list", found=kind(items))
    return (
        Record(Message("place.item", {"number": number}), item)
        for number, item in enumerate(items, 1)
    )


def _line_records(text: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Record(_line(number), _load(line, number))


def _csv_records(text: str) -> Iterator[Record]:
    first, newline, rest = text.partition("\n")
    reader = csv.reader(
        chain([first + newline], io.StringIO(rest, newline="")),
        delimiter=max(",;\t", key=first.count),
        strict=True,
    )
    header = [cell.strip().lower() for cell in _next_row(reader) or []]
    if header.count("input") != 1 or header.count("output") != 1:
        raise _at(_line(1), Message("problem.no_header"))
    return _csv_rows(reader, header.index("input"), header.index("output"))


def _csv_rows(reader: "Reader", input_: int, output: int) -> Iterator[Record]:
    while (row := _next_row(reader)) is not None:
        place = _line(reader.line_num)
        if not row:
            continue
        if len(row) <= max(input_, output):
            columns = {"least": max(input_, output) + 1, "found": len(row)}
            raise _at(place, Message("problem.too_few_columns", columns))
        yield Record(place, {"input": row[input_], "output": row[output]})


def _next_row(reader: "Reader") -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        problem = Message("problem.not_csv", {"reason": str(error)})
        raise _at(_line(reader.line_num), problem) from None


def _load(text: str, line: int | None = None) -> object:
    """The JSON value in a text, which is the whole file or this line of it."""
    try:
        return _parsed(text)
    except json.JSONDecodeError as error:
        values = {"line": line or error.lineno, "column": error.colno}
        problem = Message("problem.not_json", {"reason": error.msg})
        raise _at(Message("place.line_column", values), problem) from None
    except DatasetError as error:
        raise _at(_line(line), error.message) if line else error from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except (DatasetError, json.JSONDecodeError):
        raise
    except RecursionError:
        raise DatasetError("problem.nested_too_deeply", shape=SHAPE) from None
    except ValueError:  # an integer of thousands of digits
        raise DatasetError("problem.long_number") from None


def _item(number: int) -> Message:
    return Message("place.item", {"number": number})


def _line(number: int) -> Message:
    return Message("place.line", {"number": number})


def _at(place: Message, problem: Message) -> DatasetError:
    return DatasetError("dataset.at", place=place, problem=problem)


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DatasetError("problem.key_twice", key=json.dumps(key)[:40])
        found[key] = value
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise DatasetError("problem.not_json_value", value=constant)
