"""Other programs' files give the examples that those programs would have learned."""

import json

import pytest

from agent.learning.dataset import DatasetError, parse

Pairs = list[tuple[str, str]]


def pairs(content: str, name: str = "unnamed") -> Pairs:
    return [(e.input, e.output) for e in parse(content.encode(), name).examples]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"Question": "hi", "Answer": "hello"}], [("hi", "hello")]),
        ({"input": "hi", "output": "hello"}, [("hi", "hello")]),
        ([["hi", "hello"], ["bye", ["ciao", "bye"]]], [("hi", "hello"), ("bye", "ciao | bye")]),
        ({"hi": "hello", "what is love": None}, [("hi", "hello"), ("what is love", "")]),
        (
            {"data": [{"input": ["hi", "hey"], "output": "hello"}]},
            [("hi", "hello"), ("hey", "hello")],
        ),
        (
            {"data": [{"input": "bye", "output": ["see you", "so long", "see you"]}]},
            [("bye", "see you | so long")],
        ),
        (
            {"conversations": [["joke", "one"], ["joke", "two"]]},
            [("joke", "one | two")],
        ),
        (
            {"intents": [{"intent": "greet", "text": ["hi", ""], "responses": []}]},
            [("hi", "greet")],
        ),
        (
            {"rasa_nlu_data": {"common_examples": [{"text": "hi", "intent": "greet"}]}},
            [("hi", "greet")],
        ),
        (
            {"utterances": [{"text": "hi", "intent": "Greet"}, {"text": "x", "intent": "None"}]},
            [("hi", "Greet"), ("x", "")],
        ),
        (
            {"intents": {"on": {"utterances": [{"data": [{"text": "light "}, {"text": "on"}]}]}}},
            [("light on", "on")],
        ),
        (
            {"GetWeather": [{"data": [{"text": "will it "}, {"text": "rain", "entity": "x"}]}]},
            [("will it rain", "GetWeather")],
        ),
    ],
)
def test_values_of_many_shapes_are_read(value: object, expected: Pairs) -> None:
    assert pairs(json.dumps(value)) == expected


RASA = """\
version: "3.1"
intents: [greet, faq]
nlu:
- intent: greet
  examples: |
    - hey
    - fly to [Oslo]{"entity": "city", "role": "to"} or [Rome](city)
- intent: faq/hours
  examples:
  - when are you open
  - text: |
      - until when
- intent: bye
  examples: "- bye"
- synonym: Oslo
  examples: |
    - capital of Norway
responses:
  utter_greet: [{image: "https://example.org/x.png"}, {text: Hello!}]
  utter_faq/hours: [{text: From nine to five.}]
  utter_farewell: [{text: See you.}]
rules:
- rule: say bye
  steps:
  - intent: bye
  - action: utter_farewell
"""


def test_rasa_responses_are_found_by_name_and_by_rule() -> None:
    assert pairs(RASA) == [
        ("hey", "Hello!"),
        ("fly to Oslo or Rome", "Hello!"),
        ("when are you open", "From nine to five."),
        ("until when", "From nine to five."),
        ("bye", "See you."),
    ]


def test_yaml_keeps_yes_and_numbers_as_they_were_written() -> None:
    said = "conversations:\n- [Are you there?, Yes]\n- [How many?, 010]\n- [When?, 2020-01-01]\n"
    assert [answer for _, answer in pairs(said)] == ["Yes", "010", "2020-01-01"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("nlu:\n- intent: a\n  examples: []\n", "a file of Rasa with no example sentences"),
        ("conversations:\n- [hi, {a: b}]\n", "at conversations.1.2: this looks like ChatterBot"),
        ('{"intents": [{"patterns": ["hi"]}]}', "at intents.1.tag: this looks like intents.json"),
        ('{"utterances": [{"text": "a"}]}', "at assets.utterances.1.intent: this looks like LUIS"),
        ("a: &x [1]\nb: *x\n", "line 2: YAML's references"),
        ("a: 1\nb: [\n", "line 3: this is not YAML"),
        ("a: 1\na: 2\n", 'the key "a" twice'),
        ("? [a]\n: b\n", "a key is a list or a map"),
        ("- " * 60 + "a", "nested too deeply"),
        ("---\nhello\n", "found text"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(content: str, says: str) -> None:
    with pytest.raises(DatasetError) as error:
        parse(content.encode(), "a.yml")
    assert says in str(error.value)


def test_large_yaml_is_refused() -> None:
    with pytest.raises(DatasetError, match="the limit for YAML is 8,388,608"):
        parse(b"- a: " + b"x" * 2**23, "a.yml")
