"""Words as markdown: nobody's text formats, links or pings; nothing is cut off."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from agent.building import renderer
from agent.channels.discord.text.posts import IN_FILE, MIB, Post, compose
from agent.channels.discord.text.views import view_for
from agent.channels.discord.text.words import (
    FENCE,
    LONGEST,
    MOST_PIECES,
    Words,
    emphasised,
    escaped,
    fenced,
    pieces,
)
from agent.dialog.turns import MoveToText, Say, StopSpeaking
from agent.runtime.channel import Delivery
from agent.settings import Settings

WORDS = Words(renderer(Settings()))
TEXT = st.text(st.sampled_from("ab *_`~|>#-[]()@<&!1\\\n"), max_size=80)


@given(TEXT)
def test_what_is_escaped_reads_as_it_was_typed(text: str) -> None:
    bare = re.sub(r"\\([_\\~|*`>#\[-]|\s*-)", r"\1", escaped(text)).replace("\u200b", "")
    assert bare.replace("\\", "") == text.replace("\\", "")


@given(st.text(max_size=40), st.sampled_from(["@everyone", "@here", "<@123456789012345678>"]))
def test_nothing_escaped_can_ping(text: str, ping: str) -> None:
    assert ping not in escaped(text + ping)


@given(TEXT)
def test_a_block_cannot_be_left(text: str) -> None:
    assert FENCE not in fenced(text).removeprefix(FENCE).removesuffix(FENCE)


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=900), max_size=9))
def test_pieces_fit_and_hold_everything(parts: list[str]) -> None:
    text = " ".join(parts)
    found = pieces(text)
    assert all(len(piece) <= LONGEST for piece in found)
    assert len(found) <= MOST_PIECES
    if found:
        assert "".join("".join(found).split()) == "".join(text.split())
    else:
        assert len(text) > LONGEST


def test_pieces_end_with_lines_where_they_can() -> None:
    text = "\n".join("a line " * 20 + "ends" for _ in range(30))
    assert all(piece.endswith("ends") for piece in pieces(text))


def test_emphasis_is_only_used_where_it_works() -> None:
    assert emphasised("hello") == "*hello*"
    assert emphasised(" hello") == "“ hello”"
    assert emphasised("") == "“”"


def test_tables_keep_their_columns_and_pages_their_format() -> None:
    table = compose([Say("journal.feedback", {"table": "4  nice\n5  *very*"})], WORDS, MIB)
    assert table[0].text == "```\n4  nice\n5  *very*\n```"
    page = compose([Say("instruction", {"page": "# How\n**Teach**"})], WORDS, MIB)
    assert page[0].text == "# How\n**Teach**"


def test_several_says_of_one_delivery_are_one_message() -> None:
    says: list[Delivery] = [Say("feedback.thanks"), Say("feedback.ask", choices=("1", "2"))]
    (post,) = compose(says, WORDS, MIB)
    assert post.text == "Thanks.\nHow good am I, one to five?"
    assert post.choices == ("1", "2")


def test_only_the_last_question_can_be_pressed() -> None:
    says = [Say("feedback.ask", choices=("1", "2")), Say("feedback.thanks")]
    (post,) = compose(says, WORDS, MIB)
    assert post.choices == ()
    assert view_for(post, 1, WORDS) is None


def test_a_long_table_is_a_file_without_markdown() -> None:
    table = "\n".join(f"{number}  *nice*" for number in range(500))
    (post,) = compose([Say("journal.feedback", {"table": table})], WORDS, MIB)
    assert post.text == WORDS.shown(IN_FILE)
    assert post.files == (("answer.txt", table.encode()),)


def test_what_only_voice_can_do_is_said() -> None:
    (post,) = compose([MoveToText(), StopSpeaking()], WORDS, MIB)
    assert post.text == "We are in text already.\nI'm quiet."


@given(st.lists(st.text(min_size=1, max_size=120), unique=True, max_size=40))
async def test_whatever_the_choices_they_can_be_sent(names: list[str]) -> None:
    view = view_for(Post("Which?", choices=tuple(names)), 2**63, WORDS)
    for component in view.to_components() if view else []:
        for each in component["components"]:
            assert len(each["custom_id"]) <= 100
            assert 1 <= len(each.get("options", "x")) <= 25


def test_for_whom_it_is_stands_before_what_it_says() -> None:
    said = (Post("hi"), Post("```\na table\n```"), Post(files=(("a.txt", b""),)))
    assert [each.addressed("<@1>").text for each in said] == [
        "<@1> hi",
        "<@1>\n```\na table\n```",
        "",
    ]
