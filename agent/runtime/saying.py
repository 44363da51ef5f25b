"""Answers as they are said: one of their alternatives."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.dialog.turns import Say
from agent.learning.answers import alternatives
from agent.runtime.channel import Delivery

ANSWERS = frozenset({"idle.answer", "idle.answer.small_talk"})
"""The prompts that give the answer to a question."""


def said_once(delivery: Delivery, choose: Callable[[Sequence[str]], str]) -> Delivery:
    """What is delivered, with one alternative of the answer in it."""
    if not isinstance(delivery, Say) or delivery.prompt not in ANSWERS:
        return delivery
    answer = choose(alternatives(str(delivery.values["answer"])))
    return replace(delivery, values={**delivery.values, "answer": answer})
