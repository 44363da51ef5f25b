"""What CONTRIBUTING.md says is enough for a state and a command: they are added, and held."""

import pytest

from agent.dialog import machine, table
from agent.dialog.commands import Command, Commands
from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.intents import Intent
from agent.dialog.session import Session
from agent.dialog.state import State
from agent.dialog.step import Step
from agent.dialog.table import IDLE, Event, Row
from agent.dialog.turns import Expectation, Meaning, Said, Say
from agent.prompts.language import language
from agent.states import all_states
from agent.understanding.understand import Understanding

GREETING = "greeting"


def _greet(step: Step, meaning: Meaning) -> Event:
    return Event.CHOOSE


class Greeting(State):
    """Asks for a name, and greets who said it."""

    name = GREETING
    expects = Expectation(free=Intent.TEXT)
    commands = (Command(Intent.HI, _greet, "command.hi"),)
    opener = Intent.HI

    def ask(self, step: Step) -> None:
        step.ask("greeting.ask")

    def handle(self, step: Step, meaning: Meaning) -> Event | None:
        step.say("greeting.done", name=meaning.text)
        return Event.DONE

    def where(self, step: Step) -> None:
        step.say("greeting.where")


ROWS = (
    Row(IDLE, Event.CHOOSE, GREETING),
    Row(GREETING, Event.DONE, IDLE),
    Row(GREETING, Event.ASIDE, None),
    Row(GREETING, Event.CANCEL, IDLE),
    Row(GREETING, Event.SUSPEND, IDLE),
)


@pytest.fixture
def dialog(monkeypatch: pytest.MonkeyPatch) -> Dialog:
    rest = tuple(row for row in table.TABLE if (row.source, row.event) != (IDLE, Event.CHOOSE))
    monkeypatch.setattr(machine, "TABLE", (*ROWS, *rest))
    states = (Greeting(), *all_states())
    everywhere = tuple(each for each in GLOBAL_COMMANDS if each.intent is not Intent.HI)
    commands = Commands((*Greeting.commands, *everywhere))
    return Dialog(states, everywhere, Understanding("!", "Robin", language(), commands))


def said(dialog: Dialog, session: Session, line: str) -> list[Say]:
    effects = dialog.step(session, Said(line))
    return [effect for effect in effects if isinstance(effect, Say)]


def test_a_state_is_its_file_its_rows_and_its_sentences(dialog: Dialog) -> None:
    session = Session("ann", "home")
    assert [say.prompt for say in said(dialog, session, "!hi")] == ["greeting.ask"]
    assert session.state == GREETING
    assert said(dialog, session, "Ann") == [Say("greeting.done", {"name": "Ann"})]
    assert session.state == IDLE


def test_what_is_understood_everywhere_is_understood_there(dialog: Dialog) -> None:
    session = Session("ann", "home")
    said(dialog, session, "!hi")
    assert [say.prompt for say in said(dialog, session, "!help")] == [f"help.{GREETING}"]
    assert [say.prompt for say in said(dialog, session, "!status")] == ["greeting.where"]
    said(dialog, session, "!cancel")
    assert session.state == IDLE
