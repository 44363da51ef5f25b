"""Whatever is said in whatever order: the dialog never breaks and never gets stuck."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transitions import EventData, Transition

from agent.dialog.attachment import Attachment
from agent.dialog.intents import Intent
from agent.dialog.outcomes import (
    Answered,
    DatasetRead,
    Done,
    FilesKept,
    InboxGroup,
    InboxRead,
    Listed,
    Outcome,
    Refused,
    Selected,
    Suspect,
    Tested,
    Trained,
)
from agent.dialog.requests import (
    Answer,
    Evaluate,
    KeepFiles,
    List,
    ReadDataset,
    ReadInbox,
    Request,
    SelectDataset,
    Train,
)
from agent.dialog.table import TABLE
from agent.dialog.turns import Elapsed, Finished, Invoked, Progressed, Returned, Said, Turn
from agent.states import all_states
from tests.agent.conversation import Conversation

LINES = (
    "!train", "!test", "!correct", "!correct a => b", "!feedback", "!feedback 9", "!feedback 3 ok",
    "!select_dataset", "!select_dataset x", "!archive", "!archive list", "!getfile", "!getfile a/b",
    "!forget", "!export", "!rollback", "!undo", "!status", "!cancel", "!help", "!hi", "!join",
    "!unanswered", "skip", "drop",
    "!nonsense", "yes", "no", "done", "four", "hello => good day", "good day", "something else",
    "start over",
    "never mind", "no, answer hello", "it should be goodbye", "list", "show", "first", "details",
    "that was wrong", "you should have said hi", "!feedback 3", "check", "don't answer that",
    "train a model", "hey robin", "",
    "x" * 10_000, "\u202e\u0000\ud800",
)  # fmt: skip
FILE = Attachment("cases.json", b"{}")
PICTURE = Attachment("cat.png", b"")


def bad_world(request: Request) -> Outcome:
    """Services that answer each kind of request in the way that asks most of the dialog."""
    match request:
        case Answer(text):
            known = len(text) % 2 == 0
            choices = ("hello", "good day")[: len(text) % 3] if not known else ()
            confidence = 0.9 if known else 0.1
            return Answered(text, "hello", confidence, known=known, choices=choices)
        case KeepFiles(files):
            return FilesKept(tuple(f"{{file:{file.name}}}" for file in files))
        case ReadDataset():
            return DatasetRead("cases", 10, 2, 1, 1, "a conflict", "a warning ")
        case Train(added=added):
            if len(added) % 2:
                return Refused("It needs two answers.")
            suspects = (Suspect(3, "a", "b", "c"), Suspect(4, "d", "e", "f"))
            return Trained("0002", "x", None, 0.5, "summary", "report", suspects=suspects)
        case Evaluate():
            return Tested(1, 2, "table", ("models/0002/tests/x.json",))
        case ReadInbox():
            return InboxRead((InboxGroup(("a", "b"), 3, ("c",)), InboxGroup(("d",), 1)))
        case List(what):
            return Listed(what, ("one", "two") if what == "datasets" else ())
        case SelectDataset(name):
            return Selected(name, 10, "0001" if name == "x" else "")
    return Done("cancel.done")


turns = st.one_of(
    st.builds(Said, st.sampled_from(LINES)),
    st.builds(
        Said,
        st.sampled_from(LINES) | st.text(max_size=50),
        spoken=st.just(True),
        confidence=st.floats(0, 1),
    ),
    st.just(Said("", (FILE,))),
    st.just(Said("", (PICTURE,))),
    st.just(Said("hello =>", (PICTURE,))),
    st.just(Said("this one", (PICTURE, FILE))),
    st.just(Said("!train", (FILE,))),
    st.just(Said("!test", (FILE,))),
    st.just(Invoked(Intent.TRAIN, {"example": "hello"})),
    st.sampled_from([Elapsed("silence"), Elapsed("parking"), Returned(), Returned(True)]),
    st.builds(Progressed, st.integers(0, 5), st.floats(0, 1)),
    st.builds(Finished, st.just(Refused("late")), st.integers(1, 5)),
    st.just(None),
)


NAMES = {state.name for state in all_states()}


@settings(max_examples=150)
@given(st.lists(turns, max_size=30), st.booleans())
def test_no_walk_breaks_the_dialog(walk: list[Turn | None], voice: bool) -> None:
    talk = Conversation(bad_world, voice=voice)
    for turn in walk:
        if turn is not None:
            talk.turn(turn)
        elif talk.is_running:
            talk.job_done()
        assert talk.state in NAMES
        assert talk.session.misses <= 1000


@settings(max_examples=80)
@given(st.lists(turns, max_size=20))
def test_from_everywhere_cancels_and_yes_lead_home(walk: list[Turn | None]) -> None:
    talk = Conversation(bad_world)
    for turn in walk:
        if turn is not None:
            talk.turn(turn)
    for line in 30 * ("!cancel", "yes"):
        if talk.state != "idle":
            talk.says(line)
    assert talk.state == "idle"


@settings(max_examples=80)
@given(st.lists(turns, max_size=20))
def test_a_restart_loses_nothing_that_was_saved(walk: list[Turn | None]) -> None:
    talk = Conversation(bad_world)
    for turn in walk:
        if turn is not None:
            talk.turn(turn)
    before = talk.session
    saved = before.to_json()
    read = type(before).from_json(before.user, before.workspace, before.state, saved)
    assert read.to_json() == saved
    assert (read.state, read.task) == (before.state, before.task)


@pytest.mark.slow
def test_every_row_of_the_table_is_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    fired: set[tuple[str, str, str | None]] = set()
    execute = Transition.execute

    def watched(row: Transition, event: EventData) -> bool:
        done = bool(execute(row, event))
        if done:
            fired.add((row.source, event.event.name, row.dest))
        return done

    monkeypatch.setattr(Transition, "execute", watched)
    chance = random.Random(1)
    rows = {(row.source, row.event.value, row.dest) for row in TABLE}
    for walk in range(4_000):
        if fired == rows:
            break
        refusing = walk % 3 == 0
        talk = Conversation(refusing_world if refusing else bad_world, voice=walk % 2 == 0)
        for _ in range(30):
            _stroll(talk, chance)
    assert rows - fired == set()


def refusing_world(request: Request) -> Outcome:
    """The same, but nothing can be tested, trainings are refused or left to somebody else, and the
    inbox has one group only."""
    match request:
        case Train(added=added) if len(added) % 2 == 0:
            return Done("cancel.done")
        case Evaluate() | Train():
            return Refused("No.")
        case ReadInbox():
            return InboxRead((InboxGroup(("a",), 1),))
    return bad_world(request)


ERRANDS = (
    ("!test", "good morning", "it should be goodbye", "never mind"),
    ("!test", "good morning", "it should be goodbye", "!cancel"),
    ("!test", "good morning", "no", "!cancel"),
    ("!test", "good morning", "yes", "good morning", "done"),
    ("check", "!cancel"),
    ("check", "yes", "yes"),
    ("check", "!status"),
    ("!train", "a => b", "c => d", "done", "!cancel", "yes"),
    ("!unanswered", "hello there", "yes", "hello there", "yes"),
)
"""What leads to where chance alone seldom comes."""


def _stroll(talk: Conversation, chance: random.Random) -> None:
    kind = chance.random()
    if kind > 0.9:
        for line in chance.choice(ERRANDS):
            talk.says(line)
        return
    if kind < 0.2 and talk.is_running:
        talk.job_done()
    elif kind < 0.3:
        talk.turn(Said(chance.choice(("!train", "!test", "")), (FILE,)))
    elif kind < 0.5:
        talk.says(chance.choice(("good morning", "hello again", "yes", "no", "done")))
    else:
        talk.says(chance.choice(LINES))


def test_a_doubted_cancel_in_idle_is_harmless() -> None:
    talk = Conversation(bad_world, voice=True)
    assert talk.says("cancel", 0.7) == "Cancel?"
    assert talk.says("yes") == "There is nothing to cancel."


def test_a_job_that_ends_while_its_end_is_asked_about_takes_the_question_along() -> None:
    talk = Conversation(bad_world)
    for line in ("!train", "a => b", "c => d", "done"):
        talk.says(line)
    assert talk.says("cancel") == "That stops what is running. Sure?"
    talk.job_done()
    assert talk.state == "training.result"
    assert talk.session.pending is None
