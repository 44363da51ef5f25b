"""The model versions of a workspace, which of them is in use, and which were before."""

from pathlib import Path

from agent.storage.workspace import Workspace


class ModelRegistry:
    """Version folders "0001", "0002", …, each whole and never changed, and a pointer to one."""

    def __init__(self, workspace: Workspace) -> None:
        self._models = workspace.models

    def begin(self) -> Path:
        """A new empty folder to make a model in; to be published or abandoned."""
        raise NotImplementedError

    def publish(self, temp: Path) -> str:
        """Make a folder from `begin` the next version, all of it at once; returns its name."""
        raise NotImplementedError

    def abandon(self, temp: Path) -> None:
        """Remove a folder from `begin` that will not be published."""
        raise NotImplementedError

    def use(self, version: str) -> Path:
        """Point to a version from now on; returns its folder."""
        raise NotImplementedError

    def current(self) -> Path | None:
        """The folder of the version in use, or None. Raises NotThere when it has vanished."""
        raise NotImplementedError

    def versions(self) -> list[str]:
        """All version names, oldest first."""
        raise NotImplementedError

    def rollback(self) -> str:
        """Use the version that was in use before, and again the one before that."""
        raise NotImplementedError

    def discard(self, version: str) -> None:
        """Remove a version that is not in use."""
        raise NotImplementedError

    def sweep(self) -> int:
        """Remove what crashed processes left half-made; returns how many folders."""
        raise NotImplementedError
