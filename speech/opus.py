"""Opus by discord.py's codec: the system's libopus where there is one, else the one in PyAV."""

import ctypes.util
from pathlib import Path

import av
from discord import opus

from speech.errors import EngineUnavailableError


def load_opus() -> str:
    """Make libopus ready for discord.py and say which library it is; calling twice is harmless.

    Raises EngineUnavailableError where neither the system nor PyAV's wheel has one.
    """
    library = ctypes.util.find_library("opus") or _bundled()
    if library is None:
        raise EngineUnavailableError("opus.missing")
    if not opus.is_loaded():
        opus.load_opus(library)
    return library


def _bundled() -> str | None:
    """PyAV's wheel keeps its libraries beside the package (Linux, Windows) or in it (macOS)."""
    package = Path(av.__file__).parent
    for folder in (package.parent / "av.libs", package / ".dylibs"):
        for library in sorted(folder.glob("libopus-*")) + sorted(folder.glob("libopus.*")):
            return str(library)
    return None
