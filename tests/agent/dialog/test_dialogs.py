"""Dialogs of the design and others, as scripts on virtual time."""

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.outcomes import Answered, DatasetRead, Done, Outcome, Suspect, Tested, Trained
from agent.dialog.requests import (
    Answer,
    Correct,
    Discard,
    DropDraft,
    KeepFeedback,
    ReportTrial,
    Request,
    Train,
)
from agent.dialog.turns import Note, Said, StartJob
from tests.agent.conversation import Conversation


def world(request: Request) -> Outcome:
    """Services that know one model and remember nothing."""
    match request:
        case Answer(text):
            return Answered(text, "hello captain", 0.6, known=True)
        case Train():
            return Trained("0002", "lessons", 0.91, 0.70, "Trained.", "Report.")
        case Correct(given, right):
            return Done(
                "correcting.learned", {"input": given, "right": right, "others": 0, "other": ""}
            )
        case ReportTrial(cases):
            return Tested(sum(a == b for _, a, b in cases), len(cases), "table")
        case KeepFeedback():
            return Done("feedback.thanks")
    return Done("result.adopted", {"model": "0002", "dataset": "lessons"})


def test_teaching_by_voice() -> None:
    talk = Conversation(world, voice=True)

    assert talk.says("Hey Robin, train.") == "Say: when I say X, you answer Y."
    assert talk.state == "awaiting_data"
    heard = talk.says("When I say good morning, you answer hello friend.")
    assert heard == "When I hear good morning, I answer hello friend. Right?"
    assert talk.state == "awaiting_data.confirming"
    assert talk.says("No, answer hello captain.") == "Good morning gives hello captain. Right?"
    assert talk.state == "awaiting_data.confirming"
    assert talk.says("Yes.") == "One. Next?"
    assert talk.state == "awaiting_data"
    assert talk.silence(7) == "Next example, or say done."
    assert talk.state == "awaiting_data"
    assert talk.says("Done.") == "Training, about five seconds."
    assert talk.state == "training"
    assert talk.job == StartJob(1, Train(added=(("good morning", "hello captain"),)))
    talk.progress(0.5)
    assert talk.says("Where are we?") == "Halfway."
    assert talk.state == "training"
    assert talk.job_done() == "Ready: nine of ten right, before seven. Use it?"
    assert talk.state == "training.result"
    assert talk.says("Yes.") == "In use."
    assert talk.state == "idle"


def test_testing_correcting_resuming() -> None:
    talk = Conversation(world, voice=True)

    assert talk.says("Test.") == "What should I be asked?"
    assert talk.state == "testing"
    assert talk.says("morning all.") == "I'd answer hello captain, sixty percent. Right?"
    assert talk.state == "testing.judging"
    heard = talk.says("No, it should be hello crew.")
    assert heard == "Then morning all gives hello crew. Learn it?"
    assert talk.state == "correcting.confirming"
    assert talk.says("Yes.") == "Learned. Next case?"
    assert talk.requests[-1] == Correct("morning all", "hello crew", "hello captain")
    assert talk.state == "testing"
    assert talk.restart() == "I was away. We were testing, one case done. Next?"
    assert talk.says("Done.") == "None of one right. The table is in the text channel."
    assert talk.state == "idle"


def test_the_same_dialog_in_text_asks_for_no_confirmation_of_what_was_typed() -> None:
    talk = Conversation(world)

    talk.says("!train")
    heard = talk.says("good morning => hello friend")
    assert heard == "“good morning” gives “hello friend”. One example so far. Next, or done?"
    assert talk.says("morning all") == "And what do I answer to “morning all”?"
    talk.says("hello crew")
    assert talk.says("done").startswith("Training")
    added = (("good morning", "hello friend"), ("morning all", "hello crew"))
    assert talk.requests == [Train(added=added)]


def test_an_example_dictated_out_of_the_blue_opens_a_lesson() -> None:
    talk = Conversation(world)

    heard = talk.says("when I say lights on you answer ok, lights on")
    assert heard == "“lights on” gives “ok, lights on”. One example so far. Next, or done?"
    assert talk.state == "awaiting_data"
    talk.says("done")
    assert talk.requests == [Train(added=(("lights on", "ok, lights on"),))]


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("!train lights on => ok", "“lights on” gives “ok”. One example so far. Next, or done?"),
        ("!train lights on", "And what do I answer to “lights on”?"),
    ],
)
def test_the_command_takes_its_first_example_along(line: str, heard: str) -> None:
    talk = Conversation(world)
    assert talk.says(line) == heard
    assert talk.state == "awaiting_data"


@pytest.mark.parametrize("reply", ["yes", "No.", "ok", "nope", "never mind", "Forget it!", "done"])
def test_a_reply_to_nothing_is_no_sentence_to_be_taught(reply: str) -> None:
    talk = Conversation(lambda request: Answered(reply, "hello", 0.1, known=False), voice=True)

    assert talk.says(reply) == "I asked nothing. Train, test, correct or feedback?"
    assert talk.state == "idle"


def test_a_reply_that_was_taught_is_answered() -> None:
    talk = Conversation(lambda request: Answered("yes", "Aye!", 1.0, known=True))
    assert talk.says("yes") == "Aye!"


def test_a_no_that_says_more_is_a_sentence_and_a_command_stays_one() -> None:
    unknown = Answered("no more tea", "hello", 0.1, known=False)
    talk = Conversation(lambda request: unknown)
    talk.session.answered = ("who are you", "Nobody.")

    assert talk.says("that's wrong").startswith("What should I have answered to “who are you”?")
    talk.says("never mind")
    assert talk.says("no more tea") == "I don't know that yet. Tell me, and I'll remember."


def test_suspect_lines_are_gone_through_and_learned_again() -> None:
    suspects = (
        Suspect(12, "lamp please", "Music plays.", "The light is on."),
        Suspect(3, "play a song", "The light is on.", "Music plays."),
    )
    trained = Trained("0002", "rooms", 0.9, None, "Trained.", "Report.", suspects=suspects)
    answers: dict[type, Outcome] = {Train: trained, Discard: Done("result.discarded")}
    talk = Conversation(lambda request: answers[type(request)])

    talk.says("!train")
    talk.says("lights => The light is on.")
    talk.says("done")
    assert "2 lines of the data may have the wrong answer" in talk.job_done()
    assert talk.says("check") == (
        "I think line 12, “lamp please”, belongs to “The light is on.” rather than "
        "“Music plays.”; change it?"
    )
    assert talk.says("yes").startswith("I think line 3")
    heard = talk.says("it should be Music plays loudly.")
    assert heard.startswith("2 lines changed.")
    added = (("lamp please", "The light is on."), ("play a song", "Music plays loudly."))
    assert talk.requests[-1] == Train("rooms", added)
    assert talk.state == "training"


def test_what_is_not_to_be_answered_can_be_taught() -> None:
    talk = Conversation(world)

    talk.says("morning all.")
    assert "“morning all.” gives “(no answer)”" in talk.says("don't answer that")
    talk.says("!train")
    assert "“shut up” gives “(no answer)”" in talk.says("when I say shut up don't answer")


def test_a_voice_message_is_read_back_but_no_silence_follows_it() -> None:
    talk = Conversation(world)
    talk.says("!train")
    heard = talk.turn(Said("when I say hi you answer hello", spoken=True, live=False))
    assert heard == "When I hear “hi”, I answer “hello”. Right?"
    assert talk.silence(60) == ""


def test_a_model_that_is_not_better_is_offered_as_such() -> None:
    worse = Trained("0002", "rooms", 0.7, 0.9, "Trained.", "Report.", better=False)
    talk = Conversation(lambda request: worse)
    talk.says("!train")
    talk.says("lights => on")
    talk.says("done")
    assert "Ready, but not better: 70 % right" in talk.job_done()


@pytest.mark.parametrize(
    "line", ["where is the stapler", "show me the archives", "who can do that", "test yourself"]
)
def test_what_is_hardly_an_answer_is_learned_only_after_a_yes(line: str) -> None:
    talk = Conversation(world)
    talk.says("morning all")
    talk.says("that was wrong")
    asked = talk.says(line)
    assert asked == f"Then “morning all” gives “{line}”, not “hello captain”. Learn it?"
    assert not any(isinstance(request, Correct) for request in talk.requests)
    talk.says("no")
    assert talk.state == "idle"
    assert not any(isinstance(request, Correct) for request in talk.requests)


def test_a_file_that_is_not_wanted_is_kept_no_more() -> None:
    def reads(request: Request) -> Outcome:
        return DatasetRead("rooms", 10, 2, 0, 0, draft="1a2b")

    talk = Conversation(reads)
    talk.turn(Said("", files=(Attachment("rooms.json", b"{}"),)))
    assert talk.state == "awaiting_data.reviewing"
    talk.says("no")
    assert Note(DropDraft("1a2b")) in talk.effects
    assert talk.state == "idle"


def test_never_mind_leaves_a_lesson_in_which_nothing_was_said() -> None:
    talk = Conversation(world)
    talk.says("train")
    talk.says("never mind")
    assert talk.state == "idle"


def test_called_by_name_alone_it_says_that_it_listens() -> None:
    talk = Conversation(world, voice=True)
    assert talk.says("Hey Robin.") == "Yes?"
    assert talk.says("Feedback.") == "One to five?"
    assert talk.says("Hey Robin.") == "One to five?"
