"""Whatever people read or hear stands in the catalogues, and whatever stands there is used."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import MessageReference
from fluent.syntax.visitor import Visitor

from agent.prompts import catalogue
from agent.prompts.catalogue import LANGUAGES, identifier
from agent.settings import Settings
from tests.agent.prompts.sources import literals, modules, sentences

SAYING = {"Say", "Message", "Done", "explained", "_explained", ".say", ".ask", ".text"}
"""What is called with the key of a message."""

NOT_SAID = {
    "agent/learning/picture.py": "what matplotlib calls things",
    "agent/learning/training.py": "the warning of a library",
    "agent/learning/language.py": "words by which English is known",
    "agent/learning/fonts.py": "names of fonts",
    "agent/learning/standalone.py": "a program of its own, which needs none of ours",
    "agent/learning/acceptor.py": "errors of programmers",
    "agent/learning/evidence.py": "names of what is measured",
    "agent/learning/judge.py": "names of what is measured",
    "agent/learning/opposites.py": "words that are opposites",
    "agent/channels/discord/voice/room.py": "the name of a count",
    "agent/understanding/classifying.py": "sentences to warm up with",
    "agent/channels/spoken/rehearsal.py": "what a rehearsed person says",
    "agent/channels/discord/call/attribution.py": "counted, not told",
    "agent/channels/discord/call/call.py": "names of tasks",
    "agent/channels/discord/call/demultiplexer.py": "counted, not told",
    "agent/channels/discord/call/encryption.py": "counted, not told",
    "agent/channels/discord/call/opus.py": "counted, not told",
    "agent/channels/discord/call/rtp.py": "counted, not told",
    "agent/channels/discord/call/speaker_stream.py": "counted, not told",
    "agent/channels/discord/call/trouble.py": "counted, not told",
    "agent/channels/discord/call/voice_client.py": "names of tasks",
    "speech/recognition/moonshine/letters.py": "short words of English",
    "speech/recognition/moonshine/model.py": "names of weights",
    "speech/synthesis/abbreviations.py": "how abbreviations of English are read",
    "speech/synthesis/numerals.py": "how numbers are read in English",
    "speech/synthesis/signs.py": "how signs are read in English",
    "speech/synthesis/markup.py": "an address, and names in Unicode",
    "agent/cli/parts.py": "what scanners read",
    "agent/cli/watching.py": "what machines that watch it read",
    "agent/runtime/measures.py": "what machines that watch it read",
    "agent/cli/imagined.py": "what people might have taught",
    "agent/dialog/requests.py": "what people type and files have for no answer",
    "agent/dialog/session.py": "errors of programmers",
    "agent/dialog/step.py": "errors of programmers",
    "agent/learning/encoder/bert.py": "names of weights",
    "agent/learning/encoder/packed.py": "errors of programmers",
    "agent/prompts/render.py": "errors of programmers",
    "agent/runtime/mailboxes.py": "errors of programmers",
    "agent/states/testing.py": "the name of a file that was typed",
    "agent/storage/archive.py": "names of files",
    "agent/storage/backup.py": "why a backup is not whole, for developers",
    "agent/storage/retention.py": "SQL",
    "agent/learning/dataset.py": "the answer of sentences that are never answered",
    "agent/dialog/machine.py": "the diagram, for developers",
    "agent/dialog/table.py": "the diagram, for developers",
}
"""Files with texts of several words that nobody is told."""

MODULES = dict(modules("agent", "downloads", "messages", "speech"))
CATALOGUE = catalogue.load("en")


@cache
def failures() -> set[str]:
    """The names of all errors that carry a message."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in MODULES.values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    found = {"MessageError"}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return found


def keys(module: ast.Module, callers: set[str]) -> Iterator[str]:
    """The keys of messages that a module names outright."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _name(node.func) in callers and node.args:
            for part in _alternatives(node.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


class References(Visitor):
    """The messages that other messages are made of."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_MessageReference(self, node: MessageReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def references() -> set[str]:
    """All messages of the English catalogue that others name."""
    visitor = References()
    for file in (LANGUAGES / "en").rglob("*.ftl"):
        visitor.visit(FluentParser().parse(file.read_text(encoding="utf-8")))
    return visitor.names


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return f".{name}"
    return ""


def _alternatives(value: ast.expr) -> list[ast.expr]:
    return [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]


@pytest.mark.parametrize("file", sorted(MODULES.keys() - NOT_SAID.keys()))
def test_what_people_read_stands_in_the_catalogues(file: str) -> None:
    found = [f"{file}:{literal.line}: {literal.text}" for literal in sentences(file, MODULES[file])]
    assert not found


@pytest.mark.parametrize("file", sorted(MODULES))
def test_every_message_that_is_named_is_there(file: str) -> None:
    named = set(keys(MODULES[file], SAYING | failures()))
    assert not [key for key in named if key not in CATALOGUE]


def test_every_setting_is_explained() -> None:
    assert not [name for name in Settings.model_fields if f"setting.{name}" not in CATALOGUE]


def test_every_message_is_used() -> None:
    texts = {literal.text for file, module in MODULES.items() for literal in literals(file, module)}
    named = {identifier(text) for text in texts}
    patterns = [
        re.compile(".+".join(map(re.escape, identifier(text).split("\0"))))
        for text in texts
        if re.match(r"[a-z_]+\.[a-z_.]*\0", text)
    ]
    referred = references()
    assert not [
        name
        for name in CATALOGUE
        if name not in named | referred and not any(p.fullmatch(name) for p in patterns)
    ]
