"""Snips: intents with utterances, as YAML that people write and as JSON made of it."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, RootModel

from agent.learning.formats.shape import Texts, shaped

NAME = "Snips"
_SLOT = re.compile(r"\[[^\[\]]*\]\(([^()]*)\)")


class _Document(BaseModel):
    type: str
    name: str
    utterances: Texts = []


class _Chunk(BaseModel):
    text: str


class _Utterance(BaseModel):
    data: list[_Chunk]


class _Intent(BaseModel):
    utterances: list[_Utterance]


class _Assistant(BaseModel):
    intents: dict[str, _Intent]


class _Benchmark(RootModel[dict[str, list[_Utterance]]]):
    """The published data: utterances by intent."""


def recognises(value: object) -> bool:
    """Whether it is an intent or entity in YAML, or a map of intents in JSON."""
    if not isinstance(value, dict):
        return False
    document = value.get("type") in {"intent", "entity"} and "name" in value
    return document or isinstance(value.get("intents"), dict) or _is_benchmark(value)


def items(value: object) -> Iterator[object]:
    """An example an utterance, answered by the name of its intent."""
    for name, utterances in _by_intent(value).items():
        for text in utterances:
            yield {"input": text, "output": name}


def _by_intent(value: object) -> dict[str, list[str]]:
    if isinstance(value, dict) and "intents" in value:
        intents = shaped(_Assistant, value, NAME).intents
        return {name: _joined(intent.utterances) for name, intent in intents.items()}
    if isinstance(value, dict) and _is_benchmark(value):
        said = shaped(_Benchmark, value, NAME).root
        return {name: _joined(utterances) for name, utterances in said.items()}
    document = shaped(_Document, value, NAME)
    utterances = document.utterances if document.type == "intent" else []
    return {document.name: [_SLOT.sub(r"\1", said) for said in utterances]}


def _joined(utterances: list[_Utterance]) -> list[str]:
    return ["".join(chunk.text for chunk in utterance.data) for utterance in utterances]


def _is_benchmark(value: dict[str, object]) -> bool:
    """Whether the values are lists of utterances in chunks."""
    lists = [each for each in value.values() if isinstance(each, list) and each]
    return bool(lists) and len(lists) == len(value) and all(_in_chunks(each[0]) for each in lists)


def _in_chunks(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("data"), list)
