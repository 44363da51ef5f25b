"""A model folder that anybody can use: with a program of its own, and as one archive."""

import json
import shutil
import zipfile
from pathlib import Path

from agent.learning.errors import ModelError
from agent.learning.folder import PREDICT, WORDS, read_settings, verify
from agent.learning.opposites import tables
from agent.learning.wordlist import common

ENCODER = "encoder"

_TEMPLATE = Path(__file__).with_name("standalone.py")


def place_program(folder: Path) -> None:
    """Put `predict.py` and the words it knows beside a model."""
    shutil.copyfile(_TEMPLATE, folder / PREDICT)
    words = {"common": common(), **tables()}
    (folder / WORDS).write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def export(folder: Path, target: Path, encoder: Path | None) -> None:
    """Write the model in `folder` into the zip archive `target`, with the `encoder` it wants.

    Raises ModelDamaged, or ModelError for a model of a version that had no program.
    """
    verify(folder)
    if not (folder / PREDICT).exists():
        raise ModelError("model.without_program", model=folder.name)
    wanted = read_settings(folder).encoder
    part = target.with_name(f".{target.name}")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.iterdir() if path.is_file()):
            archive.write(path, f"{target.stem}/{path.name}")
        for path in sorted(encoder.iterdir()) if wanted and encoder else ():
            archive.write(path, f"{target.stem}/{ENCODER}/{path.name}")
    part.replace(target)
