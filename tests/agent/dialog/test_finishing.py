"""What comes of requests and jobs, in time and too late."""

import pytest

from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered, Listed, Outcome, Trained
from agent.dialog.requests import Answer, List, Request, Restore, SelectDataset
from agent.dialog.turns import Finished, Meaning, Progressed, ShowProgress
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_acting import hears, loose
from tests.agent.dialog.test_dialogs import world

TRAINED = Trained("0002", "lessons", 0.9, None, "Trained.", "Report.")


def training() -> Conversation:
    talk = Conversation(world)
    for line in ("!train", "a => b", "done"):
        talk.says(line)
    assert talk.state == "training"
    return talk


def test_what_ends_while_something_else_is_done_is_told_and_asked_about_after_that() -> None:
    talk = training()
    talk.says("!feedback")
    talk.turn(Progressed(1, 0.5))
    assert ShowProgress(0.5) in talk.effects
    assert "The training is done" in talk.turn(Finished(TRAINED, 1))
    assert (talk.state, talk.is_running) == ("giving_feedback", False)
    assert [flow.state for flow in talk.session.suspended] == ["training.result"]
    talk.says("5")
    assert "Use it?" in talk.says("no")
    assert talk.state == "training.result"


def test_what_ends_is_no_longer_running() -> None:
    talk = training()
    talk.job_done()
    assert not talk.is_running
    assert all(task.job == 0 for task in talk.session.tasks)
    talk = training()
    talk.says("!feedback")
    talk.turn(Finished(TRAINED, 1))
    assert all(task.job == 0 for task in talk.session.tasks)


@pytest.mark.parametrize("lines", [(), ("!train",), ("!feedback",)])
def test_what_comes_too_late_changes_nothing(lines: tuple[str, ...]) -> None:
    """Of a training that was stopped, while another is running or none is."""
    talk = training()
    talk.says("!cancel")
    talk.says("yes")
    assert talk.state == "idle"
    for line in lines:
        talk.says(line)
    state = talk.state
    assert talk.turn(Finished(TRAINED, 1)) == ""
    assert talk.turn(Progressed(1, 0.5)) == ""
    assert ShowProgress(0.5) not in talk.effects
    assert talk.state == state


def test_of_two_trainings_each_result_is_for_its_own() -> None:
    talk = training()
    for line in ("!cancel", "yes", "!train", "c => d", "done"):
        talk.says(line)
    assert talk.turn(Finished(TRAINED, 1)) == ""
    assert talk.state == "training"
    talk.says("!feedback")
    assert talk.turn(Finished(TRAINED, 1)) == ""
    assert [flow.state for flow in talk.session.suspended] == ["training"]
    assert talk.turn(Finished(TRAINED, 2)) != ""


def lists(request: Request) -> Outcome:
    if isinstance(request, List):
        return Listed(request.what, ("one", "two"))
    return world(request)


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (("!select_dataset",), "idle.choosing"),
        (("!archive list",), "idle"),
        (("!train", "!archive list"), "awaiting_data"),
        (("!train", "!getfile"), "awaiting_data"),
    ],
)
def test_a_list_is_chosen_from_only_where_a_name_is_wanted_and_nothing_else_is_done(
    lines: tuple[str, ...], state: str
) -> None:
    talk = Conversation(lists)
    heard = [talk.says(line) for line in lines][-1]
    assert "one" in heard
    assert "two" in heard
    assert talk.state == state


def test_a_name_among_other_words_is_taken_and_asked_about_where_it_may_do_harm() -> None:
    def names(request: Request) -> Outcome:
        return (
            Listed(request.what, ("one", "two"), "two")
            if isinstance(request, List)
            else world(request)
        )

    talk = Conversation(names)
    hears(talk, Meaning(Intent.SELECT_DATASET, "hm"))
    assert SelectDataset("two") in talk.requests
    talk = Conversation(names)
    assert "two" in hears(talk, Meaning(Intent.RESTORE, "hm"))
    assert Restore("two") not in talk.requests
    talk.dialog = Conversation(names).dialog
    talk.says("yes")
    assert Restore("two") in talk.requests


@pytest.mark.parametrize(
    ("sure", "model", "is_command"),
    [
        (0.9, Answered("hm", "aha", 0.89, known=True), True),
        (0.9, Answered("hm", "aha", 0.9, known=True), True),
        (0.9, Answered("hm", "aha", 0.91, known=True), False),
        (0.9, Answered("hm", "aha", 0.5, known=True, exact=True), False),
        (0.9, Answered("hm", "aha", 0.95, known=False), True),
        (0.8, Answered("hm", "", 0.5, known=False, choices=("aha", "oho")), True),
        (0.79, Answered("hm", "", 0.5, known=False, choices=("aha", "oho")), False),
    ],
)
def test_what_resembles_a_command_is_one_unless_the_model_is_surer(
    sure: float, model: Answered, is_command: bool
) -> None:
    talk = Conversation(lambda request: model if isinstance(request, Answer) else world(request))
    heard = hears(talk, loose(Intent.STATUS, sure))
    assert ("aha" not in heard) == is_command


def test_a_question_with_its_answer_behind_it_is_a_lesson_only_where_one_may_begin() -> None:
    may_teach = True

    def unknown(request: Request) -> Outcome:
        if isinstance(request, Answer):
            return Answered(request.text, "", 0.0, known=False, may_teach=may_teach)
        return world(request)

    line = "how much is a day pass? 14 euros"
    offered = Conversation(unknown).says(line)
    assert "Learn it?" in offered
    assert "I don't know that yet" not in offered
    talk = Conversation(unknown)
    for each in ("!train", "a => b", "done"):
        talk.says(each)
    assert "I don't know that yet" in talk.says(line)
    assert talk.state == "training"
    may_teach = False
    assert "I don't know that yet" in Conversation(unknown).says(line)
