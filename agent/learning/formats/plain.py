"""Our own shape and its plainest relatives: a bare list, pairs, one example, a map."""

from agent.learning.errors import DatasetError
from agent.learning.formats.fields import sides
from agent.learning.formats.record import SHAPE, kind


def items(value: object) -> list[object]:
    """The examples in `{"data": [...]}`, in a list, or in a map of questions to answers.

    Raises DatasetError for anything else.
    """
    if isinstance(value, list):
        return [_pair(each) for each in value]
    if not isinstance(value, dict):
        raise DatasetError("problem.not_an_example", shape=SHAPE, found=kind(value))
    if "data" in value:
        return _data(value["data"])
    if sides(list(value)) is not None:
        return [value]
    if value and all(map(_is_answer, value.values())):
        return [{"input": question, "output": answer} for question, answer in value.items()]
    raise DatasetError("problem.no_data", shape=SHAPE)


def _data(data: object) -> list[object]:
    if not isinstance(data, list):
        raise DatasetError("problem.data_not_a_list", found=kind(data))
    return [_pair(each) for each in data]


def _pair(value: object) -> object:
    """A question and its answers in a list of two as an example; anything else as it is."""
    match value:
        case [str() as question, answer] if _is_answer(answer):
            return {"input": question, "output": answer}
    return value


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str)
