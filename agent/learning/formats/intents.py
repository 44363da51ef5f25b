"""intents.json, as tutorials of chatbots have it: tags with patterns and responses."""

from collections.abc import Iterator

from pydantic import AliasChoices, BaseModel, Field

from agent.learning.formats.shape import Texts, output, shaped

NAME = "intents.json"


class _Intent(BaseModel):
    tag: str = Field(validation_alias=AliasChoices("tag", "intent", "name"))
    patterns: Texts = Field([], validation_alias=AliasChoices("patterns", "text", "examples"))
    responses: Texts = []


class _File(BaseModel):
    intents: list[_Intent]


def recognises(value: object) -> bool:
    """Whether it is a list of intents that have something said to or by them."""
    intents = value.get("intents") if isinstance(value, dict) else None
    return isinstance(intents, list) and any(
        isinstance(intent, dict) and ("patterns" in intent or "responses" in intent)
        for intent in intents
    )


def items(value: object) -> Iterator[object]:
    """An example a pattern; an intent without responses is answered by its tag."""
    for intent in shaped(_File, value, NAME).intents:
        for pattern in filter(str.strip, intent.patterns):
            yield {"input": pattern, "output": output(intent.responses, intent.tag)}
