"""What is said of a message: nobody wants to hear asterisks."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.synthesis.markup import Markup
from speech.synthesis.text import sentences, spoken
from tests.told import told

NOW = datetime(2026, 11, 26, tzinfo=UTC)
MARKUP = Markup(told)
CODE = "some code, I've written it down."


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Hi** there", "Hi there"),
        ("~~no~~ __yes__ *or* `this`", "no yes or this"),
        ("nice <:blobfox_nom_fox:879080584675213393>", "nice blobfox nom fox"),
        ("<a:wave:1> hello", "wave hello"),
        ("starts <t:1700000000:R>", "starts 3 years ago"),
        ("on <t:1700000000:D>", "on November 14, 2023"),
        ("<t:99999999999999>", "<t:99999999999999>"),
        ("<t:999999999999>", "some time"),
        ("type </train:12>", "type train"),
        ("it was ||the butler||!", "it was a spoiler!"),
        ("see https://www.example.com/a/b?x=1&y=2#z", "see a link to example.com"),
        ("see https://example.com.", "see a link to example.com."),
        ("[the docs](https://docs.example.org/x) say", "the docs say"),
        ("<https://example.org>", "a link to example.org"),
        ("http://[::1", "a link"),
        ("![](https://example.org/x.png)", "a picture"),
        ("```py\nprint(1)\n```", CODE),
        ("1. first\n2. second", "first\nsecond"),
        ("# Title\n> quoted\n- one", "Title\nquoted\none"),
        ("-# small print", "small print"),
        (r"\*as it is\*", "*as it is*"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("a -> b, <b>", "a -> b, <b>"),
        ("aabb 😀😀", "aabb  grinning face "),
        ("👍🏽", " thumbs up sign "),
        ("21°C", "21°C"),
        ("www.example.com, discord.gg/abc", "a link to example.com, a link to discord.gg"),
        ("<:a:1><a:party_blob:2>", "a party blob"),
        ("2*3*4 is *24*", "2×3×4 is 24"),
        ("🇬🇧🇫🇷✅", "United KingdomFrance check mark "),
        ("café", "café"),
        ("❤️ ★ 🖤", " heart   star   black heart "),
        ("<id:customize>", "a channel"),
    ],
)
def test_markup_is_not_read_out(written: str, said: str) -> None:
    assert MARKUP.plain(written, NOW) == said


def test_who_is_mentioned_has_a_name() -> None:
    people = {("@", 1): "Ann", ("@&", 2): "the trainers", ("#", 3): "general"}

    def name(kind: str, number: int) -> str:
        return people.get((kind, number), "")

    named = Markup(told, name)
    assert named.plain("ask <@1>, <@!1>, <@&2> in <#3>") == "ask Ann, Ann, the trainers in general"
    assert named.plain("ask <@9>, <@&9> in <#9>") == "ask somebody, a role in a channel"
    assert MARKUP.plain("ask <@9>") == "ask somebody"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("it is 21.5°C", "it is twenty-one point five degrees Celsius"),
        ("-5 °F", "minus five degrees Fahrenheit"),
        ("100 km/h", "one hundred kilometers per hour"),
        ("1 m, 2.5kg", "one meter, two point five kilograms"),
        ("50% of 3 GB", "fifty percent of three gigabytes"),
        ("2024km", "two thousand and twenty-four kilometers"),
        ("12/05/2024", "December fifth, twenty twenty-four"),
        ("2024-05-12", "May twelfth, twenty twenty-four"),
        ("99/99/2024", "ninety-nine/ninety-nine/twenty twenty-four"),
        ("3 > 2", "three is greater than two"),
        ("$5, €3.50 or 1,250 £", "five dollars, three euros fifty or one thousand two hundred and "
         "fifty pounds"),
        ("$2024", "two thousand and twenty-four dollars"),
        ("at 7:30 pm", "at seven thirty p m"),
        ("14:05, 9:00, 0:15", "two oh five p m, nine o'clock, twelve fifteen a m"),
        ("1st, 22nd, 103rd", "first, twenty-second, one hundred and third"),
        ("3pm to 10 a.m.", "three p m to ten a m"),
        ("10am-5pm", "ten a m to five p m"),
        ("May 5, 2024", "May fifth, twenty twenty-four"),
        ("the 5th of May", "May fifth"),
        ("on 12 Sept. 1999 we", "on September twelfth, nineteen ninety-nine we"),
        ("may 40 of us", "may forty of us"),
        ("12.05.2024", "May twelfth, twenty twenty-four"),
        ("31/12/2024", "December thirty-first, twenty twenty-four"),
        ("2024-12-05T10:30:00Z", "December fifth, twenty twenty-four ten thirty"),
        ("$0.50, £0.01", "fifty cents, one penny"),
        ("$2.5 million, £3m", "two point five million dollars, three million pounds"),
        ("10 EUR or CHF 20", "ten euros or twenty Swiss francs"),
        ("10-15 people, 2020–2024", "ten to fifteen people, twenty twenty to twenty twenty-four"),
        ("3-2 for us", "three-two for us"),
        ("½ cup, 3/4, 24/7", "one half cup, three quarters, twenty-four seven"),
        ("call 555-0123", "call five five five, zero one two three"),
        ("the 90s, 1980s", "the nineties, nineteen eighties"),
        ("wait 90s", "wait ninety seconds"),
        ("v2.1.3 is 3x faster", "version two point one point three is three times faster"),
        ("2×3=6, 1 + 1 = 2", "two times three equals six, one plus one equals two"),
        (".5 of 5k", "zero point five of five thousand"),
        ("C++, C# & R&D", "C plus plus, C sharp and R and D"),
        ("@everyone :) in #general <3", "everyone  in general  heart "),
        ("me.too@example.com", "me dot too at example dot com"),
        ("in path/to/a.txt", "in path slash to slash a dot txt"),
        ("and/or, 3/x", "and/or, three/x"),
        ("5 MB at 5 Mbit/s, 1.0 kg", "five megabytes at five megabits per second, "
         "one point zero kilograms"),
        ("§ 3 → № 4", "section three to number four"),
        ("in 1999", "in nineteen ninety-nine"),
        ("3.14", "three point one four"),
        ("version 3.11.7", "version three point eleven point seven"),
        ("call 0041", "call zero zero four one"),
        ("1" * 20, " ".join(["one"] * 20)),
        ("Dr. Smith lives at 5 St. John Road", "Doctor Smith lives at five Saint John Road"),
        ("No. 5, e.g. Mr. X vs. Y", "number five, for example Mister X versus Y"),
        ("12 Main St., salt & pepper", "twelve Main Street, salt and pepper"),
        ("bread, milk etc.", "bread, milk et cetera."),
        ("1 1/2 tsp, 2½ cups, 3/4 km", "one and a half teaspoons, two and a half cups, "
         "three quarters kilometer"),
        ("1/10 of 22/7, 9/11", "one tenth of twenty-two slash seven, nine eleven"),
        ("open Mon-Fri, 1990-1995", "open Monday to Friday, nineteen ninety to nineteen "
         "ninety-five"),
        ("020 7946 0958", "zero two zero, seven nine four six, zero nine five eight"),
        ("+1 (555) 123-4567", "plus one, five five five, one two three, four five six seven"),
        ("1-800-555-0199, ext. 12", "one, eight zero zero, five five five, zero one nine nine, "
         "extension twelve"),
        ("555-123-4567", "five five five, one two three, four five six seven"),
        ("#100days #BlackCats #5", "one hundred days Black Cats number five"),
        (":smile: :+1:", "smile  thumbs up "),
        ("US$20, 5¢, 1¢", "twenty dollars, five cents, one cent"),
        ("1.5e6, 10^6, 1_000, x², 5 m²", "one point five times ten to the six, ten to the power "
         "of six, one thousand, x squared, five square meters"),
        ("H₂O at ±3", "H two O at plus or minus three"),
        ("≥ 5, < 3, a != b", "at least five, less than three, a is not b"),
        ("10:1 or 16:9", "ten to one or sixteen to nine"),
        ("/etc/hosts, ~/x.py, README.md", "slash etc slash hosts, tilde slash x dot py, "
         "README dot md"),
        ("1920x1080 in 4K, 3x4", "nineteen twenty by one thousand and eighty in four K, "
         "three by four"),
        ("6 ft 2 in", "six foot two"),
        ("01/05/24", "January fifth, twenty twenty-four"),
        ("6-8pm, 20/20", "six to eight p m, twenty twenty"),
        ("x^2 + y^3, 2^8, 10 - 3 = 7", "x squared plus y cubed, two to the power of eight, "
         "ten minus three equals seven"),
        ("w/o, b/c, N/A", "without, because, not applicable"),
        ("v1.2.3-beta.2", "version one point two point three beta two"),
    ],
)  # fmt: skip
def test_numbers_and_abbreviations_are_words(written: str, said: str) -> None:
    assert spoken(written, "en-us") == said


def test_dates_and_units_are_those_of_the_voices_country() -> None:
    assert spoken("12/05/2024", "en-gb") == "the twelfth of May, twenty twenty-four"
    assert spoken("100 km/h", "en-gb") == "one hundred kilometres per hour"


@pytest.mark.parametrize("line", ["今天是3月5日", "Сегодня 3 марта", "שלום 5"])
def test_other_scripts_keep_theirs(line: str) -> None:
    assert spoken(f"5 km\n{line}", "en-us") == f"five kilometers\n{line}"


def test_other_languages_keep_their_numbers() -> None:
    assert spoken("**21,5** Grad", "de") == "21,5 Grad"


def test_a_title_does_not_end_a_sentence() -> None:
    assert list(sentences(spoken("Dr. Who is here. Hello.", "en-us"))) == [
        "Doctor Who is here.",
        "Hello.",
    ]


@given(st.text())
def test_any_text_can_be_said(text: str) -> None:
    said = spoken(text, "en-us")
    assert not re.search(r"[0-9]|<@\d", said)


@given(st.lists(st.sampled_from("*_`~|<>[]()!#-\\ \n<@1>https://a.b:1.,/$€%°C05")).map("".join))
def test_odd_markup_does_no_harm(text: str) -> None:
    assert not re.search(r"[0-9]", spoken(text, "en-gb"))
