"""Another language, made up for the purpose: whatever is said is said in it, when it is set."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from agent.cli import main
from agent.prompts import catalogue
from agent.prompts.render import Renderer
from messages import Message as Told
from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.agent.channels.terminal.conftest import CTRL_C, TAB, seated
from tests.agent.conftest import Talk
from tests.agent.prompts.made_up import NAME, english_left, made_up
from tests.loopback.interactions import walk

AGENT = "Ρομπ"
SET = {"agent_language": NAME, "agent_name": AGENT}
CONSTANTS = {"agent", "prefix", "commands"}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a subcommand prints, on both streams."""
    main(arguments)
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_settings_are_explained_in_the_language_that_is_set(
    other_language: None, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "settings")
    assert made_up("The name the agent answers to") in told
    assert "The name the agent answers to" not in told


def test_errors_are_told_in_the_language_that_is_set(
    other_language: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    told = run(capsys, "--home", str(tmp_path / "home"), "train", str(bad))
    assert told.startswith("bad.json: ")
    assert english_left(told, "data", "input", "output") == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [("train", "0.json"), ("talk", "0.wav"), ("transcribe", "0.wav"),
     ("say", "?", "--out", "1.wav"), ("say", "1", "--engine", "0", "--out", "1.wav"),
     ("transcribe", "0.wav", "--engine", "0")],
)  # fmt: skip
def test_what_the_command_line_refuses_is_told_in_it(
    other_language: None,
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run(capsys, "--home", str(tmp_path / "home"), *arguments)
    system = ("wav", "No", "such", "file", "or", "directory", "auto", "vosk", "moonshine")
    assert (
        english_left(
            told, *system, "google", "sphinx", "hibari", "pyttsx", "gtts", "wyoming", "openai"
        )
        == []
    )


def test_every_message_is_there_in_the_made_up_language(other_language: None) -> None:
    english, other = catalogue.load("en"), catalogue.load(NAME)
    assert list(english) == list(other)


# --- values --------------------------------------------------------------------------------------


class Values(Visitor):
    """The values that a message names."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def needing() -> Iterator[tuple[str, set[str]]]:
    """The English messages whose values say which they are."""
    for file in sorted((catalogue.LANGUAGES / "en").rglob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, Message) and entry.value:
                values = Values()
                values.visit(entry.value)
                if names := values.names - CONSTANTS:
                    yield entry.id.name, names


def test_a_message_without_its_values_says_which_it_misses() -> None:
    words = Renderer(catalogue.load("en"), dict.fromkeys(CONSTANTS, "x"))
    for name, names in needing():
        with pytest.raises(KeyError) as raised:
            words.render(Told(name))
        assert any(each in str(raised.value) for each in names), name
        assert name in str(raised.value)


# --- dialogs -------------------------------------------------------------------------------------

DIALOGS = {
    "teaching": ("!train", "7 => 8", "!list", "!undo", "9 => 10", "!status", "!cancel"),
    "training": ("!train", "1 1 => 2", "3 3 => 4", "done", "details", "no", "yes", "1 1"),
    "testing": ("!test", "1 1", "yes", "2 2", "no", "!status", "done"),
    "correcting": ("!correct 5 => 6", "!correct show", "!undo", "!correct", "cancel"),
    "feedback": ("!feedback", "9", "4", "1 2 3", "!feedback show"),
    "lists": ("!select_dataset", "never mind", "!archive", "!getfile", "!taught", "!unanswered"),
    "keeping": (
        "!export",
        "!rollback",
        "!use_model",
        "!restore",
        "!small_talk on",
        "!forget",
        "no",
    ),
    "help": ("!help", "!status", "!repeat", "!instructions", "!nothing", "?", "!join", "!doctor"),
    "refused": ("!train 0.json", "!taught 0.csv", "!remove_answer 1", "!test 0.json", "!getfile 0"),
}
PLACES = ("lessons", "models", "reports", "datasets", "archive", "journal", "export", "sqlite")


@pytest.mark.slow
@pytest.mark.parametrize("dialog", list(DIALOGS))
def test_a_dialog_leaves_no_english(other_language: None, talk: Talk, dialog: str) -> None:
    lines = [line if line.startswith("!") else made_up(line) for line in DIALOGS[dialog]]
    shown = talk("!train", "1 1 => 2", "3 3 => 4", *map(made_up, ("done", "yes")), *lines, **SET)
    told = "\n".join(line for line in shown.splitlines() if not line.startswith("> "))
    left = [line for line in told.splitlines() if english_left(line, *PLACES)]
    assert left == []


@pytest.mark.slow
async def test_a_terminal_leaves_no_english(other_language: None, home: Path) -> None:
    async with seated(home, **SET) as seat:
        for line, answer in (("!train", "Teach me"), ("!status", "example"), ("!hi", AGENT)):
            await seat.says(line, made_up(answer))
        seat.press("!tr", TAB, "\x15", CTRL_C)
        await seat.sees(made_up("press Ctrl-C again"))
    typed = {"!train", "!status", "!hi", "!tr"}
    lines = [line for line in seat.screen.splitlines() if not typed & set(line.split())]
    assert made_up("leave") in seat.screen  # in the line of keys
    assert [line for line in lines if english_left(line)] == []


@pytest.mark.slow
async def test_discord_leaves_no_english(other_language: None, home: Path) -> None:
    async with harbour(home, **SET) as port:
        await held(port)
        ours = [m for m in port.general.messages if m.author is not port.ann.user]
        shown = [message.content for message in ours]
        pressed = [each for m in port.general.messages for each in walk(m.components)]
        doctor = await port.ann.slash(port.general, "doctor").reply()
        commands = [each["description"] for each in port.loopback.world.commands.values()]
    labels = [each[key] for each in pressed for key in ("label", "placeholder") if key in each]
    assert len(shown) > 8
    assert english_left("\n".join((*shown, *labels, *commands, doctor.content))) == []
    assert english_left("\n".join(port.announced), "robin") == []


async def held(port: Harbour) -> None:
    """A dialog in Discord: teaching, asking, a button, a wrong one's press, the doctor."""
    await port.says(port.ann, "!hi", "!train", "1 1 => 2", "!status", "!cancel", "!help")
    question = await port.says(port.ann, "!forget")
    await port.bob.click(question, made_up("yes")).reply()
    pressed = port.ann.click(question, made_up("no"))
    await port.loopback.until(lambda: pressed.followups)
    await port.says(port.ann, "!feedback", "9", "4")
