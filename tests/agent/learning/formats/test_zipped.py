"""Spreadsheets and exports are read within bounds; other files are named for what they are."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.learning.dataset import DatasetError, parse
from agent.learning.formats import spreadsheet, zipped

Sheets = Mapping[str, Sequence[Sequence[object]]]


def archive(members: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


def workbook(sheets: Sheets) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(DatasetError) as error:
        parse(content, name)
    return str(error.value)


HEADER = ("Question", "id", "Answer")


def test_the_sheet_with_the_columns_is_read_and_numbers_are_text() -> None:
    rows = [(), HEADER, ("how many", 1, 42.0), (), ("since when", 2, datetime(2020, 1, 2, 3, 4))]
    content = workbook({"notes": [("do not touch",)], "faq": rows})
    examples = parse(content, "faq.bin").examples
    assert [(e.input, e.output) for e in examples] == [
        ("how many", "42"),
        ("since when", "2020-01-02 03:04:00"),
    ]


@pytest.mark.parametrize(
    ("sheets", "says"),
    [
        ({"a": [("x", "y")], "b": [("z",)]}, "several sheets (a, b), and none has a header"),
        ({"a": [HEADER], "b": [HEADER], "c": []}, "several sheets (a, b), and not just one has"),
        ({"a": [("x", "y")]}, "a spreadsheet without a header"),
        ({"a": [HEADER, ("hi", 1, "hello", "friend")]}, "line 2: found 4 columns"),
        ({"a": [HEADER]}, "no examples"),
    ],
)
def test_a_spreadsheet_that_is_not_read_is_called_one(sheets: Sheets, says: str) -> None:
    assert says in refusal(workbook(sheets), "a.xlsx")


def test_a_long_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    rows = [HEADER, *[("hi", 1, "hello")] * 3]
    assert "more than 3 rows" in refusal(workbook({"a": rows}), "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_spreadsheet_with_entities_is_refused_unparsed(encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'
    file = io.BytesIO(workbook({"a": [HEADER]}))
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("xl/extra.xml", bomb.encode(encoding))
    assert "this spreadsheet is broken" in refusal(file.getvalue(), "a.xlsx")


def test_a_zip_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = archive({f"intents/{n}_usersays_en.json": "[]" + " " * 999 for n in range(3)})
    monkeypatch.setattr(zipped, "MOST_BYTES", 2_000)
    assert "holds more than" in refusal(content, "a.zip")
    monkeypatch.setattr(zipped, "MOST_BYTES", 2**20)
    monkeypatch.setattr(zipped, "MOST_MEMBERS", 2)
    assert "holds more than 2 files" in refusal(content, "a.zip")


SAID = json.dumps([{"data": [{"text": "see "}, {"text": "you"}]}])


def test_an_export_answers_in_the_language_of_the_phrases() -> None:
    messages = [{"lang": "de", "speech": "Tschüss."}, {"lang": "en", "speech": ["Bye.", "So long"]}]
    members = {
        "shop/intents/bye.json": {"name": "bye", "responses": [{"messages": messages}]},
        "shop/intents/none.json": {"name": "none", "responses": []},
    }
    files = {name: json.dumps(value) for name, value in members.items()}
    files |= {f"shop/intents/{name}_usersays_en.json": SAID for name in ("bye", "none")}
    examples = parse(archive(files), "shop.zip").examples
    assert [(e.input, e.output) for e in examples] == [
        ("see you", "Bye. | So long"),
        ("see you", "none"),
    ]


def test_an_export_that_lacks_a_file_says_which() -> None:
    content = archive({"intents/bye_usersays_en.json": SAID})
    assert "intents/bye.json is missing" in refusal(content, "a.zip")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (archive({"word/document.xml": "<x/>"}), "a Word document"),
        (archive({"content.xml": "<x/>"}), "an OpenDocument file"),
        (archive({"photo.jpg": ""}), "a zip file of something else"),
        (archive({"photo.jpg": "x" * 99})[:60], "this zip file is broken"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "a file of an old Office"),
        (b"\x1f\x8b\x08\0", "a compressed file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\n<!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><aiml>", "XML"),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, says: str) -> None:
    assert says in refusal(content, "data.csv")


@pytest.mark.parametrize("cut", [30, 200, 1_000, -30])
def test_a_damaged_workbook_is_refused_in_a_sentence(cut: int) -> None:
    content = workbook({"a": [HEADER, ("hi", 1, "hello")]})
    assert "broken" in refusal(content[:cut], "a.xlsx")


def test_a_zip_that_begins_before_its_beginning_is_broken() -> None:
    content = bytearray(workbook({"a": [HEADER]}))
    directory = content.rindex(b"PK\x05\x06") + 16
    content[directory : directory + 4] = b"\xff\xff\xff\xfe"
    assert "this zip file is broken" in refusal(bytes(content), "a.xlsx")


@cache
def a_workbook() -> bytes:
    """Always the same: the time is in it, and its length."""
    return workbook({"a": [HEADER, ("hi", 1, "hello")]})


@settings(max_examples=20)
@given(st.data())
def test_a_workbook_with_odd_bytes_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(a_workbook())
    for place in data.draw(st.lists(st.integers(4, len(content) - 1), min_size=1, max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        parse(bytes(content), "a.xlsx")
    except DatasetError as error:
        assert str(error).endswith(".")


@settings(max_examples=20)
@given(st.text(alphabet='<>/abc"= &;#', max_size=60))
def test_a_sheet_of_odd_xml_is_read_or_refused(xml: str) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook({"a": [HEADER]}))) as whole:
        members = {name: whole.read(name).decode() for name in whole.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", f"<sheetData>{xml}")
    try:
        parse(archive(members), "a.xlsx")
    except DatasetError as error:
        assert str(error).endswith(".")
