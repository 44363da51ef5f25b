"""Bytes to text: UTF-8, or what a byte order mark says."""

import codecs

from agent.learning.errors import DatasetError

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),  # begins like the mark of UTF-16
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
    (codecs.BOM_UTF8, "UTF-8-SIG"),
)


def decode(content: bytes) -> str:
    """The text of a file, without its byte order mark. Raises DatasetError."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "UTF-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-SIG")
        raise DatasetError("problem.not_unicode", byte=error.start + 1, encoding=name) from None
