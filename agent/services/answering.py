"""Sentences to answers: exact corrections first, then the model in use."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from agent.dialog.outcomes import Answered
from agent.dialog.requests import NO_ANSWER, Answer
from agent.learning.dataset import COUNTER_EXAMPLE
from agent.learning.errors import ModelDamaged, ModelError
from agent.learning.normalise import normalise
from agent.learning.predictor import Predictor
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.loaded import LoadedModels
from agent.services.origin import Origin, origin_of
from agent.services.stores import FIRST, STARTERS, Stores
from agent.storage.errors import NotThere, StorageError
from agent.storage.journal import Journal
from agent.storage.names import slug

log = logging.getLogger(__name__)


def shown(output: str) -> str:
    """An output of the data as people see it."""
    return NO_ANSWER if output == COUNTER_EXAMPLE else output


def taught(output: str) -> str:
    """An output as people type it, as the data has it."""
    return COUNTER_EXAMPLE if output == NO_ANSWER else output


@dataclass(frozen=True, slots=True)
class Served:
    """The model a workspace uses: its folder, its predictor, and where it came from."""

    folder: Path
    predictor: Predictor
    origin: Origin
    starter: bool

    @property
    def dataset(self) -> str:
        """The dataset that corrections of this model belong to."""
        return FIRST if self.starter else self.origin.dataset


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which model a workspace uses, whether it is in memory or not."""

    folder: Path
    origin: Origin
    starter: bool


class AnswerService:
    """The models in use, and the corrections on top of them."""

    def __init__(self, stores: Stores, journal: Journal, loaded: LoadedModels) -> None:
        self._stores = stores
        self._journal = journal
        self._loaded = loaded
        self._chosen: dict[str, _Choice] = {}
        self._corrections: dict[tuple[str, str], dict[str, str]] = {}
        self._lock = Lock()

    @property
    def handlers(self) -> Handlers:
        return {Answer: self._answer}

    def served(self, workspace: str) -> Served:
        """The model in use. Raises ModelError when there is none that can be served."""
        with self._lock:
            if workspace in self._chosen:
                try:
                    return self._load(self._chosen[workspace])
                except (ModelError, OSError, ValueError):  # damaged since it was let go
                    del self._chosen[workspace]
            served = self._open(workspace)
            self._chosen[workspace] = _Choice(served.folder, served.origin, served.starter)
            return served

    def corrections(self, workspace: str, dataset: str) -> dict[str, str]:
        """The right answers by normalised sentence."""
        with self._lock:
            key = (workspace, dataset)
            if key not in self._corrections:
                active = self._journal.active_corrections(workspace, dataset)
                self._corrections[key] = {c.key: c.right for c in active}
            return self._corrections[key]

    def changed(self, workspace: str) -> None:
        """Another model is in use: load it when next asked."""
        with self._lock:
            before = self._chosen.pop(workspace, None)
        if before is not None and not before.starter:
            self._loaded.drop(before.folder)
        self.corrected(workspace)

    def corrected(self, workspace: str) -> None:
        """The corrections changed: read them again when next asked."""
        with self._lock:
            for key in [key for key in self._corrections if key[0] == workspace]:
                del self._corrections[key]

    def still(self, workspace: str, served: Served) -> bool:
        """Whether this model is still the one in use."""
        return self.served(workspace).folder == served.folder

    def latest_of(self, workspace: str, dataset: str) -> Predictor:
        """The latest model trained from a dataset. Raises NotThere when there is none."""
        stores = self._stores.of(workspace)
        for version in reversed(stores.models.versions()):
            folder = stores.workspace.models / version
            if origin_of(folder).dataset == slug(dataset):
                return self._loaded.get(folder)
        raise NotThere("model.none_of_dataset", dataset=dataset)

    def answer(self, workspace: str, text: str) -> Answered:
        served = self.served(workspace)
        corrected = self.corrections(workspace, served.dataset).get(normalise(text))
        if corrected is not None:
            return Answered(text, shown(corrected), 1.0, known=True)
        prediction = served.predictor.predict(text)
        known = prediction.known or prediction.output == COUNTER_EXAMPLE
        output, confidence = shown(prediction.output), prediction.confidence
        return Answered(text, output, confidence, known, choices=prediction.choices)

    def _answer(self, context: RequestContext, request: Answer) -> Answered:
        answered = self.answer(context.workspace, request.text)
        return replace(answered, may_teach=context.may_teach)

    def _open(self, workspace: str) -> Served:
        """The workspace's own model, the ones before it while damaged, at last the starter's."""
        for name in dict.fromkeys((workspace, STARTERS)):
            for folder in self._candidates(name):
                try:
                    choice = _Choice(folder, origin_of(folder), name == STARTERS)
                    return self._load(choice)
                except (ModelDamaged, OSError, ValueError) as error:
                    log.warning("model %s is not served: %s", folder.name, type(error).__name__)
        raise ModelError("There is no model yet; say train to make one.")

    def _load(self, choice: _Choice) -> Served:
        predictor = self._loaded.get(choice.folder)
        return Served(choice.folder, predictor, choice.origin, choice.starter)

    def _candidates(self, workspace: str) -> list[Path]:
        models = self._stores.of(workspace).models
        try:
            current = models.current()
        except NotThere:
            current = None
        except StorageError:
            return []
        if current is None and not models.versions():
            return []
        before = [v for v in reversed(models.versions()) if current is None or v < current.name]
        root = self._stores.of(workspace).workspace.models
        return [*([current] if current else []), *(root / version for version in before)]
