"""Moonshine's networks: sound to frames, and frames with what is written to what comes next."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from speech.audio import samples
from speech.errors import EngineUnavailableError
from speech.recognition.moonshine.tokenizer import BEGIN, Tokenizer

ENCODER = "encoder_model.ort"
DECODER = "decoder_model_merged.ort"
TOKENIZER = "tokenizer.bin"
FILES = (ENCODER, DECODER, TOKENIZER)
HEADS, WIDTH = 8, 36
SHORTEST = 1600
"""Samples that the encoder needs to make a frame of; shorter sound is filled up with silence."""

Array = NDArray[np.float32]
Tokens = tuple[int, ...]
Memory = Mapping[str, Array]
"""Keys and values of the decoder's layers, by the names of its inputs."""


class MoonshineModel:
    """The networks, loaded once; any thread may use them."""

    def __init__(self, folder: Path) -> None:
        """Raises EngineUnavailableError for a folder without them."""
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise EngineUnavailableError("moonshine.not_whole", folder=folder, part=missing[0])
        self.tokenizer = Tokenizer.load(folder / TOKENIZER)
        self._encoder, self._decoder = _session(folder / ENCODER), _session(folder / DECODER)
        names = [each.name for each in self._decoder.get_inputs()]
        self._memory = [name for name in names if name.startswith("past_key_values")]
        self._outputs = [each.name for each in self._decoder.get_outputs()]

    def encode(self, pcm: bytes) -> "EncodedSpeech":
        """Take 16 kHz mono PCM, some seconds of it."""
        wave = samples(pcm).astype(np.float32) / 32768
        wave = np.pad(wave, (0, max(0, SHORTEST - len(wave))))
        mask = np.ones((1, len(wave)), dtype=np.int64)
        frames = self._encoder.run(None, {"input_values": wave[None], "attention_mask": mask})[0]
        return EncodedSpeech(self, frames, mask)

    def decode(
        self, tokens: Sequence[int], frames: Array, mask: NDArray[np.int64], memory: Memory
    ) -> tuple[Array, dict[str, Array]]:
        """One more token a row: log-probabilities [rows, vocabulary] of the next, and the memory.

        An empty `memory` is that of the beginning. The sound's part of it is shared by all rows.
        """
        empty = np.zeros((1, HEADS, 0, WIDTH), dtype=np.float32)
        inputs: dict[str, Any] = {
            "input_ids": np.array(tokens, dtype=np.int64)[:, None],
            "encoder_hidden_states": frames,
            "encoder_attention_mask": mask,
            "use_cache_branch": np.array([bool(memory)]),
        }
        inputs |= memory or dict.fromkeys(self._memory, empty)
        found = dict(zip(self._outputs, self._decoder.run(None, inputs), strict=True))
        later = {name: found[name.replace("past_key_values", "present")] for name in self._memory}
        logits: Array = found["logits"][:, -1]
        _normalize(logits)
        return logits, later


class EncodedSpeech:
    """A stretch of sound as the decoder sees it, and what it said after every beginning so far."""

    def __init__(self, model: MoonshineModel, frames: Array, mask: NDArray[np.int64]) -> None:
        self._model, self._frames, self._mask = model, frames, mask
        first, memory = model.decode([BEGIN], frames, mask, {})
        self._sound = {name: part for name, part in memory.items() if ".encoder." in name}
        own = {name: part for name, part in memory.items() if ".encoder." not in name}
        self._known: dict[Tokens, tuple[Array, Memory]] = {(): (first[0], own)}

    def after(self, beginnings: Sequence[Tokens]) -> list[Array]:
        """Log-probabilities [vocabulary] of the token after each of these.

        They are of one length.
        """
        new = [beginning for beginning in beginnings if beginning not in self._known]
        if new:
            self.after(list(dict.fromkeys(beginning[:-1] for beginning in new)))
            self._ask(new)
        return [self._known[beginning][0] for beginning in beginnings]

    def _ask(self, beginnings: Sequence[Tokens]) -> None:
        before = [self._known[beginning[:-1]][1] for beginning in beginnings]
        memory = {name: np.concatenate([each[name] for each in before]) for name in before[0]}
        last = [beginning[-1] for beginning in beginnings]
        found, later = self._model.decode(last, self._frames, self._mask, {**memory, **self._sound})
        for row, beginning in enumerate(beginnings):
            own = {name: later[name][row : row + 1] for name in memory}
            self._known[beginning] = (found[row], own)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # several speakers are recognized at a time
    options.enable_cpu_mem_arena = False  # it would keep what its longest utterance took
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has one for every reason
        raise EngineUnavailableError("moonshine.not_loaded", file=path) from error


def _normalize(logits: Array) -> None:
    """Make log-probabilities of each row, in place: one row fits into the cache."""
    chances = np.empty(logits.shape[1], dtype=logits.dtype)
    for row in logits:
        np.subtract(row, row.max(), out=row)
        np.subtract(row, np.log(np.exp(row, out=chances).sum()), out=row)
