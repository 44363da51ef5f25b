"""Files that come along with lessons: kept before they are taught, and answered with."""

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import Answered, DatasetRead, Done, FilesKept, Outcome, Refused
from agent.dialog.requests import Answer, Correct, KeepFiles, ReadDataset, Request
from agent.dialog.turns import Said
from agent.states.lesson import Lesson
from tests.agent.conversation import Conversation

PICTURE = Attachment("cat.png", b"meow")
DATA = Attachment("lessons.json", b"{}")


def world(request: Request) -> Outcome:
    match request:
        case KeepFiles(files):
            return FilesKept(tuple(f"{{file:{file.name}}}" for file in files))
        case Answer(text):
            return Answered(text, "", 0.0, known=False)
        case ReadDataset():
            return DatasetRead("lessons", 10, 2, 0, 0)
    return Done("correcting.left")


def send(talk: Conversation, text: str, *files: Attachment) -> str:
    return talk.turn(Said(text, files or (PICTURE,)))


def taught(talk: Conversation) -> list[tuple[str, str]]:
    assert isinstance(talk.session.task, Lesson)
    return talk.session.task.examples


@pytest.mark.parametrize("text", ["cat =>", "when I say cat you answer with this", "!train cat =>"])
def test_a_lesson_with_a_picture_begins_and_is_noted(text: str) -> None:
    talk = Conversation(world)
    assert "“cat” gives “{file:cat.png}”" in send(talk, text)
    assert taught(talk) == [("cat", "{file:cat.png}")]


def test_a_picture_is_the_second_half_of_a_lesson() -> None:
    talk = Conversation(world)
    talk.says("!train")
    talk.says("cat")
    send(talk, "isn't she sweet")
    assert taught(talk) == [("cat", "isn't she sweet {file:cat.png}")]
    talk.says("dog")
    send(talk, "", Attachment("dog.png", b""), Attachment("bark.mp3", b""))
    assert taught(talk)[1] == ("dog", "{file:dog.png} {file:bark.mp3}")


def test_a_file_of_examples_is_still_read_as_one() -> None:
    talk = Conversation(world)
    talk.says("!train")
    send(talk, "", DATA)
    assert talk.state == "awaiting_data.reviewing"


def test_a_picture_that_nothing_is_said_about_is_no_file_of_examples() -> None:
    for opening in ("!hi", "!train"):
        talk = Conversation(world)
        talk.says(opening)
        before = talk.state
        assert "It can be an answer" in send(talk, "")
        assert talk.state == before
        assert not any(isinstance(each, ReadDataset) for each in talk.requests)


def test_several_files_of_examples_are_read_one_by_one() -> None:
    talk = Conversation(world)
    assert "one file of examples at a time" in send(talk, "", DATA, DATA)
    assert talk.requests == []


def test_a_picture_answers_what_was_not_known() -> None:
    talk = Conversation(world)
    talk.says("where does the cat sleep")
    send(talk, "here she is")
    right = Correct("where does the cat sleep", "here she is {file:cat.png}")
    assert talk.requests[-2:] == [KeepFiles((PICTURE,)), right]


def test_a_picture_corrects_an_answer() -> None:
    talk = Conversation(_knowing)
    talk.says("where does the cat sleep")
    talk.says("no")
    send(talk, "")
    assert talk.requests[-1] == Correct("where does the cat sleep", "{file:cat.png}", "no cat")
    send(talk, "!correct this one")
    assert talk.requests[-1] == Correct("where does the cat sleep", "{file:cat.png}", "no cat")


def test_a_file_that_is_not_kept_teaches_nothing() -> None:
    talk = Conversation(_full)
    assert send(talk, "cat =>") == "I could not keep it: full."
    assert (talk.state, talk.session.task) == ("idle", None)
    talk.says("!train")
    talk.says("cat")
    send(talk, "")
    assert taught(talk) == []
    assert isinstance(talk.session.task, Lesson)
    assert talk.session.task.heard == ("cat", "")


def _knowing(request: Request) -> Outcome:
    if isinstance(request, Answer):
        return Answered(request.text, "no cat", 1.0, known=True)
    return world(request)


def _full(request: Request) -> Outcome:
    return (
        Refused("I could not keep it: full.") if isinstance(request, KeepFiles) else world(request)
    )
