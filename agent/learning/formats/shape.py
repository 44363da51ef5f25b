"""Values held against the shape that another program gives them."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError

from agent.learning.formats.record import at
from messages import Message

Shape = TypeVar("Shape", bound=BaseModel)


def _several(value: object) -> object:
    return [] if value is None else value if isinstance(value, list) else [value]


Texts = Annotated[list[str], BeforeValidator(_several)]
"""Texts, where one alone may stand without its list, and none may be null."""


def shaped(shape: type[Shape], value: object, name: str) -> Shape:
    """The value in that shape. Raises DatasetError that says where `name` has another one."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        place = _path(error.errors(include_url=False, include_input=False)[0]["loc"])
        raise at(Message("place.path", {"path": place}), "problem.odd_shape", format=name) from None


def output(answers: Sequence[str], name: str) -> list[str] | str:
    """What is answered: the texts that are there, or else the name of the intent."""
    return [answer for answer in answers if answer.strip()] or name


def _path(place: Sequence[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part[:40] for part in place)
