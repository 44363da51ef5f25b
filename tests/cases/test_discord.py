"""Messages of several lines, and what becomes of links and emoji."""

import pytest

from tests.agent.channels.discord.harbour import Harbour


@pytest.mark.parametrize(
    ("message", "listed"),
    [
        (
            "hi there => hello\nbye => see you\nthanks => welcome",
            [
                "1. *hi there* gives *hello*",
                "2. *bye* gives *see you*",
                "3. *thanks* gives *welcome*",
            ],
        ),
        ("a => b\n\nc => d\n", ["1. *a* gives *b*", "2. *c* gives *d*"]),
        (
            "when I say ping you answer pong\nwhen I say marco you answer polo",
            ["1. *ping* gives *pong*", "2. *marco* gives *polo*"],
        ),
        *(
            (message, ["1. *a* gives *b*", "2. *c* gives *d*"])
            for message in (
                "```\na => b\nc => d\n```",
                "```text\na => b\nc => d```",
                "- a => b\n- c => d",
                "1. a => b\n2. c => d",
                "1) a => b\n\n2) c => d",
                "• when I say a you answer b\n• when I say c you answer d",
                "> a => b\n> c => d",
            )
        ),
        (
            "the answer to one is first\nthe answer to two is second",
            ["1. *one* gives *first*", "2. *two* gives *second*"],
        ),
    ],
)
async def test_k05_each_line_is_an_example(port: Harbour, message: str, listed: list[str]) -> None:
    answer = await port.says(port.ann, "!train", message, "list")
    assert answer.content.splitlines() == listed


@pytest.mark.parametrize(
    ("message", "then", "answered"),
    [
        ("!train\ngood morning => hello friend", "list", "1. *good morning* gives *hello friend*"),
        ("!train\tgood morning => hello friend", "list", "1. *good morning* gives *hello friend*"),
        ("!feedback\n4", "!status", "giving feedback"),
        ("!correct\nping => pong", "!correct show", "pong"),
        ("!correct\r\nping => pong", "!correct show", "pong"),
        ("!correct\tping => pong", "!correct show", "pong"),
    ],
)
async def test_k06_a_line_break_after_a_command_is_a_blank(
    port: Harbour, message: str, then: str, answered: str
) -> None:
    answer = await port.says(port.ann, message, then)
    assert answered in answer.content


@pytest.mark.parametrize(
    ("message", "answered"),
    [
        ("!getfile\nnowhere.txt", "nowhere.txt"),
        ('!test\n{"data": [{"input": "who are you", "output": "Nobody."}]}', "0 of 1 right"),
    ],
)
async def test_k06_nothing_is_left_unanswered(port: Harbour, message: str, answered: str) -> None:
    typed = port.ann.types(port.general, message)
    said = await port.ann.sees(port.general, having=lambda said: answered in said.content)
    assert said.id > typed.id


@pytest.mark.parametrize(
    "answer",
    [
        "see https://example.com/my_long_page_name.html",
        "nice <:blobfox_nom_fox:879080584675213393>",
        "<a:dance_dance:879080584675213394> yay",
        "http://example.org/a_b/c_d?x=1&y_z=2#part_two",
        "read <https://example.com/no_preview_here>",
        "mail me: https://example.com/~ann/*notes*",
    ],
)
async def test_k09_links_and_emoji_work(port: Harbour, answer: str) -> None:
    await port.says(port.ann, f"!correct docs => {answer}")
    heard = await port.says(port.ann, f"{port.loopback.world.bot.mention} docs")
    assert heard.content == answer
