"""The catalogues themselves: well-formed, complete, and the same in every language."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message

from agent.prompts import catalogue
from agent.prompts.catalogue import LANGUAGES

FILES = sorted(LANGUAGES.rglob("*.ftl"))


def entries(file: Path) -> Iterator[Message | Junk]:
    for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, Message | Junk):
            yield entry


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.relative_to(LANGUAGES)}")
def test_a_file_is_well_formed_and_each_of_its_messages_has_words(file: Path) -> None:
    for entry in entries(file):
        assert isinstance(entry, Message), entry.content
        assert entry.value is not None, entry.id.name
        assert {each.id.name for each in entry.attributes} <= {"ear"}, entry.id.name


def test_every_key_is_defined_once() -> None:
    for language in catalogue.languages():
        files = (LANGUAGES / language).rglob("*.ftl")
        names = Counter(e.id.name for f in files for e in entries(f) if isinstance(e, Message))
        assert not [name for name, times in names.items() if times > 1]


@pytest.mark.parametrize("language", catalogue.languages())
def test_a_message_parsed_alone_is_the_one_of_its_file(language: str) -> None:
    loaded = catalogue.load(language)
    written = [entry for file in (LANGUAGES / language).rglob("*.ftl") for entry in entries(file)]
    assert len(written) == len(list(loaded))
    for message in written:
        assert isinstance(message, Message)
        (alone,) = (m for m in loaded.parsed(message.id.name)[0].body if isinstance(m, Message))
        assert alone.equals(message, ignored_fields=["span", "comment"])
