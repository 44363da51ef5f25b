"""Sentences to vectors with a pretrained encoder in ONNX."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from agent.learning.errors import EncoderError

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
FEATURES = "features"

_MOST_TOKENS = 128
_BATCH = 32
_ENDS = " .,;:!?…。？！、।؟"
_THREADS = 2
_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}

Floats = NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns sentences into vectors. Picklable, so that it can go to a process."""

    @property
    def fingerprint(self) -> str:
        """What tells this encoder's vectors from another's."""

    @property
    def dimensions(self) -> int:
        """How long a vector is."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors, [texts, dimensions]."""


class OnnxEncoder:
    """An encoder folder: `model.onnx` and `tokenizer.json`; may be shared by threads.

    The graph takes `input_ids` and `attention_mask` (and `token_type_ids`, if it wants them) and
    gives, as its first output, vectors of sentences or of tokens; of these the mean is taken. They
    are made of length one. An output `features`, as our own graphs have it, is used instead.

    Every text is encoded with a question mark at its end. What is typed has some mark or none, what
    is spoken none, and the encoder would hear a difference where there is none in what is meant.
    """

    def __init__(self, folder: Path) -> None:
        """Raises EncoderError for a folder without an encoder or with one of another shape."""
        self._folder = folder
        self._fingerprint, self._session = fingerprint(folder), _load(folder)
        self._tokenizer = _load_tokenizer(folder)
        self._inputs = [i.name for i in self._session.get_inputs()]
        outputs = [o.name for o in self._session.get_outputs()]
        self._output = FEATURES if FEATURES in outputs else outputs[0]
        self._dimensions = len(self._run([self._tokenizer.encode("")])[0])

    def __reduce__(self) -> tuple[Any, ...]:
        return OnnxEncoder, (self._folder,)

    @property
    def fingerprint(self) -> str:
        """That of the folder."""
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors, [texts, dimensions]; long texts are cut after 128 tokens."""
        if len(texts) == 1:
            return self._run([self._tokenizer.encode(_prepare(texts[0]))])
        found = np.empty((len(texts), self._dimensions), np.float32)
        encodings = self._tokenizer.encode_batch([_prepare(text) for text in texts])
        order = sorted(range(len(texts)), key=lambda text: len(encodings[text].ids))

        def fill(start: int) -> None:
            chosen = order[start : start + _BATCH]
            found[chosen] = self._run([encodings[text] for text in chosen])

        with ThreadPoolExecutor(_THREADS) as threads:
            list(threads.map(fill, range(0, len(order), _BATCH)))
        return found

    def _run(self, encodings: Sequence[Encoding]) -> Floats:
        ids = np.zeros((len(encodings), max(len(e.ids) for e in encodings)), np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        inputs = {name: given[name] for name in self._inputs}
        (found,) = self._session.run([self._output], inputs)
        return np.asarray(found, np.float32) if self._output == FEATURES else _unit(found, mask)


def fingerprint(folder: Path) -> str:
    """The SHA-256 of graph and tokenizer in an encoder's folder, which tells its vectors from those
    of another. Raises EncoderError where there is none."""
    found = hashlib.sha256()
    for name in (GRAPH, TOKENIZER):
        found.update(_read(folder, name))
    return found.hexdigest()


def _unit(output: Floats, mask: NDArray[np.int64]) -> Floats:
    """Vectors of sentences, of length one, from such or from those of tokens."""
    vectors = (output * mask[..., None]).sum(axis=1) if output.ndim == 3 else output
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def _load(folder: Path) -> onnxruntime.InferenceSession:
    graph = _read(folder, GRAPH)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    errors = onnxruntime.capi.onnxruntime_pybind11_state
    try:
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except (errors.Fail, errors.InvalidGraph, errors.InvalidProtobuf, errors.NotImplemented):
        raise EncoderError("encoder.bad_graph", file=folder / GRAPH) from None
    inputs = {i.name for i in session.get_inputs()}
    shape = session.get_outputs()[0].shape
    if not {"input_ids"} <= inputs <= _INPUTS or len(shape) not in {2, 3}:
        found = {"inputs": str(sorted(inputs)), "shape": str(shape)}
        raise EncoderError("encoder.not_an_encoder", file=folder / GRAPH, **found)
    return session


def _load_tokenizer(folder: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_buffer(_read(folder, TOKENIZER))
    except ValueError:
        raise EncoderError("encoder.bad_tokenizer", file=folder / TOKENIZER) from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(_MOST_TOKENS)
    return tokenizer


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        raise EncoderError("encoder.missing", folder=folder, file=name) from None


def _prepare(text: str) -> str:
    """With a question mark, and without half surrogate pairs, which a tokenizer cannot take."""
    return text.encode("utf-8", "replace").decode().rstrip(_ENDS) + "?"
