"""Rows under a header, of whatever kind of file."""

from collections.abc import Iterator, Sequence

from agent.learning.formats.fields import sides
from agent.learning.formats.record import Record, at, line

Row = tuple[int, Sequence[str]]


def records(rows: Iterator[Row]) -> Iterator[Record]:
    """The rows, each with its number, as records; the first one is the header.

    Rows with nothing in them are skipped. Raises DatasetError for a row that is too short, and for
    one that has more in it than the header names, since half an answer may stand there.
    """
    number, header = next(filter(_is_filled, rows), (1, ()))
    found = sides(header)
    if found is None:
        raise at(line(number), "problem.no_header")
    return _records(rows, _width(header), *found)


def _records(rows: Iterator[Row], columns: int, input_: int, output: int) -> Iterator[Record]:
    least = max(input_, output) + 1
    for number, row in filter(_is_filled, rows):
        if len(row) < least:
            raise at(line(number), "problem.too_few_columns", least=least, found=len(row))
        if _width(row) > columns:
            raise at(line(number), "problem.too_many_columns", most=columns, found=_width(row))
        yield Record(line(number), {"input": row[input_], "output": row[output]})


def _is_filled(row: Row) -> bool:
    return _width(row[1]) > 0


def _width(row: Sequence[str]) -> int:
    """Columns up to the last one with something in it."""
    return max((column for column, cell in enumerate(row, 1) if cell.strip()), default=0)
