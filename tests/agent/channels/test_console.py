"""The whole agent through a pipe: real models, real files, real SQLite."""

import json
from pathlib import Path

import pytest

from tests.agent.conftest import Talk

pytestmark = pytest.mark.slow

EXAMPLES = [
    ("good morning", "hello friend"), ("morning", "hello friend"), ("good day", "hello friend"),
    ("lights on", "The light is on."), ("switch on the light", "The light is on."),
    ("make it bright", "The light is on."), ("goodbye", "See you."), ("bye", "See you."),
    ("see you later", "See you."),
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "rooms.json", EXAMPLES)


def write(path: Path, examples: list[tuple[str, str]]) -> Path:
    data = [{"input": given, "output": answer} for given, answer in examples]
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_a_new_user_is_greeted_and_answered_from_the_starter_model(talk: Talk) -> None:
    heard = talk("who are you")
    assert "Hello, I'm Robin." in heard
    assert "!train teaches me" in heard
    assert "the name my owner chose" in heard


def test_a_file_is_taught_reviewed_trained_used_and_stays(talk: Talk, file: Path) -> None:
    heard = talk(f"!train {file}", "yes", "yes", "lights on")
    assert "I read 9 examples with 3 different answers" in heard
    assert "Use it? [yes / no / details / test it]" in heard
    assert "In use: model 0001, from the dataset “rooms”." in heard
    assert heard.endswith("> lights on\nThe light is on.\n")
    assert talk("switch on the light").endswith("The light is on.\n")


def test_examples_dictated_one_by_one_join_what_is_known(talk: Talk) -> None:
    heard = talk(
        "please train a model",
        "when I say ahoy robin you answer Ahoy captain",
        "what is the wifi password",
        "Ask the owner.",
        "done",
        "yes",
        "Ahoy, Robin!",
        "what is the wifi password?",
        "who are you",
    )
    assert "2 examples so far." in heard
    assert "> Ahoy, Robin!\nAhoy captain\n" in heard
    assert "> what is the wifi password?\nAsk the owner.\n" in heard
    assert "the name my owner chose" in heard


def test_an_unfinished_dialog_is_there_after_a_restart(talk: Talk) -> None:
    talk("!train", "ahoy => hello captain")
    assert "I was away." in (heard := talk("list", "cancel"))
    assert "You are teaching me: one example so far." in heard
    assert "1. “ahoy” gives “hello captain”" in heard
    talk("!test", "who are you", "yes")
    assert "We were testing, one case done. Go on?" in talk("no")


def test_corrections_count_at_once_and_stay(talk: Talk) -> None:
    heard = talk("!correct ring the bell => Ding dong.", "Ring the bell!")
    assert heard.endswith("> Ring the bell!\nDing dong.\n")
    assert talk("ring the bell").endswith("Ding dong.\n")
    heard = talk("!undo", "!correct show")
    assert "Taken back: “ring the bell” no longer gives “Ding dong.”" in heard
    assert "(no longer in force)" in heard


def test_what_the_model_does_not_know_is_asked_and_learned(talk: Talk) -> None:
    heard = talk("xylophone quux frobnicate", "Frobnicated.", "yes", "xylophone quux frobnicate")
    assert "I don't know that yet. Tell me, and I'll remember." in heard
    assert "Then “xylophone quux frobnicate” gives “Frobnicated.”. Learn it?" in heard
    assert heard.endswith("Frobnicated.\n")


def test_one_of_the_alternatives_is_said(talk: Talk) -> None:
    heard = talk("!correct knock knock => who is there | come in", *["knock knock"] * 9)
    said = {part.partition("\n")[0] for part in heard.split("> knock knock\n")[1:]}
    assert said in ({"who is there"}, {"come in"}, {"who is there", "come in"})


def test_the_answer_is_taken_out_of_the_sentence_that_gives_it(talk: Talk) -> None:
    heard = talk("xylophone quux frobnicate", "that is wrong, it should be Frobnicated.")
    assert "Learned: “xylophone quux frobnicate” gives “Frobnicated.”" in heard


def test_a_bare_yes_is_answered_by_what_was_taught_for_it_and_else_asks_nothing(talk: Talk) -> None:
    heard = talk("yes", "!status", "!correct yes => Aye!", "Yes.", "!undo", "yes")
    assert heard.count("I asked nothing. Ask me anything, or say train") == 2
    assert "Nothing is being done." in heard
    assert "> Yes.\nAye!\n" in heard


def test_a_test_by_json_and_by_file_reports(talk: Talk, file: Path) -> None:
    case = '{"data": [{"input": "who are you", "output": "Nobody."}]}'
    heard = talk(f"!test {case}", f"!test '{case}'", f"!test {file}")
    assert heard.count("0 of 1 right") == 2
    assert "of 9 right" in heard


def test_a_larger_test_is_drawn(talk: Talk, file: Path, home: Path) -> None:
    talk(f"!train {file}", "yes", "yes")
    cases = write(file.with_name("cases.json"), EXAMPLES * 3)
    heard = talk(f"!test {cases}", "!archive reports")
    picture = next((home / "models/onnx/console/0001/tests").glob("*.png"))
    assert f"file: {picture}" in heard
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "Archived as “reports-" in heard


@pytest.mark.parametrize(
    ("cases", "sentence"),
    [
        ("{", "the test: "),
        ('{"data": []}', "the test: "),
        ('{"data": [{"input": 3, "output": "x"}]}', "input"),
        ("[1, 2]", "the test: "),
    ],
)
def test_errors_in_a_test_are_one_sentence_and_change_nothing(
    talk: Talk, cases: str, sentence: str
) -> None:
    heard = talk(f"!test {cases}", "!status")
    answer = heard.split("Testing.\n")[1].split("\n>")[0]
    assert sentence.lower() in answer.lower()
    assert len(answer.splitlines()) == 1
    assert "Nothing is being done." in heard


def test_a_conflict_is_asked_about(talk: Talk, tmp_path: Path) -> None:
    file = write(tmp_path / "two.json", [*EXAMPLES, ("bye", "hello friend")])
    heard = talk(f"!train {file}", "first", "yes", "bye", f"!train {file}", "yes", "yes", "bye")
    assert "“bye” has two answers" in heard
    first, last = heard.split("> bye\n")[1:]
    assert first.startswith("See you.")
    assert last.startswith("hello friend")


def test_a_single_answer_is_told_apart_from_what_nobody_taught(talk: Talk, tmp_path: Path) -> None:
    file = write(tmp_path / "one.json", [("open the gate", "Sesame."), ("open up", "Sesame.")])
    heard = talk(f"!train {file}", "yes", "yes", "open the gate", "xylophone quux frobnicate")
    assert "too few examples to say how good it is" in heard
    assert "> open the gate\nSesame.\n" in heard
    assert heard.endswith("I don't know that yet. Tell me, and I'll remember.\n")


def test_datasets_are_selected_archived_restored_and_handed_out(
    talk: Talk, file: Path, home: Path
) -> None:
    talk(f"!train {file}", "yes", "yes")
    heard = talk(
        "use the rooms dataset",
        "!select_dataset nowhere",
        "archive the rooms dataset",
        "!archive models",
        "what is archived",
        "!getfile datasets/rooms.json",
        "!getfile",
        "datasets/rooms.json",
        "!getfile ../../etc/passwd",
    )
    assert "“rooms” is selected, 9 examples; its model 0001 is in use." in heard
    assert "There is no dataset “nowhere”; there are: rooms." in heard
    assert "Archived as “rooms-" in heard
    assert f"file: {home}/datasets/console/rooms.json" in heard
    assert "is not a path in this workspace" in heard
    archive = next((home / "archive/console").glob("rooms-*.zip")).name
    (home / "datasets/console/rooms.json").unlink()
    assert "Restored: datasets/rooms.json" in talk(f"!archive restore {archive}")
    assert (home / "datasets/console/rooms.json").is_file()


def test_rollback_uses_the_model_before(talk: Talk, file: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.json", [("lights on", "No."), ("bye", "Never.")])
    heard = talk(f"!train {file}", "yes", "yes", f"!train {other}", "yes", "yes", "lights on")
    assert heard.endswith("> lights on\nNo.\n")
    heard = talk("!rollback", "lights on", "!rollback")
    assert "> lights on\nThe light is on.\n" in heard
    assert "no earlier model" in heard


def test_feedback_and_export_and_forget(talk: Talk, home: Path) -> None:
    assert "Thanks." in talk("!feedback 4 nice", "!feedback", "five", "no")
    assert "4 of 5" in talk("!feedback show")
    assert "export-" in talk("!export")
    heard = talk("!correct a => b", "!forget", "yes", "!feedback show", "!correct show")
    assert "Forgotten: one correction, 2 ratings" in heard
    assert heard.count("There is nothing in the journal yet.") == 2
    assert not (home / "archive/console").exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("!trian", "There is no command !trian. Did you mean !train?"),
        ("", "That line was empty"),
        ("x" * 10_000, "That line has 10000 characters, and I read at most 2000"),
        ("!join", "!join needs a Discord voice channel"),
        ("!train nowhere.json", "There is no file nowhere.json"),
        ("train '~/no where.yml'", "There is no file ~/no where.yml"),
        ("~nobody/lessons.json", "I don't know that yet"),
        ("!feedback 9", "A rating is a number from 1 to 5, not “9”."),
        ("!archive nothing", "There is nothing called “nothing” to archive"),
        ("!rollback", "There is no earlier model"),
        ("!undo", "There is nothing to take back."),
        ("!instruction", "How to teach me"),
        ("!help", "Also: !train, !test"),
        ("!help all", "!select_dataset [name]: Choose the dataset"),
        ("!help !train", "!train [file] [example]: Teach me"),
        ("!help xyzzy", "There is no command with “xyzzy” in it"),
    ],
)
def test_every_line_gets_a_clear_sentence(talk: Talk, line: str, sentence: str) -> None:
    assert sentence in talk(line)


def test_control_characters_and_right_to_left_text_do_no_harm(talk: Talk) -> None:
    heard = talk("\x1b[2J\x00\u202eabc", "no", "مرحبا", "no", "!correct שלום => \u202eok", "שלום")
    assert "\x1b" not in heard
    assert "Something went wrong" not in heard
