"""Marks of cases that fail today. They are strict: whoever mends one removes its mark."""

import pytest


def failing(reason: str) -> pytest.MarkDecorator:
    """Fails until mended, because of `reason`."""
    return pytest.mark.xfail(strict=True, reason=reason)
