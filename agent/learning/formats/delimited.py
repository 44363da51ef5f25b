"""Values with commas, semicolons or tabs between them."""

import csv
import io
from collections.abc import Iterator

from agent.learning.formats import table
from agent.learning.formats.fields import sides
from agent.learning.formats.record import Record, at, line


def recognises(text: str) -> bool:
    """Whether the first line is a header of ours."""
    header = _header(text)
    return sides([cell.strip('" ') for cell in header.split(_delimiter(header))]) is not None


def records(text: str) -> Iterator[Record]:
    """The rows below the header; blanks after a delimiter do not count. Raises DatasetError."""
    return table.records(_rows(text))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_delimiter(_header(text)),
        skipinitialspace=True,
        strict=True,
    )
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise at(line(reader.line_num), "problem.not_csv", reason=str(error)) from None
        if row is None:
            return
        yield reader.line_num, row


def _header(text: str) -> str:
    return text.lstrip().partition("\n")[0].partition("\r")[0]


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)
