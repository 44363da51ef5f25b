"""What to teach next."""

from agent.learning.advice import next_lesson
from agent.learning.dataset import COUNTER_EXAMPLE, FEWEST, Dataset, Example
from agent.learning.report import ClassScore


def dataset(**lines: int) -> Dataset:
    return Dataset(
        tuple(
            Example(f"{output} {number}", output)
            for output, count in lines.items()
            for number in range(count)
        )
    )


def test_the_answer_with_the_fewest_lines_needs_most() -> None:
    found = next_lesson(dataset(wifi=3, lunch=FEWEST, parking=4), ())
    assert found and (found.output, found.example, found.more) == ("wifi", "wifi 0", 2)
    alone = next_lesson(dataset(wifi=1, lunch=FEWEST), ())
    assert alone and alone.more == FEWEST - 1


def test_what_is_found_worst_comes_first() -> None:
    scores = (
        ClassScore(output="lunch", f1=0.4, examples=9),
        ClassScore(output="wifi", f1=0.9, examples=3),
    )
    found = next_lesson(dataset(wifi=3, lunch=9), scores)
    assert found and (found.output, found.more) == ("lunch", 2)


def test_nothing_is_needed_where_all_goes_well() -> None:
    lines = dataset(wifi=FEWEST, lunch=FEWEST)
    counter = Dataset((*lines.examples, Example("who cares", COUNTER_EXAMPLE)))
    assert next_lesson(counter, (ClassScore(output="wifi", f1=0.9, examples=5),)) is None
