"""What comes in between: questions in the middle of a lesson, or of a question of the agent's."""

from functools import cache

import pytest

from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered, Outcome
from agent.dialog.requests import Answer, Correct, Request, Train, UndoCorrection
from agent.dialog.session import Session
from agent.dialog.turns import Expectation, Invoked, Meaning, Said, Say
from agent.prompts import catalogue
from agent.prompts.render import Renderer
from agent.states import all_states
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world

KNOWN = {"where can I park?": "behind the gym", "who runs the club": "Marta"}
LESSON = "when someone asks where the gym is, tell them it's in the cellar"


def answer(request: Request) -> Outcome:
    if isinstance(request, Answer):
        output = KNOWN.get(request.text, "")
        return Answered(request.text, output, 0.9 if output else 0.1, known=bool(output))
    return world(request)


def teaching(*, by_the_way: bool = True) -> Conversation:
    """A lesson in which one example was given, by itself or after "train"."""
    talk = Conversation(answer)
    if not by_the_way:
        talk.says("train")
    talk.says(LESSON)
    return talk


def examples(talk: Conversation) -> list[tuple[str, str]]:
    task = next(iter(talk.session.tasks))
    return list(getattr(task, "examples", ()))


def test_a_question_after_a_lesson_in_passing_is_answered() -> None:
    talk = teaching()
    heard = talk.says("where can I park?")
    assert "behind the gym" in heard
    assert "one example, not learned yet" in heard.lower()
    assert talk.state == "awaiting_data"
    assert len(examples(talk)) == 1


def test_a_line_that_nobody_knows_is_no_half_of_a_lesson_then() -> None:
    talk = teaching()
    assert "I don't know that yet" in talk.says("what are your opening hours")
    heard = talk.says("from 9 to 5 on weekdays")
    assert "“what are your opening hours” gives “from 9 to 5 on weekdays”. Learn it?" in heard
    talk.says("yes")
    assert talk.state == "awaiting_data"
    assert len(examples(talk)) == 1


def test_more_lessons_in_passing_join_the_first_and_done_trains() -> None:
    talk = teaching()
    talk.says("where can I park?")
    talk.says("how do I get a refund => Write to billing.")
    talk.says("when I say good morning")
    talk.says("hello friend")
    assert examples(talk)[1:] == [
        ("how do I get a refund", "Write to billing."), ("good morning", "hello friend"),
    ]  # fmt: skip
    talk.says("done")
    assert any(isinstance(each, Train) and len(each.added) == 3 for each in talk.requests)


def test_a_wrong_answer_in_between_can_be_put_right() -> None:
    talk = teaching()
    talk.says("who runs the club")
    talk.says("no, it should be Paul")
    assert any("Paul" in str(each) for each in talk.requests)
    assert (talk.state, len(examples(talk))) == ("awaiting_data", 1)


def test_after_train_two_lines_are_still_a_lesson() -> None:
    talk = teaching(by_the_way=False)
    talk.says("where do we meet?")
    talk.says("in the hall")
    talk.says("and when?")
    talk.says("at noon")
    assert examples(talk)[1:] == [("where do we meet?", "in the hall"), ("and when?", "at noon")]


@pytest.mark.parametrize("answer", ["what are your opening hours", "and who runs the club?"])
def test_two_questions_in_a_row_are_hardly_a_lesson(answer: str) -> None:
    talk = teaching(by_the_way=False)
    talk.says("where can I park?")
    assert f"Is “{answer}” what I answer to “where can I park?”?" in talk.says(answer)
    talk.says("no")
    assert len(examples(talk)) == 1
    talk.says("behind the house")
    assert examples(talk)[1] == ("where can I park?", "behind the house")


def test_a_question_can_be_the_answer_to_a_question() -> None:
    talk = teaching(by_the_way=False)
    talk.says("how are you?")
    talk.says("fine, and you?")
    talk.says("yes")
    assert examples(talk)[1] == ("how are you?", "fine, and you?")


@pytest.mark.parametrize("text", ["no", "No thanks.", "nope", "no more", "no, that's it"])
def test_no_to_next_or_done_is_done(text: str) -> None:
    talk = teaching()
    talk.says(text)
    assert talk.state == "training"


@pytest.mark.parametrize("text", ["never mind", "forget it"])
def test_never_mind_drops_the_half_that_was_said(text: str) -> None:
    talk = teaching(by_the_way=False)
    talk.says("where can I park?")
    assert "Next, or done?" in talk.says(text)
    talk.says("where do we meet?")
    talk.says("in the hall")
    assert examples(talk)[1:] == [("where do we meet?", "in the hall")]


@pytest.mark.parametrize("question", ["where can I park?", "who runs the club"])
def test_a_question_at_learn_it_is_answered_and_it_asks_again(question: str) -> None:
    talk = Conversation(answer, voice=True)
    talk.says("who runs the club")
    talk.says("no, it should be Paul")
    assert talk.state == "correcting.confirming"
    heard = talk.says(question)
    assert KNOWN[question] in heard
    assert "gives Paul" in heard
    talk.says("yes")
    assert any("Paul" in str(each) for each in talk.requests)


class Unsure:
    """Takes whatever is said for one meaning, and is not sure."""

    def __init__(self, intent: Intent) -> None:
        self._intent = intent

    def understand(self, turn: Said | Invoked, expected: Expectation) -> Meaning:
        return Meaning(self._intent, "hm", examples=(("hm", "mh"),), confidence=0.6)

    def is_command(self, text: str) -> bool:
        return False

    def guess(self, text: str, *, answers: bool = False) -> Meaning | None:
        return None

    is_phrase = is_reply = is_command


@cache
def unsure(intent: Intent) -> Dialog:
    return Dialog(all_states(), GLOBAL_COMMANDS, Unsure(intent))


@pytest.mark.parametrize("state", [state.name for state in all_states()])
def test_whatever_is_not_sure_can_be_asked_about(state: str) -> None:
    words = Renderer(catalogue.load("en"), {"agent": "Robin", "prefix": "!", "commands": ""})
    for intent in set(Intent) - {Intent.NONE, Intent.UNKNOWN_COMMAND}:
        session = Session("ann", "home", state)
        for effect in unsure(intent).step(session, Said("hm")):
            if isinstance(effect, Say):
                assert words.render(effect)


def test_wrong_after_what_was_not_known_is_about_that() -> None:
    talk = Conversation(answer)
    talk.says("who runs the club")
    talk.says("how late are you open on sunday")
    assert "“how late are you open on sunday”" in talk.says("!correct")


@pytest.mark.parametrize("reply", ["done", "yes", "never mind"])
def test_a_reply_to_nothing_is_no_question_to_the_model(reply: str) -> None:
    def likely(request: Request) -> Outcome:
        assert isinstance(request, Answer)
        return Answered(request.text, "at nine", 0.4, known=False, choices=("at nine",))

    assert "I asked nothing" in Conversation(likely).says(reply)


def test_undo_where_yes_or_no_is_asked_takes_back_what_was_changed_last() -> None:
    def likely(request: Request) -> Outcome:
        if isinstance(request, Answer):
            return Answered(request.text, "at nine", 0.4, known=False, choices=("at nine",))
        return world(request)

    talk = Conversation(likely)
    talk.says("when is it open")
    assert talk.state == "idle.suggesting"
    talk.says("undo")
    assert isinstance(talk.requests[-1], UndoCorrection)


def test_a_question_with_its_answer_behind_it_is_learned_once_that_is_confirmed() -> None:
    talk = Conversation(answer)
    heard = talk.says("how much is a day pass? 14 euros")
    assert "“how much is a day pass?” gives “14 euros”. Learn it?" in heard
    talk.says("yes")
    assert any("14 euros" in str(each) for each in talk.requests)


@pytest.mark.parametrize("text", ["where is the key? please", "where is it? any idea", "why? no"])
def test_what_goes_on_after_a_question_is_not_always_its_answer(text: str) -> None:
    talk = Conversation(answer)
    assert "I don't know that yet" in talk.says(text)
    assert talk.state == "idle"


def test_a_reply_to_nothing_asks_the_lesson_s_question_again() -> None:
    talk = Conversation(answer)
    talk.says(LESSON)
    heard = talk.says("yes")
    assert "asked nothing" not in heard
    assert "Next, or done?" in heard


LIKE_A_NO = (
    "can I bring my dog => sorry, no dogs",
    "when I say open on sunday you answer no, sorry",
)


@pytest.mark.parametrize("lesson", LIKE_A_NO)
def test_a_lesson_whose_answer_begins_with_a_no_refuses_nothing(lesson: str) -> None:
    talk = Conversation(answer)
    talk.says("where is the toilet")
    talk.says("second door")
    assert "Next, or done?" in talk.says(lesson)
    talk.says("done")
    talk.job_done()
    heard = talk.says("yes")
    assert "“where is the toilet” gives “second door”. Learn it?" in heard
    talk.says("yes")
    assert Correct("where is the toilet", "second door", "") in talk.requests


@pytest.mark.parametrize("lesson", LIKE_A_NO)
def test_a_lesson_in_the_middle_of_a_test_is_none_of_its_verdicts(lesson: str) -> None:
    talk = Conversation(answer)
    talk.says("test")
    talk.says("who runs the club")
    assert "Next, or done?" in talk.says(lesson)
    assert len(examples(talk)) == 1


@pytest.mark.parametrize("told", ["play.foo.net", "in the archive room", "read the #rules"])
def test_what_is_told_after_an_unknown_question_is_its_answer_before_a_guess(told: str) -> None:
    talk = Conversation(answer)
    talk.says("whats the server ip")
    assert f"“whats the server ip” gives “{told}”. Learn it?" in talk.says(told)


def test_what_is_to_be_learned_without_a_question_begins_a_lesson() -> None:
    talk = Conversation(answer)
    assert "Shall I learn something new?" in talk.says("learn this: the rules are in #rules")


def test_no_guess_is_called_none() -> None:
    talk = Conversation(answer)
    talk.says("test")
    assert talk.says("what's the ip") == "I'd say I don't know. Right?"


def test_of_two_things_that_were_left_the_later_goes_on_first() -> None:
    talk = Conversation(world)
    for line in (
        "!train",
        "good morning => hello friend",
        "!test",
        "morning all",
        "!feedback",
        "5",
    ):
        talk.says(line)
    assert "hello captain" in talk.says("no comment")
    assert talk.state == "testing.judging"
    talk.says("yes")
    talk.says("done")
    assert talk.state == "awaiting_data"
    assert talk.says("status") == "You are teaching me: one example so far."
