"""`run.py wyoming` where it cannot begin: said at once, before anything is learned."""

from pathlib import Path

import pytest

from agent.cli import main


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--uri", "nowhere"], "is no address of a Wyoming server"),
        (["--uri", "unix:///tmp/x"], "is no address of a Wyoming server"),
        (["--workspace", "../up"], "../up"),
    ],
)
def test_what_cannot_be_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["--home", str(tmp_path), "wyoming", *arguments]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "Learning" not in told
