"""What CONTRIBUTING.md says is enough for a command, a state, an engine and a channel: they are
built, and run; a language is in tests/agent/prompts."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from agent.building import renderer
from agent.dialog import machine, table
from agent.dialog.commands import Command, Commands
from agent.dialog.dialog import Dialog
from agent.dialog.global_commands import GLOBAL_COMMANDS
from agent.dialog.intents import Intent
from agent.dialog.session import Session, SessionKey
from agent.dialog.state import State
from agent.dialog.step import Step
from agent.dialog.table import IDLE, Event, Row
from agent.dialog.turns import Expectation, Meaning, Said, Say
from agent.opening import opened
from agent.prompts.language import language
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.settings import ROOT
from agent.states import all_states
from agent.understanding.understand import Understanding
from speech import recognition
from speech.audio import HEARD, write_wav
from speech.files import transcribe_file
from speech.recognition import RecognitionStream, Recognizer, RecognizerOptions, Transcript
from speech.vad import VoiceDetector
from tests.agent.conftest import settings_for
from tests.speech.voices import padded, say

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


# --- what stands in CONTRIBUTING.md as code -------------------------------------------------------


KNOWN = (Sequence, Renderer, SessionKey, Delivery, Say, RecognitionStream, Transcript)
NAMES = {getattr(each, "__name__", "Delivery"): each for each in KNOWN}
"""What the code on the page imports."""


def example(name: str) -> type[Any]:
    """The class of that name, out of the page, built with what its code names."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S)
    (source,) = [block for block in blocks if f"class {name}" in block]
    built: dict[str, Any] = {}
    exec(compile(source, "CONTRIBUTING.md", "exec", dont_inherit=True), NAMES, built)
    found: type[Any] = built[name]
    return found


def test_an_engine_is_a_file_and_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stream = example("ParrotStream")

    class Parrot(Recognizer):
        name = "parrot"

        def stream(self) -> RecognitionStream:
            made: RecognitionStream = stream()
            return made

    module = ModuleType("speech.recognition.parrot")
    module.__dict__["create"] = lambda options: Parrot()
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(recognition, "ENGINES", (*recognition.ENGINES, "parrot"))
    write_wav(tmp_path / "a.wav", [padded(say("yes"))], HEARD)
    made = recognition.create(["parrot"], RecognizerOptions())
    heard = transcribe_file(tmp_path / "a.wav", made, detector=VoiceDetector())
    assert (heard.text, heard.engine) == ("hello", "parrot")


@pytest.mark.slow
async def test_a_channel_delivers_and_hands_over_turns(home: Path) -> None:
    settings = settings_for(home)
    async with opened(settings) as app:
        channel = example("Collecting")(renderer(settings))
        key = SessionKey("ann", "home")
        for line in ("!train", "good morning => hello friend"):
            app.runner.submit(key, Said(line), channel)
            await app.runner.stepped(key)
    assert channel.lines[-2].startswith("“good morning” gives “hello friend”.")
