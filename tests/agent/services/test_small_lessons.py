"""Lessons of one answer or two: asked in other words they are answered, and nothing else is."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from agent.learning.dataset import Dataset, Example
from agent.opening import opened
from tests.agent.conftest import settings_for

BIKES = "In the shed."
CHECKOUT = "what time is checkout?"
FLAT = {
    "Space number 8 in the yard is yours.": ("where can we leave the car?",),
    "By 10 am please.": (CHECKOUT,),
}


async def answers(home: Path, taught: Mapping[str, tuple[str, ...]], *texts: str) -> list[str]:
    """What is answered after a lesson; empty where nothing is."""
    examples = tuple(Example(text, answer) for answer in taught for text in taught[answer])
    async with opened(settings_for(home, retrain_seconds=3_600, small_talk=False)) as app:
        app.stores.of("club").datasets.save("lessons", Dataset(examples))
        lesson = app.teaching.prepare("club", "lessons")
        app.teaching.use("club", await app.teaching.make("club", lesson, lambda *_: None))
        found = [app.answering.answer("club", text) for text in texts]
        return [each.output if each.known else "" for each in found]


@pytest.mark.parametrize("lines", [1, 3])
async def test_a_single_answer_is_given_to_its_question_in_other_words(
    tmp_path: Path, lines: int
) -> None:
    taught = ("where do i put my bike?", "where can my bike stand", "is there a place for bikes")
    given = ("where do bikes go?", "is it my turn for the kitchen", "what is the capital of France")
    assert await answers(tmp_path, {BIKES: taught[:lines]}, *given) == [BIKES, "", ""]


async def test_one_of_two_answers_is_not_given_to_what_is_like_neither(tmp_path: Path) -> None:
    given = ("where's the nearest supermarket", "where are the extra blankets?", CHECKOUT)
    assert await answers(tmp_path, FLAT, *given) == ["", "", "By 10 am please."]


async def test_nothing_is_said_of_what_only_stands_beside(tmp_path: Path) -> None:
    examples = Dataset(tuple(Example(line, answer) for answer, (line,) in FLAT.items()))
    async with opened(settings_for(tmp_path, retrain_seconds=3_600)) as app:
        app.stores.of("club").datasets.save("lessons", examples)
        lesson = app.teaching.prepare("club", "lessons")
        model = await app.teaching.make("club", lesson, lambda *_: None)
        report = app.teaching.report_of("club", model)
    assert report is not None
    assert (report.examples, report.outputs, report.accuracy) == (2, 2, None)
