"""The sentence encoders that are installed, and which of them serves."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from agent.learning.encoder.encoder import GRAPH, OnnxEncoder, fingerprint
from agent.learning.language import is_english

AUTO, NONE = "auto", "none"

_FOLDERS = {
    "minilm": "encoder",
    "multilingual": "encoder-multilingual",
    "mpnet": "encoder-mpnet",
}
_ENGLISH = ("mpnet", "minilm", "multilingual")
_OTHERS = ("multilingual", "mpnet", "minilm")


def folder_of(name: str, models: Path) -> Path:
    """Where an encoder of CHOICES lies in a folder of models."""
    return models / _FOLDERS[name]


class Encoders:
    """Encoders in several folders of models, the nearest first; each is loaded when first needed.

    `wanted` is one of CHOICES, the folder of one's own, AUTO for the best there is for the language
    of the texts, or NONE.
    """

    def __init__(self, models: Sequence[Path], wanted: str) -> None:
        self._models = models
        self._wanted = wanted
        self._load = cache(OnnxEncoder)
        self._fingerprint = cache(lambda folder, _: fingerprint(folder))

    def folders(self) -> dict[str, Path]:
        """The encoders that are installed, by name."""
        found = {
            name: folder
            for name in _FOLDERS
            for models in reversed(self._models)
            if (folder := folder_of(name, models)).is_dir()
        }
        own = Path(self._wanted)
        if self._wanted not in {AUTO, NONE, *_FOLDERS} and own.is_dir():
            found[self._wanted] = own
        return found

    def of_texts(self, texts: Sequence[str]) -> OnnxEncoder | None:
        """The one to learn these with. Raises EncoderError where it cannot be loaded."""
        folders = self.folders()
        name = next((name for name in self._order(texts) if name in folders), None)
        return self._load(folders[name]) if name else None

    def of_model(self, wanted: str | None) -> OnnxEncoder | None:
        """The one with this fingerprint. Raises EncoderError where it cannot be loaded."""
        folder = self.find(wanted) if wanted else None
        return self._load(folder) if folder else None

    def has(self, wanted: str) -> bool:
        """Whether there is one with this fingerprint."""
        return self.find(wanted) is not None

    def _order(self, texts: Sequence[str]) -> tuple[str, ...]:
        if self._wanted != AUTO:
            return (self._wanted,)
        return _ENGLISH if is_english(texts) else _OTHERS

    def find(self, wanted: str) -> Path | None:
        """The folder of the one with this fingerprint."""
        folders = self.folders().values()
        return next((folder for folder in folders if self._known(folder) == wanted), None)

    def _known(self, folder: Path) -> str:
        """The fingerprint, which takes a while to find, once for each file that is put there."""
        graph = folder / GRAPH
        return self._fingerprint(folder, graph.stat().st_mtime_ns if graph.is_file() else 0)
