"""Which data a model was trained from: a small file in the model's folder."""

from pathlib import Path

from pydantic import BaseModel

from agent.storage.atomic import write_file
from agent.storage.errors import explained

FILE = "origin.json"


class Origin(BaseModel):
    """Name, version and archive of the dataset, the last correction and the last edit in it."""

    dataset: str
    version: str
    archive: str = ""
    correction: int = 0
    edit: int = 0

    def write(self, folder: Path) -> None:
        with explained("could_not.keep_origin"):
            write_file(folder / FILE, self.model_dump_json(indent=1).encode())


def origin_of(folder: Path) -> Origin:
    """Raises OSError or ValueError where the file is missing or damaged."""
    return Origin.model_validate_json((folder / FILE).read_bytes())
