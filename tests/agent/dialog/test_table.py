"""The transition table, walked as a whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.dialog.machine import build_machine, mermaid
from agent.dialog.session import Session, Suspended
from agent.dialog.step import Step
from agent.dialog.table import (
    CONFIRMING,
    CORRECTING,
    IDLE,
    RESUMED,
    TABLE,
    TESTING,
    Event,
    correction_interrupts,
    examples_gathered,
    file_interrupts,
)
from agent.dialog.turns import Said
from agent.prompts import catalogue
from agent.states import all_states
from agent.states.correcting import CorrectionDraft
from agent.states.guided_test import GuidedTest
from agent.states.lesson import Lesson
from tests.agent.conversation import EVERYTHING, Conversation, the_dialog
from tests.agent.dialog.test_dialogs import world

NAMES = [state.name for state in all_states()]
BUSY = [name for name in NAMES if name != IDLE]


TASKS = {
    correction_interrupts: CorrectionDraft(trial=GuidedTest()),
    examples_gathered: Lesson(examples=[("good morning", "hello")]),
    file_interrupts: GuidedTest(cases=[("a", "b", "b")], from_file=True),
}


def destinations(source: str) -> Iterator[str]:
    return (row.dest for row in TABLE if row.source == source and row.dest)


def reachable(start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        new = set(destinations(todo.pop())) - found
        found |= new
        todo += new
    return found


def test_every_name_in_the_table_is_a_state_and_every_state_is_in_the_table() -> None:
    named = {row.source for row in TABLE} | {row.dest for row in TABLE if row.dest}
    assert named == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def test_every_event_is_used() -> None:
    assert {row.event for row in TABLE} == set(Event)


def test_every_state_can_be_reached_from_idle() -> None:
    assert reachable(IDLE) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_no_state_is_a_dead_end(name: str) -> None:
    assert IDLE in reachable(name)


@pytest.mark.parametrize("name", BUSY)
def test_cancel_leaves_every_state(name: str) -> None:
    assert any(row.event == Event.CANCEL for row in TABLE if row.source == name)


def test_what_may_happen_anywhere_may_happen_in_every_state() -> None:
    everywhere = (
        (Event.ASIDE, None, NAMES),
        (Event.CANCEL, IDLE, BUSY),
        (Event.SUSPEND, IDLE, BUSY),
    )
    for event, dest, states in everywhere:
        rows = [row for row in TABLE if row.event is event and row.when is None]
        assert sorted(row.source for row in rows) == sorted(states)
        assert {row.dest for row in rows} == {dest}
    back = {(row.source, row.dest) for row in TABLE if row.event is Event.CANCEL and row.when}
    assert back == {(CORRECTING, TESTING), (CONFIRMING, TESTING)}  # a test, which goes on


def test_what_was_suspended_is_gone_on_with_where_it_was() -> None:
    rows = [row for row in TABLE if row.event is Event.RESUME]
    assert [row.dest for row in rows] == list(RESUMED)
    for row in rows:
        assert row.source == IDLE
        assert row.when is not None
        for state in BUSY:
            session = Session("ann", "home", IDLE)
            assert not row.when(session)
            session.suspended = [Suspended(row.dest or "", Lesson()), Suspended(state, Lesson())]
            assert row.when(session) == (row.dest == state)


@pytest.mark.parametrize("cases", [[], [("a", "b", "b")]])
@pytest.mark.parametrize("from_file", [True, False])
def test_a_test_goes_on_after_a_file_of_cases_that_came_up_in_it(
    cases: list[tuple[str, str, str]], from_file: bool
) -> None:
    session = Session("ann", "home", IDLE, task=GuidedTest(cases=cases, from_file=from_file))
    assert file_interrupts(session) == (from_file and bool(cases))
    assert not file_interrupts(Session("ann", "home", IDLE))


def test_an_unconditional_row_follows_every_conditional_one() -> None:
    for row in TABLE:
        if row.when and row.event is not Event.RESUME:
            rest = [r for r in TABLE if (r.source, r.event) == (row.source, row.event)]
            assert rest[-1].when is None


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.source} {row.event}")
def test_every_row_can_be_fired(row: object) -> None:
    """Misspelt callbacks and destinations would fail here, not in front of a user."""
    assert isinstance(row, tuple)
    source, event, dest, when = row
    session = Session("ann", "home", source)
    states = {state.name: state for state in all_states()}
    if event is Event.RESUME and dest:
        session.suspended, session.task = [Suspended(dest, Lesson())], Lesson()
    elif when:
        session.task = TASKS[when].model_copy(deep=True)
    assert when is None or when(session)
    step = Step(session, states[source], EVERYTHING)
    fired = build_machine(tuple(states.values())).events[event].trigger(session, step)
    assert fired
    assert session.state == (dest or source)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["miss", "help", "silence"])
def test_every_state_knows_what_to_say_when_not_understood(name: str, kind: str) -> None:
    assert f"{kind}.{name}" in catalogue.load("en")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("line", ["help", "status", "repeat", "stop"])
def test_help_status_repeat_and_stop_change_nothing_anywhere(name: str, line: str) -> None:
    dialog, session = the_dialog(), Session("ann", "home", name)
    effects = dialog.step(session, Said(line))
    assert session.state == name
    assert session.misses == 0
    assert len(effects) > 1


@pytest.mark.parametrize("name", BUSY)
def test_cancel_is_understood_everywhere(name: str) -> None:
    talk = Conversation(world)
    talk.session.state = name
    talk.says("cancel")
    assert talk.state == IDLE


def test_the_diagram_shows_every_state_and_the_condition() -> None:
    diagram = mermaid()
    assert diagram.startswith("stateDiagram-v2")
    assert all(f'state "{name}" as' in diagram for name in NAMES)
    assert "learned [correction interrupts]" in diagram


def test_the_page_of_the_states_shows_the_table_as_it_is() -> None:
    page = Path(__file__).parents[3] / "docs/states.md"
    assert mermaid() in page.read_text(encoding="utf-8")
