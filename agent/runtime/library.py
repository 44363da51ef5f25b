"""What the runner asks of what the workspaces keep."""

from pathlib import Path
from typing import Protocol

from agent.dialog.turns import Taught


class Library(Protocol):
    """Files, and what was taught."""

    def locate(self, workspace: str, path: str) -> Path:
        """The file at a path of a workspace."""

    def taught(self, workspace: str) -> Taught:
        """What was taught there when it was last looked up."""

    def look_up(self, workspace: str) -> None:
        """Look on the disk what was taught; raises nothing."""
