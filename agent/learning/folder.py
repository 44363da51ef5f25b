"""The files of a model folder, and the manifest that tells whether they are the ones written."""

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from agent import __version__
from agent.learning.errors import ModelDamaged

GRAPH = "model.onnx"
SETTINGS = "settings.json"
MEMORY = "memory.json"
REPORT = "report.json"
TRIAL = "trial.json"
HELD_OUT = "held_out.json"
PICTURE = "report.png"
PREDICT = "predict.py"
WORDS = "words.json"
MANIFEST = "manifest.json"
BESIDE = frozenset({REPORT, TRIAL, HELD_OUT, PICTURE, PREDICT, WORDS})
"""What tells of a model or goes along with its export: it serves as well without."""


class ServingSettings(BaseModel):
    """What a predictor has to know besides weights and vocabulary.

    `outputs` name the classes in the graph's order; `encoder` is the fingerprint of the sentence
    encoder whose embeddings the graph wants, if it wants any; `judged` says that answers are
    accepted by a judge, not by the probability alone, which is asked back from `ask` on, if that is
    not None.
    """

    model_config = ConfigDict(frozen=True)

    outputs: tuple[str, ...]
    threshold: float
    ask: float | None = None
    encoder: str | None
    judged: bool = False


def metadata(settings: ServingSettings) -> dict[str, str]:
    """The same in the graph's own metadata, for whoever has that file alone."""
    return {
        "understudy.version": __version__,
        "understudy.labels": json.dumps(settings.outputs, ensure_ascii=False),
        "understudy.threshold": repr(settings.threshold),
        "understudy.encoder": settings.encoder or "",
    }


def seal(folder: Path) -> None:
    """Write the manifest: the SHA-256 of every file in the folder."""
    sums = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
    (folder / MANIFEST).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def verify(folder: Path, but: frozenset[str] = frozenset()) -> None:
    """Raise ModelDamaged if a file of the manifest, `but` for these, is missing or has changed."""
    for name, expected in _manifest(folder).items():
        if name in but:
            continue
        try:
            found = _checksum(folder / name)
        except OSError:
            raise ModelDamaged("model.file_missing", file=name, model=folder.name) from None
        if found != expected:
            raise ModelDamaged("model.file_changed", file=name, model=folder.name)


def read_settings(folder: Path) -> ServingSettings:
    """The serving settings of a verified folder."""
    try:
        return ServingSettings.model_validate_json((folder / SETTINGS).read_bytes())
    except ValidationError:
        raise ModelDamaged("model.other_version", file=SETTINGS, model=folder.name) from None


def encoder_of(folder: Path) -> str | None:
    """The fingerprint of the encoder that the model wants; None where it wants none, or where its
    folder says nothing any more, which `verify` tells."""
    try:
        return read_settings(folder).encoder
    except (OSError, ModelDamaged):
        return None


def _manifest(folder: Path) -> dict[str, str]:
    try:
        sums = json.loads((folder / MANIFEST).read_bytes())
    except OSError:
        raise ModelDamaged("model.file_missing", file=MANIFEST, model=folder.name) from None
    except ValueError:
        raise ModelDamaged("model.file_broken", file=MANIFEST, model=folder.name) from None
    if not isinstance(sums, dict) or not {GRAPH, SETTINGS, MEMORY} <= sums.keys():
        raise ModelDamaged("model.no_files", file=MANIFEST, model=folder.name)
    return sums


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
