"""Places that files can be had from: a web address here, packages in `wheels`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from downloads.transfer import transfer
from messages import Message, Progress


class Source(Protocol):
    """A place that has some files."""

    @property
    def name(self) -> Message:
        """What to call it in a message."""

    def get(self, name: str, target: Path, progress: Progress) -> None:
        """Write the file of that name to `target`. Raises DownloadError saying why it could not."""


@dataclass(frozen=True, slots=True)
class Host:
    """A web address below which the files are; what was broken off is resumed."""

    address: str
    name: Message

    def get(self, name: str, target: Path, progress: Progress) -> None:
        doing = Message("doing.downloading", {"source": self.name})
        transfer(f"{self.address}/{name}", target, progress, doing)
