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
