"""Which words of a line in the terminal are files: those that are meant as such."""

from pathlib import Path

import pytest

from agent.channels.named_files import with_file
from agent.dialog.attachment import EMBEDDED
from agent.storage.errors import StorageError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a few files."""
    for name in ("cat.png", "menu.pdf", "lessons.json", "my cat.png", "hosts"):
        (tmp_path / name).write_bytes(name.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "text", "files"),
    [
        ("cat => cat.png", f"cat => {EMBEDDED}", ["cat.png"]),
        ("cat => 'my cat.png'", f"cat => {EMBEDDED}", ["my cat.png"]),
        ("cat => ./cat.png", f"cat => {EMBEDDED}", ["cat.png"]),
        ("cat => look {file:cat.png} here", f"cat => look {EMBEDDED} here", ["cat.png"]),
        ("cat => {file:hosts}", f"cat => {EMBEDDED}", ["hosts"]),
        ("a {file:cat.png} {file:gone.png}", f"a {EMBEDDED} {{file:gone.png}}", ["cat.png"]),
        ("!correct {file:cat.png}", f"!correct {EMBEDDED}", ["cat.png"]),
        ("cat.png", "", ["cat.png"]),
        ("!train lessons.json", "!train", ["lessons.json"]),
        ("test with lessons.json", "test with lessons.json", ["lessons.json"]),
        ("train on ./lessons.json", "train on ./lessons.json", ["lessons.json"]),
    ],
)
def test_a_file_that_is_meant_comes_along(line: str, text: str, files: list[str]) -> None:
    said = with_file(line, 2**20)
    assert (said.text, [file.name for file in said.files]) == (text, files)


@pytest.mark.parametrize(
    "line",
    [
        "where is the config => hosts", "what do I train with => lessons.json", "cat => gone.png",
        "get the file cat.png", "test with srv.json",
        "get the file lessons.json", "is cat.png any good", "=> cat.png", "{file:gone.png}",
    ],
)  # fmt: skip
def test_words_that_only_name_a_file_stay_words(line: str) -> None:
    said = with_file(line, 2**20)
    assert (said.text, said.files) == (line, ())


def test_what_is_too_large_is_refused(here: Path) -> None:
    (here / "cat.png").write_bytes(bytes(2**20 + 1))
    with pytest.raises(StorageError, match="1 MB"):
        with_file("cat => cat.png", 2**20)
