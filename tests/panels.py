"""Pictures of the panels for docs/, drawn from what is really sent: `python -m tests.panels`.

The agent runs in the loopback Discord; each picture is one payload with its components.
"""

import asyncio
import tempfile
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import discord

from tests.agent.channels.discord.harbour import harbour
from tests.loopback.messages import Message
from tests.loopback.records import Json

DOCS = Path(__file__).resolve().parents[1] / "docs/panels"
WIDTH, LINE, LETTERS = 640, 19, 84
COLOURS = {1: "#5865f2", 2: "#4e5058", 3: "#248046", 4: "#da373c"}
BUTTON, TEXT_FIELD = 2, 4


def picture(text: str, components: list[Json]) -> str:
    """A message or a form as SVG."""
    text = text.replace("**", "").replace("\u200b", "")
    rows = [line for whole in text.splitlines() for line in textwrap.wrap(whole, LETTERS) or [""]]
    parts, top = [], 12
    for row in rows:
        top += LINE
        parts.append(f'<text x="16" y="{top}">{escape(row)}</text>')
    for component in components:
        inner = component.get("components") or [component.get("component", component)]
        top += 14
        parts += _row(inner, top)
        top += 62 if inner[0]["type"] == TEXT_FIELD else 36
    height = top + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'font-family="sans-serif" font-size="13" fill="#dbdee1">'
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#313338"/>{"".join(parts)}</svg>\n'
    )


def _row(components: list[Json], top: int) -> Iterator[str]:
    """Buttons beside each other, or one menu, or one field."""
    left = 16
    for each in components:
        if each["type"] == BUTTON:
            label = str(each.get("label", ""))
            width = 24 + 8 * len(label)
            off = bool(each.get("disabled"))
            yield _box(left, top, width, COLOURS[each["style"]], label, off=off)
            left += width + 8
        elif each["type"] == TEXT_FIELD:
            yield f'<text x="16" y="{top + 14}">{escape(each.get("label") or "")}</text>'
            yield _box(16, top + 22, WIDTH - 32, "#1e1f22", str(each.get("value") or ""))
        else:
            yield _box(16, top, WIDTH - 32, "#1e1f22", f"{each.get('placeholder', '')}  ▾")


def _box(left: int, top: int, width: int, colour: str, label: str, *, off: bool = False) -> str:
    text = escape(textwrap.shorten(label, LETTERS, placeholder="…") if label else "")
    shade = ' opacity="0.5"' if off else ""
    return (
        f'<g{shade}><rect x="{left}" y="{top}" width="{width}" height="32" rx="4" fill="{colour}"/>'
        f'<text x="{left + 12}" y="{top + 21}">{text}</text></g>'
    )


async def draw_all(folder: Path) -> list[str]:
    """Draw every panel into `folder`; the names of the pictures."""
    drawn: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as home:
        async with harbour(Path(home), retrain_seconds=3_600, turns_a_minute=60) as port:
            world, general = port.loopback.world, port.general
            may = discord.Permissions(manage_guild=True)
            world.give_role(
                port.guild.members[port.ann.user.id], world.add_role(port.guild, "mods", may)
            )
            log = port.loopback.text_channel(port.guild, "log")
            await port.loopback.until(lambda: port.client.get_channel(log.id))
            names = {f"<@{port.bob.user.id}>": "@bob", f"<@{port.ann.user.id}>": "@ann"}
            names |= {f"<#{log.id}>": "#log"}

            def keep(name: str, message: Message | Json) -> None:
                text, components = _content(message)
                for reference, seen in names.items():
                    text = text.replace(reference, seen)
                drawn[name] = picture(text, components)

            for words in ("approval on", f"log channel <#{log.id}>"):
                await port.says(port.ann, f"!settings {words}")
            panel = await port.ann.slash(general, "settings").reply()
            keep("settings", panel)
            await port.ann.select(panel, "Change which one?", "small_talk").acknowledgement()
            keep("setting-switch", panel)
            await port.ann.click(panel, "Back").acknowledgement()
            await port.ann.select(panel, "Change which one?", "log_channel").acknowledgement()
            keep("setting-channel", panel)
            await port.ann.click(panel, "Back").acknowledgement()
            keep("setting-form", await port.ann.select(panel, "Change which one?", "prefix").form())
            await port.says(port.bob, "!correct when is low tide => at nine")
            await port.says(port.bob, "!correct who is the captain => Ann")
            keep("log-waiting", await port.ann.sees(log, having=lambda m: "Waiting" in m.content))
            queue = await port.ann.slash(general, "pending").reply()
            keep("pending", queue)
            lesson = str(port.app.waiting.waiting(f"guild-{port.guild.id}")[0].id)
            await port.ann.select(queue, "Look at which one?", lesson).acknowledgement()
            keep("pending-lesson", queue)
            await port.ann.click(queue, "Take").acknowledgement()
            keep("log-change", await port.ann.sees(log, having=lambda m: " took " in m.content))
            for line in ("how deep is the water", "what do gulls eat"):
                await port.says(port.bob, f"{world.bot.mention} {line}")
            inbox = await port.ann.slash(general, "unanswered").reply()
            keep("unanswered", inbox)
            await port.ann.select(
                inbox, "Look at which one?", "what do gulls eat"
            ).acknowledgement()
            keep("unanswered-group", inbox)
            keep("unanswered-form", await port.ann.click(inbox, "Teach …").form())
            said = port.bob.types(general, "the ferry leaves at ten")
            keep("menu-teach", await port.ann.uses(said, "Teach this message").reply())
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    return list(drawn)


def _content(message: Message | Json) -> tuple[str, list[Json]]:
    if isinstance(message, Message):
        return message.content, message.components
    components: list[Any] = message["components"]
    return str(message["title"]), components


if __name__ == "__main__":
    DOCS.mkdir(parents=True, exist_ok=True)
    print("\n".join(asyncio.run(draw_all(DOCS))))
