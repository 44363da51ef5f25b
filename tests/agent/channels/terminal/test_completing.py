"""What Tab offers."""

from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from agent.channels.terminal.completing import LineCompleter
from agent.states import all_commands


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("!sel", ["!select_dataset"]),
        ("!SEL", ["!select_dataset"]),
        ("!select_dataset ", ["rooms", "routes", "wifi"]),
        ("!select_dataset ro", ["rooms", "routes"]),
        ("use the ro", ["rooms", "routes"]),
        ("use the ", []),
        ("", []),
        ("!nothing", []),
    ],
)
def test_commands_and_names_are_completed(line: str, offered: list[str]) -> None:
    assert _offered(line) == offered


def test_files_are_completed_where_a_command_takes_one(tmp_path: Path) -> None:
    (tmp_path / "rooms.json").touch()
    assert _offered(f"!train {tmp_path}/roo") == ["ms.json"]
    assert _offered(f"!status {tmp_path}/roo") == []


def _offered(line: str) -> list[str]:
    completer = LineCompleter(all_commands(), "!", lambda: ["rooms", "routes", "wifi"])
    asked = CompleteEvent(completion_requested=True)
    return [each.text for each in completer.get_completions(Document(line), asked)]
