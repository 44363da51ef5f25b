"""The handle server on a real socket: asked by the protocol's own client, and by worse ones."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from wyoming.asr import Transcript
from wyoming.audio import AudioChunk
from wyoming.client import AsyncTcpClient
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong

from agent.channels.wyoming import server as serving
from agent.channels.wyoming.satellites import Reply
from agent.channels.wyoming.server import HandleServer
from agent.channels.wyoming.serving import described
from agent.prompts.failure import Failure
from agent.prompts.render import english
from speech.wyoming.connection import Address
from speech.wyoming.frames import MOST_DATA, packed
from tests.patience import PATIENCE

INFO = described("Robin", "console", english())


async def echo(text: str, context: Mapping[str, Any]) -> Reply:
    return Reply(f"{text} {json.dumps(context)}", text != "what")


@asynccontextmanager
async def served(answer: serving.Answer = echo, idle: float = PATIENCE) -> AsyncIterator[Address]:
    async with HandleServer(answer, INFO, idle).open("127.0.0.1", 0) as address:
        yield address


async def asked(address: Address, *events: Event) -> Event:
    async with AsyncTcpClient(*address) as client:
        for event in events:
            await client.write_event(event)
        answer: Event | None = await asyncio.wait_for(client.read_event(), PATIENCE)
        assert answer is not None
        return answer


async def sent(address: Address, content: bytes, *, to_the_end: bool = True) -> bytes:
    """What comes back to these bytes: all until the server closes, or what is first."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(content)
    try:
        return await asyncio.wait_for(reader.read(-1 if to_the_end else 9), PATIENCE)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_a_sentence_is_handled_or_not_and_its_context_comes_back() -> None:
    context = {"conversation_id": "c", "satellite_id": "kitchen"}
    async with served() as address:
        good = await asked(address, Transcript("hello", context, "en").event())
        assert Handled.from_event(good) == Handled(f"hello {json.dumps(context)}", context)
        unknown = await asked(address, Transcript("what").event())
        assert NotHandled.is_type(unknown.type)
        assert NotHandled.from_event(unknown) == NotHandled("what {}", None)


async def test_what_home_assistant_looks_for_is_described() -> None:
    async with served() as address:
        info = Info.from_event(await asked(address, Describe().event()))
    (program,) = info.handle
    assert (program.name, program.installed, program.attribution.name) == (
        "Robin", True, "Understudy",
    )  # fmt: skip
    assert program.version and program.description
    (model,) = program.models
    assert (model.installed, model.languages, model.name) == (True, ["en"], "console")
    assert not (info.asr or info.tts or info.wake or info.intent or info.satellite)


async def test_other_events_are_ignored_and_a_ping_is_answered() -> None:
    sound = AudioChunk(16_000, 2, 1, bytes(2048)).event()
    async with served() as address:
        answer = await asked(address, Event("x"), sound, Ping("a").event())
        assert Pong.from_event(answer) == Pong("a")


async def test_one_connection_may_carry_many_sentences() -> None:
    async with served() as address, AsyncTcpClient(*address) as client:
        for text in ("one", "two", "three"):
            await client.write_event(Transcript(text).event())
        heard = [await client.read_event() for _ in range(3)]
        assert [each.data["text"] for each in heard if each] == ["one {}", "two {}", "three {}"]


RUBBISH = [
    b"GET / HTTP/1.1\r\n\r\n",
    b"\xff" * 70_000,
    b'{"type": "transcript"}\n',
    b'{"type": "transcript", "data": {"text": 7}}\n',
    b'{"type": "transcript", "data": {"text": "\\ud800"}}\n',
    b'{"type": "transcript", "data_length": %d}\n' % (MOST_DATA + 1),
    b'{"type": "audio-chunk", "payload_length": 104857600}\n' + bytes(2**20),
    b"[" * 60_000 + b"\n",
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
async def test_a_client_that_sends_rubbish_is_left_and_the_next_is_answered(rubbish: bytes) -> None:
    async with served() as address:
        assert await sent(address, rubbish) == b""
        assert (await asked(address, Ping().event())).type == "pong"


async def test_contexts_of_any_shape_are_no_matter() -> None:
    async with served() as address:
        contexts: list[object] = [None, 7, "x", [], {"satellite_id": ["a"]}]
        for context in contexts:
            answer = await asked(address, Event("transcript", {"text": "a", "context": context}))
            assert answer.type == "handled"


async def test_a_client_that_says_nothing_more_is_left() -> None:
    async with served(idle=0.05) as address:
        assert await sent(address, packed(Ping("a").event())[:-3]) == b""


async def test_one_client_more_than_there_is_room_for_is_sent_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "CONNECTIONS", 2)
    async with served() as address, AsyncTcpClient(*address) as a, AsyncTcpClient(*address) as b:
        for client in (a, b):
            await client.write_event(Ping().event())
            await client.read_event()
        assert await sent(address, b"") == b""
        await a.disconnect()
        while await sent(address, packed(Ping().event()), to_the_end=False) == b"":
            pass  # that one is gone is noticed soon


async def test_it_closes_though_clients_are_there() -> None:
    async with served() as address:
        reader, writer = await asyncio.open_connection(*address)
        writer.write(packed(Describe().event()))
        await reader.readline()
    assert await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()


async def test_a_defect_while_one_is_answered_ends_that_connection_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(text: str, context: Mapping[str, Any]) -> Reply:
        raise ZeroDivisionError(text)

    async with served(broken) as address:
        assert await sent(address, packed(Transcript("secret words").event())) == b""
        assert (await asked(address, Ping().event())).type == "pong"
    assert "secret" not in caplog.text


async def test_a_place_that_is_taken_is_said() -> None:
    async with served() as address:
        with pytest.raises(Failure, match=rf"{address} cannot be served: Address already in use"):
            async with HandleServer(echo, INFO).open(*address):
                pass
