"""LUIS, and Conversational Language Understanding after it: utterances with their intents."""

from collections.abc import Iterator

from pydantic import BaseModel

from agent.learning.formats.shape import shaped

NAME = "LUIS"
_NONE = "None"


class _Utterance(BaseModel):
    text: str
    intent: str


class _Luis(BaseModel):
    utterances: list[_Utterance]


class _Clu(BaseModel):
    assets: _Luis


def recognises(value: object) -> bool:
    """Whether it has utterances, or assets with utterances."""
    return isinstance(value, dict) and ("utterances" in value or _has_assets(value))


def items(value: object) -> Iterator[object]:
    """An example an utterance; those of the intent None are not to be answered."""
    wrapped = value if isinstance(value, dict) and _has_assets(value) else {"assets": value}
    for utterance in shaped(_Clu, wrapped, NAME).assets.utterances:
        intent = None if utterance.intent == _NONE else utterance.intent
        yield {"input": utterance.text, "output": intent}


def _has_assets(value: dict[str, object]) -> bool:
    assets = value.get("assets")
    return isinstance(assets, dict) and "utterances" in assets
