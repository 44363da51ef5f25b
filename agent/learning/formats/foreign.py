"""Files that hold no examples we could read, known by how they begin, to be named for what they
are."""

from messages import Message

_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf\x27\x1c", "compressed"),
    (b"Rar!", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"fLaC", "sound"),
    (b"RIFF", "sound"),
    (b"SQLite format 3\0", "database"),
    (b"{\\rtf", "rich_text"),
)
_MARKUP = ((b"<!doctype html", "web_page"), (b"<html", "web_page"), (b"<?xml", "xml"))
_MEMBERS = (
    ("word/", "word"),
    ("ppt/", "slides"),
    ("content.xml", "opendocument"),
)


def by_beginning(content: bytes) -> Message | None:
    """What a file is by its first bytes, None if it may be one of ours."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    found = [name for beginning, name in _BEGINNINGS if content.startswith(beginning)]
    found += [name for beginning, name in _MARKUP if start.startswith(beginning)]
    return Message(f"file_kind.{found[0]}") if found else None


def by_members(names: list[str]) -> Message:
    """What a zip file is by the names of its members."""
    found = (kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names))
    return Message(f"file_kind.{next(found, 'zip')}")
