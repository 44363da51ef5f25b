"""Text is told by its look, then by its name; tables lose nothing on the way."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.learning.dataset import DatasetError, parse
from agent.learning.formats import arrows, delimited, yaml_value
from agent.learning.normalise import tidy

LINES = "hi => hello\n\nis a -> b right => yes\n"
TABLE = "input\toutput\nhi\thello\nis a -> b right\tyes\n"
PAIRS = [("hi", "hello"), ("is a -> b right", "yes")]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "unnamed", "a.yml"])
@pytest.mark.parametrize("text", [LINES, TABLE, "\n" + TABLE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_wrong_name_and_any_unicode_do_no_harm(name: str, text: str, encoding: str) -> None:
    examples = parse(text.encode(encoding), name).examples
    assert [(e.input, e.output) for e in examples] == PAIRS


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("hello", "line 1: expected question => answer"),
        ("hi => hello\nbye\n", "line 2: expected question => answer"),
        ("hi =>\n", 'line 1: "output" is empty'),
        ("=> hi\n", 'line 1: "input" is empty'),
    ],
)
def test_a_line_without_both_halves_is_named(content: str, says: str) -> None:
    with pytest.raises(DatasetError) as error:
        parse(content.encode(), "a.txt")
    assert says in str(error.value)


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_comments_among_lines_with_arrows_are_passed_over(name: str) -> None:
    text = "# my lessons\n\n// the first\nhi => hello\n  # done\n#1 => one\n"
    examples = parse(text.encode(), name).examples
    assert [(e.input, e.output) for e in examples] == [("hi", "hello"), ("#1", "one")]


def test_blank_columns_beyond_the_header_lose_nothing() -> None:
    (example,) = parse(b"input,output\nhi,hello,,\n", "a.csv").examples
    assert example.output == "hello"


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
).filter(lambda text: bool(text.strip()))


@settings(max_examples=30)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_any_table_is_read_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(
        [("input", "output"), *rows]
    )
    examples = parse(file.getvalue().encode(), "a.csv").examples
    assert [(e.input, e.output) for e in examples] == [(i, tidy(o)) for i, o in rows]


@settings(max_examples=30)
@given(words.filter(lambda text: not any(a in text for a in arrows.ARROWS)), words)
def test_any_line_with_an_arrow_is_divided_at_the_first(question: str, answer: str) -> None:
    (record,) = arrows.records(f"{question} => {answer}")
    assert record.value == {"input": question.strip(), "output": answer.strip()}


@settings(max_examples=50)
@given(st.text(alphabet="ab:-[]{}&*!|>'\"#\n \t?,%~0", max_size=40))
def test_yaml_of_any_look_is_plain_data_or_refused(text: str) -> None:
    delimited.recognises(text)
    yaml_value.recognises(text)
    try:
        found = list(yaml_value.documents(text))
    except DatasetError:
        return
    assert all(plain(value) for value in found)


def plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(map(plain, value))
    return value is None or isinstance(value, str)
