"""Files that come along with words are a part of the answer where the words are a lesson."""

import pytest

from agent.dialog.attachment import EMBEDDED, Attachment
from agent.dialog.intents import Intent
from agent.dialog.requests import Lines
from agent.dialog.turns import Invoked, Said
from agent.prompts.language import language
from agent.states import all_commands
from agent.states.awaiting_data import AwaitingData
from agent.states.idle import Idle
from agent.understanding.understand import Understanding

UNDERSTANDING = Understanding("!", "Robin", language(), all_commands())
PICTURE = (Attachment("cat.png", b"meow"),)
F = EMBEDDED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat =>", (("cat", F),)),
        ("cat => look at her", (("cat", f"look at her {F}"),)),
        ("cat -> see picture", (("cat", F),)),
        (f"cat => {F} how sweet", (("cat", f"{F} how sweet"),)),
        ("when I say cat you answer with this picture", (("cat", F),)),
        ("when I say cat you answer", (("cat", F),)),
        ("when I say cat", (("cat", F),)),
        ("if someone asks for the menu, send this file", (("the menu", F),)),
        ("when anyone asks where we meet post the map", (("where we meet", F),)),
        ("show this when somebody says cat", (("cat", F),)),
        ("the answer to what is a cat is", (("what is a cat", F),)),
        ("this is the answer to where do we meet", (("where do we meet", F),)),
        ("cat => a cat\ndog => a dog", (("cat", "a cat"), ("dog", f"a dog {F}"))),
    ],
)
def test_a_file_is_the_answer_of_its_lesson_or_a_part_of_it(text: str, expected: Lines) -> None:
    said = Said(text, PICTURE)
    assert UNDERSTANDING.understand(said, Idle.expects).examples == expected
    assert UNDERSTANDING.understand(said, AwaitingData.expects).examples == expected


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("no, it should be this", F),
        ("no, say look at her", f"look at her {F}"),
        ("it should have been the picture here", F),
    ],
)
def test_a_file_is_a_better_answer(text: str, answer: str) -> None:
    meaning = UNDERSTANDING.understand(Said(text, PICTURE), Idle.expects)
    assert (meaning.intent, meaning.slot("answer")) == (Intent.AMEND, answer)


@pytest.mark.parametrize("text", ["", "here it is", "what is this", "look what I found"])
def test_a_file_beside_other_words_is_a_file(text: str) -> None:
    assert UNDERSTANDING.understand(Said(text, PICTURE), Idle.expects).intent is Intent.FILE


def test_the_words_beside_a_file_are_kept_unless_they_only_point_at_it() -> None:
    for text, words in (("the red one on the left", "the red one on the left"), ("this one", "")):
        assert UNDERSTANDING.understand(Said(text, PICTURE), Idle.expects).text == words


def test_commands_take_files_as_answers_and_files_of_examples_as_before() -> None:
    train, correct = Intent.TRAIN, Intent.CORRECT
    taught = Invoked(train, {"example": "cat => look"}, PICTURE)
    assert UNDERSTANDING.understand(taught, Idle.expects).examples == (("cat", f"look {F}"),)
    right = UNDERSTANDING.understand(Said("!correct this one", PICTURE), Idle.expects)
    assert (right.intent, right.slot("answer")) == (correct, F)
    file = UNDERSTANDING.understand(Said("!train", (Attachment("x.json", b""),)), Idle.expects)
    assert (file.intent, file.examples) == (train, ())
