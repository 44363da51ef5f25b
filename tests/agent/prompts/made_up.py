"""A made-up language: English letter by letter in another alphabet, so that what is left behind
in English is seen."""

import re
import shutil
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message, Pattern, StringLiteral, TextElement
from fluent.syntax.visitor import Transformer

NAME = "xx"
LETTERS = {ord("a") + n: chr(0x430 + n) for n in range(26)}
LETTERS |= {ord("A") + n: chr(0x410 + n) for n in range(26)}
SLOT = re.compile(r"(\{\w+\})")
LEFT = re.compile(r"[A-Za-z]{2,}")
NOT_WORDS = re.compile(r"\S*/\S*|!\w+|\[\w+\]|\w+\.(?:json|png|zip|csv|py|txt|html)\b")
"""Addresses, paths, commands and names of files, which every language has in common."""


def made_up(english: str) -> str:
    """A text in the made-up language; slots of phrases stay."""
    parts = SLOT.split(english)
    return "".join(p if SLOT.fullmatch(p) else p.translate(LETTERS) for p in parts)


def english_left(shown: str, *ours: str) -> list[str]:
    """The English words in what was shown, other than `ours`."""
    return [word for word in LEFT.findall(NOT_WORDS.sub("", shown)) if word not in ours]


class _Translator(Transformer):
    def visit_TextElement(self, node: TextElement) -> TextElement:  # noqa: N802
        node.value = made_up(node.value)
        return node

    def visit_NamedArgument(self, node: object) -> object:  # noqa: N802
        return node

    def visit_StringLiteral(self, node: StringLiteral) -> StringLiteral:  # noqa: N802
        node.value = node.value if "\\" in node.value else made_up(node.value)
        return node


def make(source: Path, target: Path) -> None:
    """Translate a language's folder: its messages and its phrases."""
    shutil.copytree(source, target)
    for file in target.rglob("*.ftl"):
        file.write_text(_catalogue(file.read_text("utf-8")), "utf-8")
    phrases = target / "phrases.toml"
    quoted = re.compile(r'(?<!\w)"([^"]*)"')
    text = quoted.sub(lambda found: f'"{made_up(found[1])}"', phrases.read_text("utf-8"))
    phrases.write_text(text, "utf-8")


def _catalogue(content: str) -> str:
    resource = FluentParser().parse(content)
    for entry in resource.body:
        if isinstance(entry, Message):
            for pattern in (entry.value, *(each.value for each in entry.attributes)):
                assert isinstance(pattern, Pattern)
                _Translator().visit(pattern)
    return FluentSerializer().serialize(resource)
