"""Files people come with: read as what they are, or refused with the line that is wrong."""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cases.conftest import DATA, Cli, predictions

Answers = Mapping[str, tuple[str, ...]]
"""What may be answered to each input."""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "d02-chatterbot-greetings.yml",
            {"Greetings!": ("Hello",), "How are you?": ("I am fine.",), "Hello": ("Hi",)},
        ),
        (
            "d02c-intents.json",
            {"Is anyone there?": ("Hello!", "Hi there"), "See you later": ("Goodbye",)},
        ),
        ("d02h-arrows.txt", {"hi": ("hello",), "bye": ("see you",), "thanks": ("you're welcome",)}),
        (
            "rasa.yml",
            {
                "good morning": ("Hello!", "Hi there."),
                "do you open today": ("From nine to five.",),
            },
        ),
        (
            "snips.yaml",
            {
                "light in the kitchen please": ("turnLightOn",),
                "play some music": ("playMusic",),
            },
        ),
        (
            "luis.json",
            {"i need a plane ticket": ("BookFlight",), "call the whole trip off": ("Cancel",)},
        ),
        (
            "clu.json",
            {"read my first mail": ("Read",), "throw the last mail away": ("Delete",)},
        ),
        (
            "faq.yml",
            {
                "Do you ship abroad?": ("Yes, everywhere in Europe.",),
                "Can I pay by card?": ("Cards are fine.",),
            },
        ),
        ("bare-list.json", {"hi": ("hello",), "bye": ("see you",)}),
        ("map.json", {"hi": ("hello",), "bye": ("see you",)}),
        ("question-answer.json", {"hi": ("hello",), "bye": ("see you",)}),
        ("lists.json", {"good day": ("hello",), "bye": ("see you", "so long")}),
    ],
)
def test_d02_other_programs_data_is_read(cli: Cli, name: str, expected: Answers) -> None:
    _check(cli, DATA / name, expected)


def dialogflow(folder: Path) -> Path:
    """An agent as Dialogflow exports it."""
    path = folder / "agent.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("agent.json", json.dumps({"displayName": "shop", "language": "en"}))
        archive.writestr("package.json", json.dumps({"version": "1.0.0"}))
        for name, question, answer in (
            ("hours", "when are you open", "From nine to five."),
            ("bye", "see you later", "Goodbye."),
        ):
            message = {"type": "0", "lang": "en", "speech": [answer]}
            intent = {"name": name, "responses": [{"messages": [message]}]}
            said = [{"data": [{"text": question, "userDefined": False}], "isTemplate": False}]
            archive.writestr(f"intents/{name}.json", json.dumps(intent))
            archive.writestr(f"intents/{name}_usersays_en.json", json.dumps(said))
    return path


def spreadsheet(folder: Path) -> Path:
    """A sheet with the two columns."""
    workbook = pytest.importorskip("openpyxl").Workbook()
    for row in (
        ("input", "output"),
        ("when are you open", "From nine to five."),
        ("see you later", "Goodbye."),
    ):
        workbook.active.append(row)
    workbook.save(folder / "faq.xlsx")
    return folder / "faq.xlsx"


def from_excel(folder: Path) -> Path:
    """Text as Excel saves it: UTF-16 with a byte order mark, tabs between."""
    path = folder / "faq.txt"
    rows = "input\toutput\r\nwhen are you open\tFrom nine to five.\r\nsee you later\tGoodbye.\r\n"
    path.write_bytes(rows.encode("utf-16"))
    return path


@pytest.mark.parametrize("make", [dialogflow, spreadsheet, from_excel])
def test_d02_binary_files_are_read(cli: Cli, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    expected = {"when are you open": ("From nine to five.",), "see you later": ("Goodbye.",)}
    _check(cli, make(tmp_path), expected)


def test_d02_what_cannot_be_read_is_named(cli: Cli, tmp_path: Path) -> None:
    workbook = pytest.importorskip("openpyxl").Workbook()
    workbook.create_sheet("second").append(("a", "b"))
    workbook.active.append(("c", "d"))
    workbook.save(tmp_path / "two.xlsx")
    refused = cli("train", tmp_path / "two.xlsx")
    assert refused.code == 2
    assert "spreadsheet" in refused.err


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ((DATA / "d03-unquoted-comma.csv").read_text(), 3),
        ((DATA / "d11a-semicolon-extra.csv").read_text(), 2),
        ("input\toutput\nhi\thello\nbye\tsee you\tlater\n", 3),
        ("output,input\nhello,hi\nFine, thanks,how are you\n", 3),
        ("input,output,source\nhi,hello,me\nwhere,In the hall, left,me\n", 3),
        ('input,output\n"hi, you",hello\nbye,"see you", soon\n', 3),
        ("input;output\nhallo;Guten Tag\ntschüss;Bis bald; mach's gut\n", 3),
    ],
)
def test_d03_a_row_longer_than_the_header_is_refused(
    cli: Cli, tmp_path: Path, content: str, line: int
) -> None:
    file = _csv(tmp_path, content)
    refused = cli("train", file)
    assert refused.code == 2
    assert f"line {line}" in refused.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            (DATA / "d03b-space-quote.csv").read_text(),
            {"hi": ("hello, friend",), "bye": ("see you, soon",)},
        ),
        ('input;output\nhi; "a; b"\nbye; "c"\n', {"hi": ("a; b",), "bye": ("c",)}),
        ('input,output\nhi,   "a, b"\nbye,   c\n', {"hi": ("a, b",), "bye": ("c",)}),
        ('input,output\n"oh, hi", "a, b"\nbye, c\n', {"oh, hi": ("a, b",), "bye": ("c",)}),
        ('output, input\n"a, b", hi\nc, "bye, all"\n', {"hi": ("a, b",), "bye, all": ("c",)}),
        ('input\toutput\nhi\t "a\tb"\nbye\t c\n', {"hi": ("a b",), "bye": ("c",)}),
    ],
)
def test_d03b_blanks_after_a_delimiter_do_no_harm(
    cli: Cli, tmp_path: Path, content: str, expected: Answers
) -> None:
    _check(cli, _csv(tmp_path, content), expected)


@pytest.mark.parametrize(
    "content",
    [
        (DATA / "d03c-trailing-empty.csv").read_text(),
        "input,output\n,\nhi,hello\n,\nbye,see you\n",
        "input;output\nhi;hello\nbye;see you\n;\n;;;\n",
        "input\toutput\nhi\thello\n\t\nbye\tsee you\n",
        "input,output\nhi,hello\n , \nbye,see you\n",
        'input,output\nhi,hello\nbye,see you\n"",""\n',
    ],
)
def test_d03c_rows_of_delimiters_only_are_skipped(cli: Cli, tmp_path: Path, content: str) -> None:
    _check(cli, _csv(tmp_path, content), {"hi": ("hello",), "bye": ("see you",)})


@pytest.mark.parametrize(
    "outputs",
    [
        ("hello ", "hello", "\u00a0hello"),
        ("café", "cafe\u0301"),
        ("hello there", "hello  there"),
        ("hello\tthere", "hello there"),
        ("hello\u00a0there", "hello there"),
        ("\u3000hello", "hello\n"),
    ],
)
def test_d13_answers_that_look_the_same_are_one(
    cli: Cli, tmp_path: Path, outputs: tuple[str, ...]
) -> None:
    data = [{"input": f"hi {n}", "output": output} for n, output in enumerate(outputs)]
    file = tmp_path / "same.json"
    file.write_text(json.dumps({"data": [*data, {"input": "ciao", "output": "bye"}]}))
    assert json.loads(cli("train", file, "--json").out)["outputs"] == 2


def test_d10_accents_do_not_count(cli: Cli) -> None:
    plain = {
        "más jamón": "mas jamon",
        "una estación": "una estacion",
        "hasta mañana": "hasta manana",
        "¿hay jamón?": "hay jamon",
        "¿está la estación?": "esta la estacion",
        "jamón ibérico": "jamon iberico",
    }
    cli("train", DATA / "d10-spanish.json")
    for accented, unaccented in plain.items():
        with_accents, without = predictions(cli, accented, unaccented)
        assert with_accents["known"], accented
        assert (without["output"], without["known"]) == (with_accents["output"], True), accented


def _csv(folder: Path, content: str) -> Path:
    path = folder / "lines.csv"
    path.write_text(content, encoding="utf-8", newline="")
    return path


def _check(cli: Cli, file: Path, expected: Answers) -> None:
    trained = cli("train", file)
    assert trained.code == 0, trained.err
    for found in predictions(cli, *expected):
        assert found["output"] in expected[found["input"]]
