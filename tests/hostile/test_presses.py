"""What Discord never sends, and a forged client may: each press, form, command and completion is
answered in one sentence or not at all, nothing is logged as an error, and the agent goes on."""

import logging
from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import discord
import pytest

from tests.agent.channels.discord.harbour import Harbour, harbour
from tests.loopback.interactions import Invocation
from tests.loopback.messages import Message
from tests.loopback.records import Json

KIND = discord.InteractionType
ODD: tuple[Any, ...] = (
    None, "", "x" * 5_000, -1, 2**70, 1.5, True, [], {}, [None], [{}], {"": {}}, "\ud800", "²",
    "\0", "<@0>", {"components": [[]]},
)  # fmt: skip
BUTTON, MENU = 2, 3
BATCH = 10
"""Sent at once: Discord waits for three seconds only."""
MUTANTS = 12
"""Of each payload, in a short run."""
HANDLERS = (
    "settings", "setting", "set", "pending", "lesson", "search", "found", "settle", "unanswered",
    "group", "teach", "taught", "merge", "ignore", "half", "learn", "undo", "of-no-version", "",
)  # fmt: skip
ARGUMENTS = (
    "", ":", ":x", ":²", ":-1", ":" + "9" * 90, ":take:x", ":take:²", ":question:x", ":sure:x",
    ":a:b:c:d:e:f", ":prefix:" + "%" * 80, ":0:\ud800", ":" + "a" * 5_000,
    ":take:" + "9" * 90 + ":1", ":question:" + "9" * 90,
)  # fmt: skip
IDENTIFIERS = (
    "", "say", "say:", "say:x:y", "say:0:", f"say:{'9' * 90}:yes", f"choose:{'9' * 90}", "choose:²",
    "form:1:none", "form:1:correct", "talk", "talk:x", "\0", "\ud800", "x" * 5_000, "desk",
)  # fmt: skip


def pressed(custom_id: str) -> Json:
    return {"custom_id": custom_id, "component_type": BUTTON}


def chosen(custom_id: str) -> Json:
    return {"custom_id": custom_id, "component_type": MENU, "values": ["x"]}


def filled(custom_id: str) -> Json:
    row = {"type": 1, "components": [{"type": 4, "custom_id": "value", "value": "x"}]}
    return {"custom_id": custom_id, "components": [row]}


def forged() -> Iterator[tuple[KIND, Json]]:
    """Custom ids of other versions, of other programs, and of nobody."""
    desk = (f"desk:{name}{rest}" for name in HANDLERS for rest in ARGUMENTS)
    ways = cycle(((KIND.component, pressed), (KIND.component, chosen), (KIND.modal_submit, filled)))
    for custom_id, (kind, made) in zip((*IDENTIFIERS, *desk), ways, strict=False):
        yield kind, made(custom_id)


def mutated(payload: Json, chance: Random) -> Json:
    """The same with one to three fields missing, or of another kind; where it is sent stays."""
    payload, guild = deepcopy(payload), payload["guild_id"]
    for _ in range(chance.randint(1, 3)):
        where: Any = payload
        while True:
            keys = list(where if isinstance(where, dict) else range(len(where)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(where[key], dict | list) and where[key] and chance.random() < 0.7:
                where = where[key]
                continue
            if chance.random() < 0.3:
                del where[key]
            else:
                where[key] = chance.choice(ODD)
            break
    return payload | {"guild_id": guild}


@pytest.fixture
async def port(home: Path) -> AsyncIterator[Harbour]:
    async with harbour(home, retrain_seconds=3_600, turns_a_minute=1_000_000) as port:
        yield port


def invocation(port: Harbour, kind: KIND, data: Json, message: Message | None) -> Invocation:
    return port.loopback.interactions.start(kind, port.ann.user, port.general, data, message)


async def goes_on(port: Harbour) -> None:
    """The next question is answered as ever."""
    asked = port.bob.types(port.general, "!hi")
    answered = port.bob.sees(
        port.general, after=asked, having=lambda m: m.content.startswith("Hello")
    )
    await answered


async def test_a_forged_press_is_told_or_left_alone(
    port: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    panel = await port.ann.slash(port.general, "unanswered").reply()
    made = []
    for number, (kind, data) in enumerate(forged()):
        made.append(invocation(port, kind, data, panel))
        if number % BATCH == 0:
            await goes_on(port)
    assert len(made) >= 300
    await goes_on(port)
    said = [each.original.content for each in made if each.original]
    assert not [text for text in said if "went wrong" in text]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_payload_of_any_shape_ends_nothing(port: Harbour) -> None:
    chance = Random(1)
    question = await port.says(port.ann, "!train")
    said = port.bob.types(port.general, "where is the boat")
    command = port.ann._command(port.general)
    payloads = [
        invocation(port, KIND.component, pressed(f"say:{port.ann.user.id}:yes"), question),
        invocation(port, KIND.component, chosen("desk:setting"), question),
        invocation(port, KIND.modal_submit, filled("desk:set:prefix"), question),
        port.ann.slash(port.general, "correct", answer="a => b"),
        port.ann.uses(said, "What do you know about this?"),
    ]
    data = command.data("getfile", {"path": "da"}, focused="path")
    payloads.append(invocation(port, KIND.autocomplete, data, None))
    for each in payloads:
        for _ in range(MUTANTS):
            port.loopback.world.publish("INTERACTION_CREATE", mutated(each.json(), chance))
    await goes_on(port)
