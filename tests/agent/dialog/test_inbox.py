"""Going through what could not be answered, and editing what was taught, as scripts."""

from agent.dialog.outcomes import Answered, Done, InboxGroup, InboxRead, Outcome
from agent.dialog.requests import (
    NO_ANSWER,
    Answer,
    AnswerGroup,
    DropGroup,
    ExportTaught,
    KeepUnanswered,
    ReadInbox,
    ReadTaught,
    RemoveTaught,
    RenameAnswer,
    Request,
)
from agent.dialog.turns import Note
from tests.agent.conversation import Conversation

PARKING = ("where do I park", "can I park here")
WIFI = ("what is the wifi password",)
DOGS = ("can I bring my dog",)


def club(request: Request) -> Outcome:
    match request:
        case ReadInbox():
            return InboxRead(
                (
                    InboxGroup(PARKING, 7, ("Behind the house.", "At nine.")),
                    InboxGroup(WIFI, 1),
                    InboxGroup(DOGS, 1),
                )
            )
        case AnswerGroup(inputs, right):
            values = {"count": len(inputs), "input": inputs[0], "right": right}
            return Done("unanswered.learned", values)
        case DropGroup():
            return Done("unanswered.dropped")
        case Answer(text):
            return Answered(text, "hello", 0.1, known=False)
    return Done("cancel.done")


def test_groups_are_listed_and_taught_one_after_the_other() -> None:
    talk = Conversation(club)

    heard = talk.says("!unanswered")
    assert "7  where do I park" in heard
    assert "7 questions like “where do I park”. What shall I answer?" in heard
    heard = talk.says("In the yard.")
    assert "Learned for 2 sentences: “where do I park” gives “In the yard.”." in heard
    assert "One question: “what is the wifi password”. What shall I answer?" in heard
    talk.says("skip it")
    assert "That was the last one." in talk.says("ignore it")
    assert talk.requests[1:] == [AnswerGroup(PARKING, "In the yard."), DropGroup(DOGS)]
    assert talk.state == "idle"


def test_a_group_is_merged_into_an_answer_there_is_by_its_number_or_words() -> None:
    for said in ("1", "behind the house"):
        talk = Conversation(club)
        talk.says("what could you not answer")
        talk.says(said)
        assert talk.requests[-1] == AnswerGroup(PARKING, "Behind the house.")


def test_a_group_may_be_left_unanswered_for_good() -> None:
    talk = Conversation(club)
    talk.says("!unanswered")
    talk.says("don't answer that")
    assert talk.requests[-1] == AnswerGroup(PARKING, NO_ANSWER)


def test_the_answers_there_are_can_be_listed_on_the_way() -> None:
    talk = Conversation(club)
    talk.says("!unanswered")
    talk.says("list")
    assert talk.requests[-1] == ReadTaught()
    assert talk.state == "unanswered"


def test_done_and_never_mind_leave_the_rest_for_another_time() -> None:
    for said in ("done", "never mind"):
        talk = Conversation(club)
        talk.says("!unanswered")
        talk.says("skip")
        assert "2 things left for another time" in talk.says(said)
        assert talk.state == "idle"


def test_a_spoken_answer_is_read_back() -> None:
    talk = Conversation(club, voice=True)

    heard = talk.says("what could you not answer")
    assert heard.startswith("I could not answer three things.")
    assert "Seven questions like where do I park. What shall I answer?" in heard
    assert talk.says("in the garden") == "Then I answer in the garden. Learn it?"
    assert talk.says("no, it should be in the yard") == "Then I answer in the yard. Learn it?"
    assert talk.says("yes").startswith("Learned. One question: what is the wifi password")
    assert talk.requests[-1] == AnswerGroup(PARKING, "in the yard")
    talk.says("hunter two")
    assert talk.says("no").startswith("One question: what is the wifi password")
    assert talk.state == "unanswered"


def test_it_goes_on_after_a_restart() -> None:
    talk = Conversation(club)
    talk.says("!unanswered")
    assert "3 things left" in talk.restart()
    talk.says("In the yard.")
    assert talk.requests[-1] == AnswerGroup(PARKING, "In the yard.")


def test_an_empty_inbox_is_said() -> None:
    talk = Conversation(lambda request: InboxRead(()))
    assert talk.says("!unanswered") == "There is nothing that I could not answer."
    assert talk.state == "idle"


def test_only_what_was_not_known_is_kept() -> None:
    talk = Conversation(club)
    talk.says("where do I park")
    assert Note(KeepUnanswered("where do I park")) in talk.effects
    talk = Conversation(lambda request: Answered("hi", "hello", 1.0, known=True))
    talk.says("hi there my friend")
    assert not any(isinstance(effect, Note) for effect in talk.effects)


def test_what_was_asked_back_is_kept_after_a_no() -> None:
    asks = Answered("where do I park", "x", 0.5, known=False, choices=("Behind the house.",))
    talk = Conversation(lambda request: asks)
    talk.says("where do I park")
    assert not any(isinstance(effect, Note) for effect in talk.effects)
    talk.says("no")
    assert Note(KeepUnanswered("where do I park")) in talk.effects


def test_an_answer_is_forgotten_by_a_sentence_only_after_a_yes() -> None:
    talk = Conversation(club)
    assert "Forget “good morning”?" in talk.says("forget the answer to good morning")
    assert RemoveTaught("good morning") not in talk.requests
    talk.says("yes")
    assert talk.requests[-1] == RemoveTaught("good morning")


def test_that_answer_is_the_one_given_last() -> None:
    talk = Conversation(club)
    assert talk.says("forget that answer").startswith("Which one?")
    talk.session.answered = ("who are you", "Nobody.")
    assert "Forget “Nobody.”?" in talk.says("forget that answer")


def test_commands_and_sentences_edit_what_was_taught() -> None:
    for line, request in (
        ("!taught", ReadTaught()),
        ("!taught file", ExportTaught()),
        ("!taught the wifi", ReadTaught("the wifi")),
        ("!taught rename At nine. => At ten.", RenameAnswer("At nine.", "At ten.")),
        ("!taught merge a => b", RenameAnswer("a", "b")),
        ("!taught remove At nine.", RemoveTaught("At nine.")),
        ("!remove_answer At nine.", RemoveTaught("At nine.")),
        ("what did i teach you", ReadTaught()),
        ("what did I teach you about parking", ReadTaught("parking")),
        ("rename the answer at nine to at ten", RenameAnswer("at nine", "at ten")),
        ("merge the answers at nine and at ten", RenameAnswer("at nine", "at ten")),
    ):
        talk = Conversation(club)
        talk.says(line)
        assert talk.requests[-1] == request, line


def test_a_spoken_rename_is_asked_about() -> None:
    talk = Conversation(club, voice=True)
    heard = talk.says("rename the answer at nine to at ten")
    assert heard == "Rename at nine to at ten everywhere?"
    talk.says("yes")
    assert talk.requests[-1] == RenameAnswer("at nine", "at ten")
