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

if TYPE_CHECKING:
    from _csv import Reader

SHAPE = '{"data": [{"input": "...", "output": "..."}]}'
_LINES = {".jsonl", ".ndjson"}
_JSON = {".json", *_LINES}


@dataclass(frozen=True, slots=True)
class Record:
    """One raw item: `place` is "item 3" or "line 3", `value` whatever stood there."""

    place: str
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


def kind(value: object) -> str:
    """What JSON calls a value of this type: "a number", "a list", ..."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return names.get(type(value), "null" if value is None else "a number")


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(
            f"byte {error.start + 1} is not UTF-8; save the file as UTF-8 and send it again"
        ) from None


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
        raise DatasetError(f"expected {SHAPE}, found {kind(value)}")
    if "data" not in value:
        raise DatasetError(f'the object has no "data"; expected {SHAPE}')
    items = value["data"]
    if not isinstance(items, list):
        raise DatasetError(f'"data" must be a list of examples, found {kind(items)}')
    return (Record(f"item {number}", item) for number, item in enumerate(items, 1))


def _line_records(text: str) -> Iterator[Record]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Record(f"line {number}", _load(line, f"line {number}: "))


def _csv_records(text: str) -> Iterator[Record]:
    first, newline, rest = text.partition("\n")
    reader = csv.reader(
        chain([first + newline], io.StringIO(rest, newline="")),
        delimiter=max(",;\t", key=first.count),
        strict=True,
    )
    header = [cell.strip().lower() for cell in _next_row(reader) or []]
    if header.count("input") != 1 or header.count("output") != 1:
        raise DatasetError(
            'line 1: a CSV file needs a header with the columns "input" and "output"'
        )
    return _csv_rows(reader, header.index("input"), header.index("output"))


def _csv_rows(reader: "Reader", input_: int, output: int) -> Iterator[Record]:
    while (row := _next_row(reader)) is not None:
        place = f"line {reader.line_num}"
        if not row:
            continue
        if len(row) <= max(input_, output):
            raise DatasetError(
                f"{place}: expected at least {max(input_, output) + 1} columns, found {len(row)}"
            )
        yield Record(place, {"input": row[input_], "output": row[output]})


def _next_row(reader: "Reader") -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise DatasetError(f"line {reader.line_num}: this is no CSV ({error})") from None


def _load(text: str, prefix: str = "") -> object:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except DatasetError as error:
        raise DatasetError(f"{prefix}{error}") from None
    except json.JSONDecodeError as error:
        where = prefix or f"line {error.lineno}, "
        raise DatasetError(f"{where}column {error.colno}: this is no JSON ({error.msg})") from None
    except RecursionError:
        raise DatasetError(f"{prefix}brackets are nested too deeply; expected {SHAPE}") from None
    except ValueError:  # an integer of thousands of digits
        raise DatasetError(f"{prefix}a number is too long; texts are expected") from None


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise DatasetError(f"an object has the key {json.dumps(key)[:40]} twice")
        found[key] = value
    return found


def _refuse_constant(constant: str) -> NoReturn:
    raise DatasetError(f"{constant} is no JSON; texts are expected")
