"""Datasets are read whole or refused in one sentence, and looked over before training."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.learning.dataset import (
    COUNTER_EXAMPLE,
    Conflict,
    Dataset,
    DatasetError,
    DatasetLimits,
    Example,
    Underrepresented,
    deduplicate,
    parse,
    review,
)

NICE = Dataset((Example("good morning", "hello friend"), Example("bye", "see you")))
OBJECT = '{"input": "good morning", "output": "hello friend"}'
OTHER = '{"input": "bye", "output": "see you"}'

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
).filter(lambda text: bool(text.strip()))
examples = st.builds(Example, texts, st.one_of(texts, st.just(COUNTER_EXAMPLE)))
datasets = st.lists(examples, min_size=1, max_size=8).map(lambda found: Dataset(tuple(found)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", f'{{"data": [{OBJECT}, {OTHER}]}}'),
        ("a.json", f'\ufeff{{"name": "x", "data": [{OBJECT},\r\n{OTHER}]}}'),
        ("a.jsonl", f"{OBJECT}\r\n\r\n{OTHER}\n"),
        ("unnamed", f"{OBJECT}\n{OTHER}"),
        ("a.csv", "input,output\ngood morning,hello friend\nbye,see you\n"),
        ("a.csv", "\ufeffOutput;id;Input\r\nhello friend;1;good morning\r\n\r\nsee you;2;bye\r\n"),
        ("a.tsv", 'input\toutput\n"good morning"\thello friend\nbye\tsee you'),
        ("unnamed", "input,output\ngood morning,hello friend\nbye,see you\n"),
    ],
)
def test_files_are_read_by_name_and_look(name: str, content: str) -> None:
    assert parse(content.encode(), name) == NICE


def test_null_teaches_not_to_answer() -> None:
    found = parse(b'{"data": [{"input": "what is love", "output": null}]}', "a.json")
    assert found.examples == (Example("what is love", COUNTER_EXAMPLE),)
    assert found.outputs == ()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", b"", "a.json: line 1, column 1: this is not JSON"),
        ("a.json", b"hello", "line 1, column 1: this is not JSON"),
        ("a.json", b"1", 'expected {"data": [{"input": "...", "output": "..."}]}, found a number'),
        ("a.json", b"[1]", 'item 1: expected {"input": "...", "output": "..."}, found a number'),
        ("a.json", b'{"date": []}', 'the object has no "data"'),
        ("a.json", b'{"data": {}}', '"data" must be a list of examples, found an object'),
        ("a.json", b'{"data": [{"input": "a", "output": "b"}, 7]}', "item 2: expected"),
        ("a.json", b'{"data": [{"input": "a"}]}', 'item 1: has no "output"'),
        (
            "a.json",
            b'{"data": [{"input": 4, "output": "b"}]}',
            'item 1: "input" must be text, found',
        ),
        ("a.json", b'{"data": [{"input": " ", "output": "b"}]}', 'item 1: "input" is empty'),
        ("a.json", b'{"data": [{"input": "a", "output": ""}]}', "write null"),
        ("a.json", b'{"data": []}', "no examples"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"data": ' * 100_000, "nested too deeply"),
        ("a.json", b'{"data": [{"input": NaN, "output": "b"}]}', "NaN is not JSON"),
        ("a.json", b"1" * 5_000, "a number is too long"),
        ("a.json", b'{"data": [{"input": "a", "input": "b", "output": "c"}]}', '"input" twice'),
        ("a.json", b'{"data": [{"input": "\\ud83d", "output": "b"}]}', "surrogate"),
        ("a.json", b'{"data": [{"input": "a", "output": "b\\u0000"}]}', "NUL"),
        ("a.json", b'\xff{"data"', "byte 1 is not UTF-8"),
        ("a.json", b'\xff\xfe{"data"', "byte 9 is not UTF-16"),
        (
            "a.jsonl",
            b'{"input": "a", "output": "b"}\n{"input"',
            "line 2, column 9: this is not JSON",
        ),
        ("a.csv", b"frage,antwort\na,b\n", 'header with the columns "input" and "output"'),
        ("a.csv", b"", "header"),
        ("a.csv", b"input,output\na\n", "line 2: expected at least 2 columns, found 1"),
        ("a.csv", b'input,output\n"a,b\n', "line 2: this is not CSV"),
        ("a.csv", b"input,output\na,\n", 'line 2: "output" is empty'),
        ("a.csv", b"input,output\n", "no examples"),
        ("\0", b"\0", "header"),
    ],
)
def test_bad_files_get_one_sentence(name: str, content: bytes, says: str) -> None:
    with pytest.raises(DatasetError) as error:
        parse(content, name)
    sentence = str(error.value)
    assert says in sentence
    assert sentence.startswith(f"{name}: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 200


def test_limits_are_said() -> None:
    content = NICE.to_json()
    with pytest.raises(DatasetError, match=r"there are 2 examples, the limit is 1; send fewer"):
        parse(content, "a.json", DatasetLimits(examples=1))
    with pytest.raises(DatasetError, match=r"has \d+ bytes, the limit is 10"):
        parse(content, "a.json", DatasetLimits(bytes=10))
    with pytest.raises(DatasetError, match=r'item 1: "input" has 12 characters, the limit is 11'):
        parse(content, "a.json", DatasetLimits(characters=11))


@pytest.mark.slow
def test_too_many_lines_are_refused_with_their_number() -> None:
    content = b"input,output\n" + b"a,b\n" * 150_000
    with pytest.raises(DatasetError, match="150,000 examples, the limit is 100,000"):
        parse(content, "big.csv")


@given(st.one_of(st.binary(), st.text().map(lambda t: t.encode("utf-8", "surrogatepass"))), texts)
def test_whatever_comes_parse_gives_a_dataset_or_a_dataset_error(content: bytes, name: str) -> None:
    try:
        parse(content, name)
    except DatasetError as error:
        assert str(error).endswith(".")


anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["data", "input", "output"]), inner),
    ),
    max_leaves=8,
)


@given(anything, st.sampled_from(["a.json", "a.jsonl", "a.csv", "a"]))
def test_json_of_any_shape_too(value: object, name: str) -> None:
    try:
        parse(json.dumps(value).encode(), name)
    except DatasetError as error:
        assert str(error).startswith(f"{name}: ")


@given(datasets)
def test_what_is_written_is_read_back(dataset: Dataset) -> None:
    again = parse(dataset.to_json(), "data.json")
    assert again == dataset
    assert again.version == dataset.version


def test_the_file_has_one_example_a_line_and_its_checksum_is_the_version() -> None:
    assert NICE.to_json().decode() == f'{{"data": [\n{OBJECT},\n{OTHER}\n]}}\n'
    assert len(NICE.version) == 64
    assert Dataset(NICE.examples[::-1]).version != NICE.version


MESSY = Dataset(
    (
        Example("Lights on", "on"),
        Example("lights  on!", "on"),
        Example("lights on", "off"),
        Example("good night", "off"),
        *(Example(f"switch {n}", "off") for n in range(3)),
        Example("what is love", COUNTER_EXAMPLE),
    )
)


def test_review_finds_doubles_conflicts_and_thin_answers() -> None:
    found = review(MESSY)
    assert (found.examples, found.outputs) == (8, 2)
    assert found.duplicates == (2,)
    assert found.conflicts == (Conflict("Lights on", ("on", "off"), (1, 2, 3)),)
    assert found.underrepresented == (Underrepresented("on", 2),)


def test_settle_keeps_the_first_or_the_last_answer() -> None:
    rest = MESSY.examples[3:]
    assert deduplicate(MESSY, "first").examples == (Example("Lights on", "on"), *rest)
    assert deduplicate(MESSY, "last").examples == (Example("lights on", "off"), *rest)


@given(datasets, st.sampled_from(["first", "last"]))
def test_a_settled_dataset_has_nothing_left_to_settle(dataset: Dataset, keep: str) -> None:
    settled = deduplicate(dataset, "first" if keep == "first" else "last")
    found = review(settled)
    assert (found.duplicates, found.conflicts) == ((), ())
    assert set(settled.examples) <= set(dataset.examples)


def test_benchmark_files_are_read(intents: Path) -> None:
    found = parse((intents / "banking77_train.json").read_bytes(), "banking77_train.json")
    assert (len(found.examples), len(found.outputs)) == (10_003, 77)


@pytest.mark.parametrize("character", ["\ufdfa", "\ufdfb", "\u3300", "\u33c2", "\U0001f250"])
def test_a_text_is_as_long_as_it_unfolds(character: str) -> None:
    content = json.dumps([{"input": character * 1_999, "output": "b"}]).encode()
    unfolded = len(unicodedata.normalize("NFKC", character))
    if unfolded == 1:
        parse(content, "a.json")
        return
    with pytest.raises(DatasetError, match=f"has {1_999 * unfolded:,}|has {1_999 * unfolded}"):
        parse(content, "a.json")
