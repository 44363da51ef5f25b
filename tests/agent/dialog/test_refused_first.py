"""Nobody is asked about what they are then refused, or told of a training that does not come."""

import pytest

from agent.dialog.outcomes import Answered, Done, Outcome, Refused
from agent.dialog.requests import Correct, Request, Train
from agent.dialog.rights import NOT_ALLOWED, Rights
from agent.dialog.turns import StartJob
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world

MEMBER = Rights(teach=False, manage=False, lesson=False)
HANDS_IN = Rights(teach=False, manage=False)
TRAINER = Rights(manage=False)
NO = "needs the trainer role"


def waits(request: Request) -> Outcome:
    """A server where lessons of members wait."""
    if isinstance(request, Train | Correct):
        return Done("approval.waits", {"count": 1, "input": "good morning"})
    return world(request)


def refuses(request: Request) -> Outcome:
    return Refused(NOT_ALLOWED) if isinstance(request, Train | Correct) else world(request)


@pytest.mark.parametrize(
    "line",
    [
        "!undo @bob", "!undo <@42>", "!train", "!train good morning => hello", "train",
        "when I say good morning you answer hello", "!correct", "!correct good morning => hello",
        "!select_dataset", "!select_dataset lessons", "!archive", "!archive restore",
        "!rollback", "!use_model", "!unanswered", "!pending take", "!pending drop 4",
        "!small_talk", "!small_talk off", "!remove_answer", "forget the answer hello",
        "!taught rename a => b", "!taught remove hello", "restore an archive",
    ],
)  # fmt: skip
def test_what_a_member_may_not_is_refused_at_once(line: str) -> None:
    talk = Conversation(refuses, rights=MEMBER)
    assert NO in talk.says(line)
    assert talk.state == "idle"
    assert talk.session.pending is None
    assert talk.requests in ([], [Correct("good morning", "hello")])


def test_only_who_manages_is_asked_what_to_set() -> None:
    assert "manage the server" in Conversation(world, rights=TRAINER).says("!settings prefix")
    assert "manage the server" not in Conversation(world).says("!settings prefix")


@pytest.mark.parametrize("line", ["no, answer hello crew", "no", "wrong"])
def test_a_member_is_not_asked_for_a_better_answer(line: str) -> None:
    talk = Conversation(refuses, rights=MEMBER)
    talk.says("morning all")
    talk.says(line)
    assert talk.state == "idle"
    assert talk.session.pending is None


@pytest.mark.parametrize("line", ["!correct show", "!taught", "!undo", "!help", "status", "!test"])
def test_what_everybody_may_is_not_refused(line: str) -> None:
    assert NO not in Conversation(world, rights=MEMBER).says(line)


def test_a_member_tests_and_is_asked_for_no_right_answer() -> None:
    talk = Conversation(refuses, rights=MEMBER, voice=True)
    talk.says("test")
    talk.says("morning all")
    assert talk.says("no") == "Next case?"
    talk.says("morning all")
    assert talk.says("no, it should be hello crew") == "Next case?"


def test_a_guess_that_a_member_may_not_do_is_no_guess() -> None:
    def unknown(request: Request) -> Outcome:
        return Answered("back up plants", "", 0.0, known=False, may_teach=False)

    assert Conversation(unknown).says("back up plants") == "Put “plants” in the archive?"
    talk = Conversation(unknown, rights=MEMBER)
    assert talk.says("back up plants") == "I don't know that yet."


def test_a_lesson_that_waits_is_no_training() -> None:
    talk = Conversation(waits, rights=HANDS_IN)
    first = talk.says("!train")
    assert first.startswith("What members teach waits for a trainer here")
    assert "waits for a trainer" not in talk.says("good morning => hello friend")
    told = talk.says("done")
    assert told.startswith("Thank you: “good morning” waits for a trainer now.")
    assert "Training" not in told
    assert not any(isinstance(effect, StartJob) for effect in talk.effects)
    assert talk.state == "idle"


@pytest.mark.parametrize("line", ["when I say good morning you answer hello", "!correct"])
def test_who_begins_to_teach_hears_first_that_it_waits(line: str) -> None:
    talk = Conversation(waits, rights=HANDS_IN)
    assert talk.says(line).startswith("What members teach waits for a trainer here")
    assert "What members teach" not in Conversation(waits).says(line)


def test_who_loses_the_right_with_a_lesson_open_is_told_of_no_training() -> None:
    talk = Conversation(refuses)
    for line in ("!train", "good morning => hello friend"):
        talk.says(line)
    talk.rights = MEMBER
    told = talk.says("done")
    assert NO in told
    assert "Training" not in told
    assert talk.state == "awaiting_data"


@pytest.mark.parametrize(
    ("line", "voice"),
    [("!undo @bob", False), ("forget the answer hello", False), ("roll back", True)],
)
def test_who_loses_the_right_before_the_yes_is_refused(line: str, voice: bool) -> None:
    talk = Conversation(world, voice=voice)
    talk.says(line, 0.79)
    assert talk.session.pending is not None
    asked = len(talk.requests)
    talk.rights = MEMBER
    assert NO in talk.says("yes")
    assert talk.requests[asked:] == []
    assert talk.session.pending is None
