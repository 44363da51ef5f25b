"""The files that people upload, and how Discord's own client says no."""

from __future__ import annotations

from dataclasses import dataclass


class RefusedError(Exception):
    """Discord's own client would not let a person do this."""


@dataclass(frozen=True)
class File:
    """A file to upload; `seconds` makes it a voice message of that length."""

    name: str
    content: bytes
    content_type: str | None = None
    seconds: float | None = None
