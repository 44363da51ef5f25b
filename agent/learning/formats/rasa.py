"""Rasa: intents with examples, and the responses that their names or rules lead to."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from agent.learning.formats.shape import output, shaped

NAME = "Rasa"
_OLD = "rasa_nlu_data"
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\}|\[(?:\{[^{}]*\},?\s*)+\])")
_DASH = re.compile(r"\s*[-*+]\s+(.*\S)")


class _Nlu(BaseModel):
    intent: str | None = None
    examples: object = None


class _Response(BaseModel):
    text: str | None = None


class _Story(BaseModel):
    steps: list[dict[str, object]] = []


class _Sentence(BaseModel):
    text: str
    intent: str


class _Sentences(BaseModel):
    common_examples: list[_Sentence]


class _OldFile(BaseModel):
    rasa_nlu_data: _Sentences


class _File(BaseModel):
    nlu: list[_Nlu] = []
    responses: dict[str, list[_Response]] = {}
    rules: list[_Story] = []
    stories: list[_Story] = []


def recognises(value: object) -> bool:
    """Whether it has what Rasa's files have: nlu, rules, stories, or responses of a domain."""
    if not isinstance(value, dict):
        return False
    if _OLD in value:
        return True
    responses = value.get("responses")
    named = isinstance(responses, dict) and any(str(n).startswith("utter_") for n in responses)
    return named or any(isinstance(value.get(key), list) for key in ("nlu", "rules", "stories"))


def items(value: object) -> Iterator[object]:
    """An example an example; an intent without a response is answered by its name."""
    if isinstance(value, dict) and _OLD in value:
        for each in shaped(_OldFile, value, NAME).rasa_nlu_data.common_examples:
            yield {"input": each.text, "output": each.intent}
        return
    file = shaped(_File, value, NAME)
    actions = _actions([*file.stories, *file.rules])
    for block in file.nlu:
        if block.intent is None:
            continue
        action = actions.get(block.intent, f"utter_{block.intent}")
        texts = [response.text or "" for response in file.responses.get(action, [])]
        for example in _examples(block.examples):
            yield {"input": _ENTITY.sub(r"\1", example), "output": output(texts, block.intent)}


def _actions(stories: list[_Story]) -> dict[str, str]:
    """Which response follows on an intent; rules, which come last, win."""
    return {
        str(said["intent"]): str(done["action"])
        for story in stories
        for said, done in pairwise(story.steps)
        if "intent" in said and str(done.get("action")).startswith("utter_")
    }


def _examples(examples: object) -> Iterator[str]:
    """One text with a dash before each example, or a list of texts, or of maps with a text."""
    for each in examples if isinstance(examples, list) else [examples]:
        text = each.get("text") if isinstance(each, dict) else each
        for line in str(text or "").splitlines():
            dashed = _DASH.fullmatch(line.rstrip())
            if dashed or line.strip():
                yield dashed[1] if dashed else line.strip()
