"""Excel's .xlsx: the one sheet with a header of ours."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from agent.learning.errors import DatasetError
from agent.learning.formats import table, zipped
from agent.learning.formats.fields import sides
from agent.learning.formats.record import Record

MOST_ROWS = 200_000
MOST_COLUMNS = 100

_DEFINITIONS = ("<!DOCTYPE", "<!ENTITY")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_UNREADABLE = (ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError)


def recognises(archive: ZipFile) -> bool:
    """Whether it is a workbook."""
    return "xl/workbook.xml" in archive.namelist()


def records(content: bytes, archive: ZipFile) -> Iterator[Record]:
    """The rows of the sheet. Raises DatasetError where no sheet, or several, have the columns."""
    from openpyxl import load_workbook  # a quarter of a second, for workbooks only

    _refuse_definitions(archive)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(_rows(_sheet(workbook)))
    except DatasetError:
        raise
    except _UNREADABLE as error:
        raise DatasetError("problem.broken_spreadsheet") from error
    return table.records(iter(rows))


def _refuse_definitions(archive: ZipFile) -> None:
    """No workbook defines entities, which can stand for gigabytes."""
    marks = [mark.encode(encoding) for mark in _DEFINITIONS for encoding in _ENCODINGS]
    for name in archive.namelist():
        content = zipped.member(archive, name) if name.endswith((".xml", ".rels")) else b""
        if any(mark in content for mark in marks):
            raise DatasetError("problem.broken_spreadsheet")


def _sheet(workbook: Any) -> Any:
    sheets = workbook.worksheets
    found = [s for s in sheets if any(sides(row) for _, row in islice(_rows(s), 1))]
    if len(found) == 1:
        return found[0]
    if len(sheets) == 1:
        raise DatasetError("problem.no_columns")
    names = [sheet.title for sheet in found or sheets]
    raise DatasetError("problem.several_sheets", sheets=names, with_columns=len(found))


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, by number."""
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS:
            raise DatasetError("problem.long_sheet", most=MOST_ROWS)
        cells = list(map(_text, row))
        if any(cells):
            yield number, cells


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
        case _:
            return str(cell).strip()
