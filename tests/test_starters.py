"""The starter datasets are well formed, free of duplicates, and can be read aloud."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

STARTERS = Path(__file__).parents[1] / "datasets" / "starters"
NAMES = ("small_talk", "home_server")
MOST_ANSWER_WORDS = 25
LINES_AN_INTENT = range(12, 19)

# fmt: off
COMMANDS = frozenset({
    "archive", "cancel", "consent", "correct", "doctor", "done", "export", "feedback",
    "forget", "getfile", "help", "hi", "in text please", "instruction", "instructions",
    "join", "leave", "list", "no", "repeat", "rollback", "roll back", "select",
    "select dataset", "start over", "status", "stop", "test", "train", "undo",
    "where are we", "yes",
})
# fmt: on

Example = dict[str, str]


def read(name: str) -> list[Example]:
    examples: list[Example] = json.loads((STARTERS / f"{name}.json").read_text("utf-8"))["data"]
    return examples


def read_all() -> list[Example]:
    return [example for name in NAMES for example in read(name)]


def normalised(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_one_input_and_one_output(name: str) -> None:
    content = json.loads((STARTERS / f"{name}.json").read_text("utf-8"))
    assert set(content) == {"data"}
    for example in content["data"]:
        assert set(example) == {"input", "output"}
        assert all(isinstance(text, str) and normalised(text) for text in example.values())
        assert all(text == text.strip() for text in example.values())


@pytest.mark.parametrize("name", NAMES)
def test_people_read_one_example_a_line(name: str) -> None:
    first, *lines, last = (STARTERS / f"{name}.json").read_text("utf-8").splitlines()
    assert (first, last) == ('{"data": [', "]}")
    assert [json.loads(line.rstrip(",")) for line in lines] == read(name)


@pytest.mark.parametrize(("name", "intents"), [("small_talk", 20), ("home_server", 24)])
def test_intents_have_enough_wordings_and_stand_together(name: str, intents: int) -> None:
    outputs = [example["output"] for example in read(name)]
    assert len(set(outputs)) == intents
    assert all(count in LINES_AN_INTENT for count in Counter(outputs).values())
    changes = sum(before != after for before, after in pairwise(outputs))
    assert changes == intents - 1


def test_both_files_together_have_the_promised_size() -> None:
    assert 600 <= len(read_all()) <= 680


def test_no_input_occurs_twice_so_none_has_two_answers() -> None:
    counts = Counter(normalised(example["input"]) for example in read_all())
    assert [text for text, count in counts.items() if count > 1] == []


def test_the_files_share_no_answer() -> None:
    small_talk, home_server = ({example["output"] for example in read(name)} for name in NAMES)
    assert small_talk.isdisjoint(home_server)


def test_answers_are_short_and_speakable() -> None:
    for output in {example["output"] for example in read_all()}:
        assert len(output.split()) <= MOST_ANSWER_WORDS, output
        assert not re.search(r"[`*_#\[\]<>|{}\n]|https?:", output), output
        assert output[-1] in ".!?", output


def test_no_input_is_a_command_of_the_agent() -> None:
    assert COMMANDS.isdisjoint(normalised(example["input"]) for example in read_all())


def test_the_name_of_the_agent_is_left_to_the_settings() -> None:
    for example in read_all():
        assert not re.search(r"robin|understudy", " ".join(example.values()), re.IGNORECASE)
