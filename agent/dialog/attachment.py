"""Files that users hand over: of examples, or as a part of what is to be answered."""

from dataclasses import dataclass

EMBEDDED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in words for files that came along with them and are not kept yet."""
DATA_FILES = (
    ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".yml", ".yaml", ".xlsx", ".zip",
)  # fmt: skip
"""How the names of files of examples end, as far as we name them."""
MEDIA_FILES = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".heic", ".mp3", ".ogg", ".wav",
    ".flac", ".m4a", ".opus", ".mp4", ".mov", ".webm", ".mkv", ".pdf",
)  # fmt: skip
"""The same of what is never one."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a user handed over."""

    name: str
    content: bytes

    @property
    def is_data(self) -> bool:
        """Whether it is a file of examples, by its name."""
        return self.name.lower().endswith(DATA_FILES)

    @property
    def is_media(self) -> bool:
        """Whether it can be none: a picture, a sound, a video."""
        return self.name.lower().endswith(MEDIA_FILES)
