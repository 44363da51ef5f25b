"""Another language, made up for the purpose: whatever is said is said in it, when it is set."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message, Pattern, TextElement
from fluent.syntax.visitor import Transformer

from agent.cli import main
from agent.prompts import catalogue

MARK = "ж"


class Marked(Transformer):
    """Puts a mark for every word of a message."""

    def visit_TextElement(self, node: TextElement) -> TextElement:  # noqa: N802
        node.value = "".join(MARK if letter.isalpha() else letter for letter in node.value)
        return node


def translate(source: Path, target: Path) -> None:
    """A catalogue file in the language of marks."""
    resource = FluentParser().parse(source.read_text(encoding="utf-8"))
    for entry in resource.body:
        if isinstance(entry, Message):
            for pattern in (entry.value, *(each.value for each in entry.attributes)):
                assert isinstance(pattern, Pattern)
                Marked().visit(pattern)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(FluentSerializer().serialize(resource), encoding="utf-8")


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language `xx` in a folder of languages, and the setting that names it."""
    for file in (catalogue.LANGUAGES / "en").rglob("*.ftl"):
        translate(file, tmp_path / "xx" / file.relative_to(catalogue.LANGUAGES / "en"))
    shutil.copytree(catalogue.LANGUAGES / "en", tmp_path / "en")
    monkeypatch.setattr(catalogue, "LANGUAGES", tmp_path)
    monkeypatch.setenv("AGENT_LANGUAGE", "xx")
    catalogue.load.cache_clear()
    yield
    catalogue.load.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a subcommand prints, on both streams."""
    main(arguments)
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_settings_are_explained_in_the_language_that_is_set(
    made_up: None, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(capsys, "settings")
    assert MARK in told
    assert "The name the agent answers to" not in told
    assert "What commands begin with" not in told


def test_errors_are_told_in_the_language_that_is_set(
    made_up: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    told = run(capsys, "--home", str(tmp_path / "home"), "train", str(bad))
    assert told.startswith("bad.json: жж")
    assert "expected" not in told


def test_every_message_differs_in_the_made_up_language(made_up: None) -> None:
    english, other = catalogue.load("en"), catalogue.load("xx")
    assert list(english) == list(other)
