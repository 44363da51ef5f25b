"""Packages that are not there on every Python."""

from importlib.util import find_spec

import pytest

needs_pocketsphinx = pytest.mark.skipif(
    find_spec("pocketsphinx") is None, reason="pocketsphinx has no wheel for this Python"
)
