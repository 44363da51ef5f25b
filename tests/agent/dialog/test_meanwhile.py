"""While a model is trained, or waits for a yes, talk goes on and nothing taught is lost."""

from collections.abc import Callable

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import Answered, Done, FilesKept, Outcome, Trained
from agent.dialog.requests import Answer, KeepFeedback, KeepFiles, Request, Train
from agent.dialog.turns import Said
from agent.states.lesson import Lesson
from tests.agent.conversation import Conversation


def world(request: Request) -> Outcome:
    match request:
        case Answer(text):
            return Answered(text, "hello", 0.9, known=True)
        case KeepFiles():
            return FilesKept(("{file:cat.png}",))
        case Train():
            return Trained("0002", "lessons", 0.9, 0.8, "summary", "report")
    return Done("cancel.done")


def training() -> Conversation:
    talk = Conversation(world)
    for line in ("!train", "a => b", "c => d", "done"):
        talk.says(line)
    assert talk.state == "training"
    return talk


def waiting() -> Conversation:
    talk = training()
    talk.job_done()
    assert talk.state == "training.result"
    return talk


def gathered(talk: Conversation) -> list[tuple[str, str]]:
    assert isinstance(talk.session.task, Lesson)
    return talk.session.task.examples


@pytest.mark.parametrize("begin", [training, waiting])
@pytest.mark.parametrize(
    ("lines", "lesson"),
    [
        (("when I say bye you answer see you",), ("bye", "see you")),
        (("x => y",), ("x", "y")),
        (("when I say ping", "you answer pong"), ("ping", "pong")),
    ],
)
def test_a_lesson_is_taken(
    begin: Callable[[], Conversation], lines: tuple[str, ...], lesson: tuple[str, str]
) -> None:
    talk = begin()
    for line in lines:
        talk.says(line)
    assert (talk.state, gathered(talk)) == ("awaiting_data", [lesson])


def test_a_picture_is_taught_meanwhile() -> None:
    talk = training()
    talk.turn(Said("cat =>", (Attachment("cat.png", b""),)))
    assert gathered(talk) == [("cat", "{file:cat.png}")]


def test_the_model_is_asked_about_after_the_lesson_that_came_in_between() -> None:
    talk = training()
    first = talk.job
    talk.says("x => y")
    assert first is not None
    talk.job = first
    assert "Use it?" not in talk.job_done()
    talk.says("done")
    assert talk.state == "training"
    talk.job_done()
    assert talk.state == "training.result"


def test_a_model_that_a_newer_one_replaced_is_kept_and_not_asked_about() -> None:
    talk = waiting()
    talk.says("x => y")
    talk.says("done")
    talk.job_done()
    assert "Use it?" not in talk.says("yes")
    assert (talk.state, len(talk.session.waiting)) == ("idle", 1)


def test_feedback_and_tests_go_on() -> None:
    talk = training()
    talk.says("!feedback 4 nice")
    assert any(isinstance(each, KeepFeedback) for each in talk.requests)
    assert talk.state == "training"
    talk.says("!test")
    assert talk.state == "testing"
    talk.says("done")
    assert talk.state == "training"
