"""Vosk's models: the vendor's list, and downloads that resume, are checked and unpack safely."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import requests

from downloads.errors import DownloadError
from downloads.transfer import transfer
from messages import Message, Progress
from speech.unpacking import unpack

LIST_URL = "https://alphacephei.com/vosk/models/model-list.json"
TIMEOUT = (5.0, 30.0)
"""Seconds to connect, and between two pieces of a download."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LANGUAGE = re.compile(r"vosk-model(?:-small)?-([a-z]{2,3}(?:-[a-z]{2})?)(?=-|$)")


@dataclass(frozen=True, slots=True)
class VoskModel:
    """An entry of the vendor's list."""

    name: str
    language: str
    language_name: str
    size: int
    """Bytes to download."""
    size_text: str
    kind: str
    """"small" for a home server, "big" and others for more memory."""
    md5: str
    url: str


def vosk_models(list_url: str = LIST_URL) -> list[VoskModel]:
    """The models on offer, without the obsolete; raises DownloadError where there is no list."""
    try:
        answer = requests.get(list_url, timeout=TIMEOUT)
        answer.raise_for_status()
        models = [_model(entry) for entry in answer.json() if entry["obsolete"] != "true"]
    except (KeyError, TypeError, ValueError) as error:
        raise DownloadError("vosk.no_list", address=list_url) from error
    except requests.RequestException as error:
        raise _unreachable(list_url, error) from error
    if not models:
        raise DownloadError("vosk.no_list", address=list_url)
    return models


def _unreachable(address: str, error: requests.RequestException) -> DownloadError:
    if error.response is not None:
        code = error.response.status_code
        return DownloadError("vosk.list_unanswered", address=address, code=code)
    if isinstance(error, requests.Timeout):
        return DownloadError("vosk.list_too_slow", address=address)
    return DownloadError("vosk.list_unreachable", address=address)


def choose(models: Sequence[VoskModel], name: str = "", language: str = "en-us") -> VoskModel:
    """The model of that name, or the small one for a language; raises DownloadError for none."""
    named = {model.name: model for model in models}
    if name in named:
        return named[name]
    if name:
        if near := get_close_matches(name, named, n=3, cutoff=0.3):
            raise DownloadError("vosk.unknown_near", name=name, near=tuple(near))
        raise DownloadError("vosk.unknown", name=name)
    for model in models:
        if model.language == language and model.kind == "small":
            return model
    known = tuple(sorted({model.language for model in models}))
    raise DownloadError("vosk.no_language", language=language, known=known)


def fetch(model: VoskModel, folder: Path, progress: Progress) -> Path:
    """Download, check and unpack a model below `folder`; returns its own folder.

    What a broken connection left is gone on with. Raises DownloadError.
    """
    target = folder / model.name
    if target.is_dir():
        return target
    archive = folder / f".{model.name}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        doing = Message("doing.downloading_model", {"name": model.name})
        transfer(model.url, archive, progress, doing)
        _check(model, archive)
        unpack(archive, target)
        archive.unlink()
    except OSError as error:
        raise DownloadError(
            "vosk.unwritable", name=model.name, folder=folder, reason=error.strerror
        ) from error
    return target


def language_of(folder: Path) -> str | None:
    """The language in a model folder's name: "en-us" of vosk-model-small-en-us-0.15."""
    match = LANGUAGE.match(folder.name)
    return match.group(1) if match else None


def installed(folder: Path) -> dict[str, Path]:
    """The models below a folder by language; a large one counts before a small one."""
    models = sorted(folder.glob("vosk-model*"), key=lambda path: "-small-" not in path.name)
    found = {language_of(path): path for path in models if path.is_dir()}
    return {language: path for language, path in found.items() if language is not None}


def _model(entry: Any) -> VoskModel:
    if not NAME.fullmatch(entry["name"]) or not entry["url"].startswith(("https://", "http://")):
        raise ValueError(entry["name"])
    return VoskModel(
        name=entry["name"],
        language=entry["lang"],
        language_name=entry["lang_text"],
        size=int(entry["size"]),
        size_text=entry["size_text"],
        kind=entry["type"],
        md5=entry["md5"],
        url=entry["url"],
    )


def _check(model: VoskModel, archive: Path) -> None:
    with archive.open("rb") as file:
        found = hashlib.file_digest(file, "md5").hexdigest()
    if found != model.md5:
        archive.unlink()
        raise DownloadError("vosk.bad_download", name=model.name)
