"""Any text has a vector, the same alone as among others; what is no encoder says so."""

import json
import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from agent.learning.encoder.cache import CachedEncoder
from agent.learning.encoder.encoder import OnnxEncoder
from agent.learning.encoder.fetch import convert
from agent.learning.errors import EncoderError
from tests.agent.learning.encoder.conftest import choice


@pytest.fixture
def folder(tmp_path: Path, served: Path) -> Path:
    target = tmp_path / "encoder"
    target.mkdir()
    convert(choice(), served, target)
    return target


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_or_has_another_is_no_encoder(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{}")
    with pytest.raises(EncoderError, match=name):
        OnnxEncoder(folder)
    (folder / name).unlink()
    with pytest.raises(EncoderError, match=f"{name} cannot be read; fetch it again"):
        OnnxEncoder(folder)


def test_a_graph_that_encodes_no_sentences_is_refused(folder: Path, small: Path) -> None:
    shutil.copyfile(small / "model.onnx", folder / "model.onnx")
    with pytest.raises(EncoderError, match=r"is not a sentence encoder: expected the inputs"):
        OnnxEncoder(folder)


HOSTILE = ["", " ", "\0", "\ud800", "word " * 3_000, "שלום", "好", "good morning"]


def test_any_text_is_encoded_alone_as_among_others(folder: Path) -> None:
    encoder = OnnxEncoder(folder)
    together = encoder.encode(HOSTILE)
    assert together.shape == (len(HOSTILE), 128)
    for text, row in zip(HOSTILE, together, strict=True):
        assert encoder.encode([text])[0] == pytest.approx(row, abs=1e-5)


def test_an_encoder_can_be_sent_to_a_process(folder: Path, tmp_path: Path) -> None:
    encoder = CachedEncoder(OnnxEncoder(folder), tmp_path / "cache.sqlite")
    again = pickle.loads(pickle.dumps(encoder))
    assert again.fingerprint == encoder.fingerprint
    assert again.encode(["play"]) == pytest.approx(encoder.encode(["play"]))


def test_the_cache_asks_for_new_sentences_only_and_survives_damage(
    folder: Path, tmp_path: Path
) -> None:
    asked: list[str] = []

    class Listening(OnnxEncoder):
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return super().encode(texts)

    encoder = Listening(folder)
    path = tmp_path / "cache.sqlite"
    first = CachedEncoder(encoder, path).encode(["good morning", "play", "play"])
    again = CachedEncoder(encoder, path).encode(["play", "music", "good morning"])
    assert asked == ["good morning", "play", "music"]
    assert again[[2, 0]] == pytest.approx(first[:2])
    path.write_bytes(b"no database" * 1_000)
    assert CachedEncoder(encoder, path).encode(["play"]) == pytest.approx(first[1:2])


def test_the_mark_at_the_end_makes_no_difference(folder: Path) -> None:
    plain, *others = OnnxEncoder(folder).encode(["good morning", "good morning!", "good morning. "])
    for row in others:
        assert row == pytest.approx(plain, abs=1e-6)


def test_the_real_encoder_agrees_with_its_reference(real_folder: Path, intents: Path) -> None:
    known = json.loads((intents.parent / "encoder" / "reference.json").read_bytes())["reference"]
    session = onnxruntime.InferenceSession(real_folder / "model.onnx")
    tokenizer = Tokenizer.from_file(str(real_folder / "tokenizer.json"))
    tokenizer.no_padding()
    for entry in known:
        ids = np.array([tokenizer.encode(entry["text"]).ids])
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (found,) = session.run(["embedding"], inputs)
        assert found[0] @ np.array(entry["embedding"], np.float32) > 0.98
