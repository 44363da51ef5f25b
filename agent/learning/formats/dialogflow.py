"""Dialogflow's export: a zip file with an intent a file, and what users say to it in others."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from pydantic import BaseModel

from agent.learning.errors import DatasetError
from agent.learning.formats import json_value, zipped
from agent.learning.formats.decoding import decode
from agent.learning.formats.shape import Texts, output, shaped

NAME = "Dialogflow"
_SAID = re.compile(r"((?:.*/)?intents/.+)_usersays_([\w-]+)\.json")


class _Message(BaseModel):
    lang: str = ""
    speech: Texts = []


class _Response(BaseModel):
    messages: list[_Message] = []


class _Intent(BaseModel):
    name: str
    responses: list[_Response] = []


class _Chunk(BaseModel):
    text: str


class _Phrase(BaseModel):
    data: list[_Chunk]


class _Phrases(BaseModel):
    phrases: list[_Phrase]


def recognises(archive: ZipFile) -> bool:
    """Whether it has files of what users say."""
    return any(map(_SAID.fullmatch, archive.namelist()))


def items(archive: ZipFile) -> Iterator[object]:
    """An example a phrase, answered by the responses in its language or the intent's name."""
    for name in archive.namelist():
        if found := _SAID.fullmatch(name):
            intent = shaped(_Intent, _load(archive, f"{found[1]}.json"), NAME)
            answer = output(_answers(intent, found[2]), intent.name)
            for phrase in shaped(_Phrases, {"phrases": _load(archive, name)}, NAME).phrases:
                yield {"input": "".join(chunk.text for chunk in phrase.data), "output": answer}


def _answers(intent: _Intent, language: str) -> list[str]:
    messages = [message for response in intent.responses for message in response.messages]
    return [text for each in messages if each.lang in {"", language} for text in each.speech]


def _load(archive: ZipFile, name: str) -> object:
    if name not in archive.namelist():
        raise DatasetError("problem.member_missing", member=name)
    return json_value.load(decode(zipped.member(archive, name)))
