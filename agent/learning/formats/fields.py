"""What the two sides of an example are called, and several of them at once."""

from collections.abc import Iterator, Sequence

from agent.learning.answers import joined

INPUTS = ("input", "inputs", "question", "questions", "text", "prompt")
OUTPUTS = ("output", "outputs", "answer", "answers", "response", "responses", "intent")


def sides(names: Sequence[str]) -> tuple[int, int] | None:
    """Where among `names` input and output stand; None if one is missing or there twice."""
    tidied = [name.strip().lower() for name in names]
    found = [next((name for name in side if name in tidied), "") for side in (INPUTS, OUTPUTS)]
    if any(name == "" or tidied.count(name) != 1 for name in found):
        return None
    return tidied.index(found[0]), tidied.index(found[1])


def examples(value: object) -> Iterator[object]:
    """An item as `{"input": ..., "output": ...}`, one for each of its inputs.

    What is no example is left as it is, for whoever checks it.
    """
    names = list(value) if isinstance(value, dict) else []
    found = sides(names)
    if not isinstance(value, dict) or found is None:
        yield value
        return
    input_, output = (value[names[side]] for side in found)
    for each in input_ if isinstance(input_, list) and input_ else [input_]:
        yield {"input": each, "output": answer(output)}


def answer(output: object) -> object:
    """The one answer of several: their alternatives."""
    if not isinstance(output, list) or not output:
        return output
    texts = [each for each in output if isinstance(each, str)]
    return joined(texts) if len(texts) == len(output) else output
