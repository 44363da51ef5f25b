"""What lies in a folder while others work in it."""

import os
from collections.abc import Iterator
from pathlib import Path


def everything_in(folder: Path) -> Iterator[Path]:
    """All files and folders under `folder`; what vanishes meanwhile is left out, or not there any
    more when it is looked at. Links are not followed."""
    for where, folders, files in os.walk(folder):
        yield from (Path(where, name) for name in (*folders, *files))
