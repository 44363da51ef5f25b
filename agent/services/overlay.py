"""Edits that a model does not know of yet, laid over what it answers."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from agent.dialog.outcomes import Answered

Names = Mapping[str, str | None]
"""Answers by what they are called now; None for those that were removed."""


def in_force(answered: Answered, names: Names) -> Answered:
    """The same by today's names; what was removed is not known."""
    choices = _renamed(answered.choices, names)
    nearest = _renamed(answered.nearest, names)
    output = names.get(answered.output, answered.output)
    if output is None:
        return replace(forgotten(answered), choices=choices, nearest=nearest)
    others = tuple(name for name in nearest if name != output)
    return replace(answered, output=output, choices=choices, nearest=others)


def forgotten(answered: Answered) -> Answered:
    """As if it had not been taught."""
    return replace(answered, output="", confidence=0.0, known=False, exact=False)


def _renamed(answers: Iterable[str], names: Names) -> tuple[str, ...]:
    now = (names.get(answer, answer) for answer in answers)
    return tuple(dict.fromkeys(answer for answer in now if answer is not None))
