"""Models in memory, not more of them than there is room for."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from agent.learning.predictor import Predictor

Load = Callable[[Path], Predictor]


class LoadedModels:
    """Predictors by folder, loaded when first asked for; of more than `most`, the one that was
    unused for longest is let go. Shared by threads."""

    def __init__(self, load: Load, most: int) -> None:
        self._load = load
        self._most = most
        self._models: OrderedDict[Path, Predictor] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._models)

    def get(self, folder: Path) -> Predictor:
        """The model in a folder. Raises what loading it raises."""
        with self._lock:
            if folder not in self._models:
                self._models[folder] = self._load(folder)
            self._models.move_to_end(folder)
            while len(self._models) > self._most:
                self._models.popitem(last=False)
            return self._models[folder]

    def drop(self, folder: Path) -> None:
        """Forget a model whose folder may become another's."""
        with self._lock:
            self._models.pop(folder, None)
