"""In a lesson, a line that was just noted is put right by a no and what it should have been."""

import pytest

from agent.dialog.requests import Train
from agent.states.lesson import Lesson
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world


@pytest.fixture
def noted() -> Conversation:
    talk = Conversation(world)
    talk.says("train")
    talk.says("how much is it => eight euros")
    talk.says("when do you open => at nine")
    return talk


def taught(talk: Conversation) -> dict[str, str]:
    talk.says("done")
    (train,) = (each for each in talk.requests if isinstance(each, Train))
    return dict(train.added)


def lesson(talk: Conversation) -> Lesson:
    assert isinstance(talk.session.task, Lesson)
    return talk.session.task


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("no, the answer is at ten", {"when do you open": "at ten"}),
        ("No, answer at ten", {"when do you open": "at ten"}),
        ("no, you answer at ten", {"when do you open": "at ten"}),
        ("nope, say at ten", {"when do you open": "at ten"}),
        ("no, it should be at ten", {"when do you open": "at ten"}),
        ("oh no, the right answer is at ten", {"when do you open": "at ten"}),
        ("no, when I say when do you close", {"when do you close": "at nine"}),
        ("No, if somebody says opening times", {"opening times": "at nine"}),
        ("no, when I say hi, you answer ho", {"hi": "ho"}),
    ],
)
def test_the_last_line_is_put_right(noted: Conversation, said: str, line: dict[str, str]) -> None:
    answer = noted.says(said)
    ((given, wanted),) = line.items()
    assert given in answer
    assert wanted in answer
    assert "2 examples so far" in answer
    assert taught(noted) == {"how much is it": "eight euros", **line}


def test_it_is_put_right_again_and_taken_back(noted: Conversation) -> None:
    noted.says("no, the answer is at ten")
    noted.says("no, when I say when do you close")
    assert "2 examples" in noted.says("no, the answer is at six")
    noted.says("undo")
    assert taught(noted) == {"how much is it": "eight euros"}


@pytest.mark.parametrize(
    "said",
    [
        "the answer is at ten",
        "no dogs",
        "say at ten",
        "no, hi",
        "no, it's fine",
        "no, say it again",
    ],
)
def test_without_a_no_and_a_frame_it_is_a_line_of_its_own(noted: Conversation, said: str) -> None:
    assert f"And what do I answer to “{said}”?" in noted.says(said)


@pytest.mark.parametrize("said", ["no, the answer is at ten", "no, it's at ten"])
def test_the_first_line_may_be_any_words(said: str) -> None:
    talk = Conversation(world)
    talk.says("train")
    assert f"And what do I answer to “{said}”?" in talk.says(said)


def test_the_answer_may_be_any_words_too(noted: Conversation) -> None:
    noted.says("how are you")
    noted.says("no, it's not so good")
    assert taught(noted)["how are you"] == "no, it's not so good"


def test_by_voice_what_was_said_before_is_offered_again() -> None:
    talk = Conversation(world, voice=True)
    talk.says("train")
    talk.says("when I say hi, you answer ho")
    talk.says("yes")
    assert "I answer hello" in talk.says("no, the answer is hello")
    assert talk.says("no") == "Hi gives ho. Right?"
    talk.says("yes")
    assert taught(talk) == {"hi": "ho"}


def test_a_lesson_in_passing_is_put_right_until_something_else_is_said() -> None:
    talk = Conversation(world)
    talk.says("when I say how much is it, you answer eight euros")
    assert "“how much is it” gives “ten euros”" in talk.says("no, the answer is ten euros")
    talk.says("what is the weather like today")
    talk.says("no, the answer is sunny")
    assert ("how much is it", "ten euros") in lesson(talk).examples


def test_once_a_line_was_taken_back_a_no_leaves_the_one_before_it_alone(
    noted: Conversation,
) -> None:
    noted.says("undo")
    noted.says("no, the answer is ten euros")
    assert lesson(noted).examples == [("how much is it", "eight euros")]


def test_once_a_line_was_listed_a_no_begins_another(noted: Conversation) -> None:
    noted.says("list")
    assert "And what do I answer" in noted.says("no, say at ten")
