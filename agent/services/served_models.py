"""Which model of a workspace is in use, also where one is damaged."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from agent.learning.errors import ModelDamaged, ModelError
from agent.learning.predictor import Predictor
from agent.runtime.dispatcher import RequestContext
from agent.services.loaded import LoadedModels
from agent.services.origin import Origin, origin_of
from agent.services.stores import FIRST, STARTERS, Stores
from agent.storage.errors import NotThere, StorageError
from agent.storage.names import shown as quoted
from agent.storage.names import slug
from messages import Message

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Served:
    """A model that is served: its folder, its predictor, and where it came from."""

    folder: Path
    predictor: Predictor
    origin: Origin

    @property
    def dataset(self) -> str:
        """The dataset that corrections of this model belong to."""
        return self.origin.dataset

    @property
    def is_ours(self) -> bool:
        """Whether it is our own small talk, which belongs to no workspace."""
        return self.origin.dataset == STARTERS


class ServedModels:
    """The models in use; one that is damaged is stood in for by the one before it."""

    def __init__(
        self, stores: Stores, loaded: LoadedModels, can_serve: Callable[[Path], bool]
    ) -> None:
        """`can_serve` says of a model's folder whether the encoder that it wants is here."""
        self._stores = stores
        self._loaded = loaded
        self._can_serve = can_serve
        self._chosen: dict[str, tuple[Path, Origin]] = {}
        self._damaged: dict[str, Message] = {}
        self._told: set[tuple[str, str]] = set()
        self._lock = Lock()

    def served(self, workspace: str) -> Served:
        """The model in use. Raises ModelError where nothing was taught yet that can be served."""
        with self._lock:
            if workspace in self._chosen:
                try:
                    return self._load(*self._chosen[workspace])
                except (ModelError, OSError, ValueError):  # damaged since it was let go
                    del self._chosen[workspace]
            served = self._open(workspace)
            self._chosen[workspace] = (served.folder, served.origin)
            return served

    def own(self, workspace: str) -> Served | None:
        """The model in use, None where there is none."""
        try:
            return self.served(workspace)
        except ModelError:
            return None

    def lacks_encoder(self, workspace: str) -> bool:
        """Whether the model in use cannot be served, since its sentence encoder is gone or was
        exchanged."""
        try:
            current = self._stores.of(workspace).models.current()
        except StorageError:
            return False
        return current is not None and not self._can_serve(current)

    def version(self, workspace: str, model: str) -> Served:
        """A model by its version, to be tested; empty for the one in use, else our own small talk.
        Raises ModelError, NotThere."""
        if not model:
            return self.own(workspace) or self.served(STARTERS)
        stores = self._stores.of(workspace)
        if model not in stores.models.versions():
            raise NotThere("model.missing", version=model)
        folder = stores.workspace.models / model
        return self._load(folder, origin_of(folder))

    def changed(self, workspace: str) -> None:
        """Another model is in use: load it when next asked."""
        with self._lock:
            before = self._chosen.pop(workspace, None)
            self._damaged.pop(workspace, None)
            self._told = {place for place in self._told if place[0] != workspace}
        if before is not None:
            self._loaded.drop(before[0])

    def still(self, workspace: str, before: Served | None) -> bool:
        """Whether this model, or none, is still the one in use."""
        now = self.own(workspace)
        return (now and now.folder) == (before and before.folder)

    def latest_of(self, workspace: str, dataset: str) -> Predictor:
        """The latest model trained from a dataset. Raises NotThere when there is none."""
        stores = self._stores.of(workspace)
        for version in reversed(stores.models.versions()):
            folder = stores.workspace.models / version
            if origin_of(folder).dataset == slug(dataset):
                return self._loaded.get(folder)
        raise NotThere("model.none_of_dataset", dataset=quoted(dataset))

    def tell_of_damage(self, context: RequestContext) -> None:
        """Say what cannot be served, once to each who can mend it."""
        place = (context.workspace, context.user)
        damage = self._damaged.get(context.workspace)
        if damage is not None and context.may_teach and place not in self._told:
            self._told.add(place)
            context.tell(damage)

    def _open(self, workspace: str) -> Served:
        """The workspace's own model, the ones before it while it is damaged."""
        candidates, lost = self._candidates(workspace)
        for folder in candidates:
            try:
                served = self._load(folder, origin_of(folder))
            except (ModelDamaged, OSError, ValueError) as error:
                log.warning("model %s is not served: %s", folder.name, type(error).__name__)
                if self._can_serve(folder):  # else it is learned anew by itself
                    self._damaged.setdefault(workspace, self._damage(workspace, folder))
            else:
                if lost:
                    self._heal(workspace, folder.name)
                return served
        if lost:
            self._heal(workspace, None)
        raise ModelError("model.none")

    def _heal(self, workspace: str, version: str | None) -> None:
        """What was in use is not known any more: it is the newest model that is whole."""
        log.warning("which model of %s is in use was lost; it is %s now", workspace, version)
        self._stores.of(workspace).models.heal(version)
        if version is not None:
            self._damaged[workspace] = Message("model.pointer_healed", {"model": version})

    def _damage(self, workspace: str, folder: Path) -> Message:
        """What to tell of a model that cannot be served, and how it is had again."""
        selected = self._stores.of(workspace).datasets.selected()
        name = selected.name if selected else FIRST
        return Message("model.not_served", {"model": folder.name, "dataset": name})

    def _load(self, folder: Path, origin: Origin) -> Served:
        return Served(folder, self._loaded.get(folder), origin)

    def _candidates(self, workspace: str) -> tuple[list[Path], bool]:
        """What may be served, the best first, and whether it is lost which model is in use. A model
        that waits for a yes is not."""
        models = self._stores.of(workspace).models
        root = self._stores.of(workspace).workspace.models
        newest_first = [root / version for version in reversed(models.versions())]
        try:
            current = models.current()
        except StorageError:  # the pointer is damaged, or points to what has vanished
            return newest_first, True
        if current is None:
            return [], False
        before = [each for each in newest_first if int(each.name) < int(current.name)]
        return [current, *before], False
