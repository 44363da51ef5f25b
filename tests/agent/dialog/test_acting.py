"""How sure it must be, and of what, until it is done: whatever it was that was heard."""

from dataclasses import replace

import pytest

from agent.dialog.attachment import Attachment
from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered, Outcome
from agent.dialog.requests import Answer, Request
from agent.dialog.turns import CancelJob, Expectation, Invoked, Meaning, Said
from agent.states import all_states
from tests.agent.conversation import Conversation
from tests.agent.dialog.test_dialogs import world


class Heard:
    """Takes whatever is said for one meaning."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    def understand(self, turn: Said | Invoked, expected: Expectation) -> Meaning:
        return self._meaning

    def is_command(self, text: str) -> bool:
        return False

    def guess(self, text: str, *, answers: bool = False) -> Meaning | None:
        return None

    is_phrase = is_reply = is_command


def hears(talk: Conversation, meaning: Meaning) -> str:
    """Whatever is said next is understood so."""
    talk.dialog = Dialog(all_states(), GLOBAL_COMMANDS, Heard(meaning))
    return talk.turn(Said(meaning.text, spoken=meaning.spoken))


def loose(intent: Intent, confidence: float = 1.0) -> Meaning:
    """Words that only resemble a command."""
    return Meaning(intent, "hm", confidence=confidence, loose=True)


def spoken(intent: Intent, confidence: float, **slots: str) -> Meaning:
    return Meaning(intent, "hm", slots, confidence=confidence, spoken=True)


def knows_nothing(request: Request) -> Outcome:
    if isinstance(request, Answer):
        return Answered(request.text, "", 0.0, known=False)
    return world(request)


def at(state: str, *, voice: bool = False) -> Conversation:
    """A conversation with somebody who got there by typing."""
    talk = Conversation(knows_nothing, voice=voice)
    for line in PATHS[state]:
        talk.turn(Said(line))
    assert talk.state == state
    talk.requests.clear()
    return talk


PATHS = {
    "idle": (),
    "giving_feedback": ("!feedback",),
    "awaiting_data": ("!train",),
    "testing": ("!test",),
}


@pytest.mark.parametrize(
    ("sure", "heard"),
    [
        (0.49, "Sorry, a number from one to five?"),
        (0.5, "Four?"),
        (0.66, "Four?"),
        (2 / 3, "Four stars. Any comment? Or say no."),
    ],
)
def test_of_what_can_be_taken_back_less_must_be_sure(sure: float, heard: str) -> None:
    talk = Conversation(world, voice=True)
    talk.says("feedback")
    assert talk.says("four", sure) == heard


def test_what_is_just_certain_is_asked_about_no_more() -> None:
    asks = "Shall I leave the voice channel?"
    assert Conversation(world, voice=True).says("leave the channel", 0.79) == asks
    assert Conversation(world, voice=True).says("leave the channel", 0.8) != asks


def test_who_cries_for_help_for_certain_is_not_misunderstood() -> None:
    talk = Conversation(world, voice=True)
    talk.says("feedback")
    assert len({talk.says("help", 0.8) for _ in range(4)}) == 1
    assert talk.session.attention == ""


def test_the_model_is_asked_first_where_it_answers_and_once() -> None:
    talk = at("idle")
    assert "In use: model 0002" in hears(talk, loose(Intent.STATUS))
    assert talk.requests[0] == Answer("hm")
    assert Answer("hm") not in talk.requests[1:]
    talk = at("giving_feedback")
    hears(talk, loose(Intent.STATUS))
    assert Answer("hm") not in talk.requests


def test_what_was_taught_just_so_is_no_command() -> None:
    def knows(request: Request) -> Outcome:
        assert isinstance(request, Answer)
        return Answered(request.text, "aha", 1.0, known=True, exact=True)

    assert hears(Conversation(knows), loose(Intent.STATUS)) == "aha"


@pytest.mark.parametrize(
    ("state", "intent", "asked"),
    [
        ("idle", Intent.ROLLBACK, True),
        ("idle", Intent.CANCEL, False),
        ("idle", Intent.RESTORE, False),
        ("awaiting_data", Intent.CANCEL, True),
        ("awaiting_data", Intent.ROLLBACK, True),
        ("awaiting_data", Intent.STATUS, False),
    ],
)
def test_what_may_do_harm_is_asked_about_unless_it_was_said_just_so(
    state: str, intent: Intent, asked: bool
) -> None:
    talk = at(state)
    hears(talk, loose(intent))
    assert (talk.session.pending is not None) == asked
    talk = at(state)
    hears(talk, replace(loose(intent), loose=False))
    assert talk.session.pending is None


def test_an_archive_that_is_named_is_asked_about() -> None:
    named = replace(loose(Intent.RESTORE), slots={"name": "rooms-1a2b"})
    talk = at("idle")
    assert "rooms-1a2b" in hears(talk, named)
    assert talk.session.pending is not None


def test_a_doubt_is_asked_in_its_short_words_or_in_those_that_were_said() -> None:
    meaning = Meaning(Intent.NUMBER, "vier", {"number": "4"}, confidence=0.6, spoken=True)
    assert hears(at("giving_feedback"), meaning) == "“vier”?"
    assert hears(at("giving_feedback"), replace(meaning, echo="four")) == "“four”?"


def test_what_its_own_question_shows_is_asked_about_where_that_shows_not_all() -> None:
    """A word takes back what was begun, but not the rating that was said with it."""
    assert hears(at("idle"), spoken(Intent.FEEDBACK, 0.7)) == "How good am I, one to five?"
    for meaning in (
        spoken(Intent.FEEDBACK, 0.7, rating="4"),
        replace(spoken(Intent.FEEDBACK, 0.7), loose=True),
    ):
        talk = at("idle")
        hears(talk, meaning)
        assert talk.session.pending is not None


def test_what_runs_is_stopped_for_something_else_only_after_a_yes() -> None:
    def testing_a_file() -> Conversation:
        talk = at("testing")
        talk.turn(Said("", files=(Attachment("cases.json", b"{}"),)))
        assert talk.says("!train") == "That stops what is running. Sure?"
        assert talk.state == "testing.report"
        return talk

    talk = testing_a_file()
    assert "Going on." in talk.says("no")
    assert talk.is_running
    talk = testing_a_file()
    talk.says("yes")
    assert CancelJob(1) in talk.effects
    assert talk.state == "awaiting_data"


def test_where_nothing_runs_and_nothing_is_lost_something_else_begins_at_once() -> None:
    talk = at("giving_feedback")
    talk.says("!train")
    assert (talk.state, talk.session.suspended) == ("awaiting_data", [])
