"""Log files take turns, and are for their owner's eyes only."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from agent.cli.logs import KEPT, OURS, begin_log
from agent.storage.errors import StorageError
from tests.agent.conftest import settings_for


@contextmanager
def fresh() -> Iterator[logging.Logger]:
    """The root logger as it is before a process logs anything."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers = []
    try:
        yield root
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers = before
        root.setLevel(level)


def test_files_take_turns(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "agent.log"
    with fresh():
        begin_log(settings_for(tmp_path, log_file=file, log_mb=1, log_level="INFO"))
        for _ in range(8):
            logging.getLogger("agent").info("x" * 2**20)
    files = sorted(file.parent.iterdir())
    assert len(files) == KEPT + 1
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_the_folders_of_a_log_are_private_all_of_them(tmp_path: Path) -> None:
    with fresh():
        begin_log(settings_for(tmp_path, log_file=tmp_path / "a" / "b" / "agent.log"))
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


def test_what_an_error_says_is_not_logged(tmp_path: Path) -> None:
    file, wrote = tmp_path / "agent.log", "what somebody wrote"
    with fresh():
        begin_log(settings_for(tmp_path, log_file=file))
        try:
            float(wrote)
        except ValueError:
            logging.getLogger("discord.client").exception("Ignoring an error")
    told = file.read_text()
    assert "somebody" not in told
    assert "ValueError" in told
    assert "test_logs.py" in told


def test_a_full_disk_is_told_once_and_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fresh():
        begin_log(settings_for(tmp_path, log_file=Path("/dev/full")))
        for _ in range(3):
            logging.getLogger("agent").warning("something")
    assert capsys.readouterr().err == (
        "The log /dev/full cannot be written just now; I go on without it.\n"
    )


def test_the_log_goes_on_when_there_is_room_again(tmp_path: Path) -> None:
    file = tmp_path / "agent.log"
    file.symlink_to("/dev/full")
    with fresh():
        begin_log(settings_for(tmp_path, log_file=file))
        logging.getLogger("agent").warning("lost")
        file.unlink()
        logging.getLogger("agent").warning("kept")
    assert file.read_text().endswith("kept\n")
    assert "lost" not in file.read_text()


def test_a_log_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="could not write the log"):
        begin_log(settings_for(tmp_path, log_file=tmp_path / "file" / "agent.log"))


def test_libraries_tell_no_words_even_where_everything_is_logged(tmp_path: Path) -> None:
    file = tmp_path / "agent.log"
    with fresh():
        begin_log(settings_for(tmp_path, log_file=file, log_level="DEBUG"))
        logging.getLogger("discord.gateway").debug("what somebody wrote")
        logging.getLogger("agent.runtime.runner").debug("a step")
        for name in OURS:
            logging.getLogger(name).setLevel(logging.NOTSET)
    told = file.read_text()
    assert "a step" in told
    assert "somebody" not in told
