"""Any file of examples to records: which format it is, told by its content and then its name."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple, Protocol

from agent.learning.errors import DatasetError
from agent.learning.formats import (
    arrows,
    chatterbot,
    delimited,
    dialogflow,
    fields,
    foreign,
    intents,
    json_lines,
    json_value,
    luis,
    plain,
    rasa,
    snips,
    spreadsheet,
    yaml_value,
    zipped,
)
from agent.learning.formats.decoding import decode
from agent.learning.formats.record import Record, item


class Structure(Protocol):
    """Another program's way to put examples into lists and maps, whether of JSON or YAML."""

    NAME: str

    def recognises(self, value: object) -> bool: ...

    def items(self, value: object) -> Iterator[object]: ...


STRUCTURES: tuple[Structure, ...] = (rasa, chatterbot, snips, luis, intents)


class Notation(NamedTuple):
    """A way to write examples as text, known by its look or by the name of the file."""

    suffixes: frozenset[str]
    recognises: Callable[[str], bool]
    records: Callable[[str], Iterator[Record]]


def records(content: bytes, name: str) -> Iterator[Record]:
    """The examples in a file, each `{"input": ..., "output": ...}` where it is one at all.

    Raises DatasetError, at once or while iterating, for what is not read, named for what it is.
    """
    for record in _raw(content, name):
        for value in fields.examples(record.value):
            yield Record(record.place, value)


def _raw(content: bytes, name: str) -> Iterator[Record]:
    if content.startswith(zipped.MAGIC):
        return _zipped(content)
    if what := foreign.by_beginning(content):
        raise DatasetError("problem.foreign", what=what)
    text = decode(content)
    return _notation(text, PurePath(name).suffix.lower()).records(text)


def _notation(text: str, suffix: str) -> Notation:
    named = [notation for notation in NOTATIONS if suffix in notation.suffixes]
    looking = (notation for notation in [*named, *NOTATIONS] if notation.recognises(text))
    return next(looking, (named or [NOTATIONS[-1]])[0])


def _zipped(content: bytes) -> Iterator[Record]:
    with zipped.opened(content) as archive:
        if spreadsheet.recognises(archive):
            return spreadsheet.records(content, archive)
        if not dialogflow.recognises(archive):
            raise DatasetError("problem.foreign", what=foreign.by_members(archive.namelist()))
        return _numbered(list(dialogflow.items(archive)), dialogflow.NAME)


def _looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["} and not json_lines.recognises(text)


def _json(text: str) -> Iterator[Record]:
    return _values([json_value.load(text)])


def _yaml(text: str) -> Iterator[Record]:
    return _values(list(yaml_value.documents(text)))


def _values(values: list[object]) -> Iterator[Record]:
    """The examples in the documents of one file."""
    structures = [next((s for s in STRUCTURES if s.recognises(v)), None) for v in values]
    items = (
        each
        for value, structure in zip(values, structures, strict=True)
        for each in (structure.items(value) if structure else plain.items(value))
    )
    return _numbered(items, next((s.NAME for s in structures if s), ""))


def _numbered(items: Iterable[object], name: str) -> Iterator[Record]:
    number = 0
    for number, each in enumerate(items, 1):
        yield Record(item(number), each)
    if name and not number:
        raise DatasetError("problem.nothing_in", format=name)


NOTATIONS = (
    Notation(frozenset({".jsonl", ".ndjson"}), json_lines.recognises, json_lines.records),
    Notation(frozenset({".json"}), _looks_like_json, _json),
    Notation(frozenset({".txt"}), arrows.recognises, arrows.records),
    Notation(frozenset({".yml", ".yaml"}), yaml_value.recognises, _yaml),
    Notation(frozenset({".csv", ".tsv"}), delimited.recognises, delimited.records),
)
"""In the order in which their looks are tried; the last one says what is wrong with the rest."""
