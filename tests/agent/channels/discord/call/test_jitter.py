"""Order, loss and duplicates, with the time as an argument."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent.channels.discord.call.jitter import (
    CONCEALED,
    DEPTH,
    PATIENCE,
    JitterBuffer,
    PacketRefused,
)

FRAMES = [bytes([number]) for number in range(60)]


def play(order: list[int], first: int = 0) -> list[bytes | None]:
    """What comes out when FRAMES arrive in this order, 20 ms apart, and then nothing more."""
    jitter, out = JitterBuffer(), list[bytes | None]()
    for tick, number in enumerate(order):
        ready = jitter.push((first + number) % 65536, FRAMES[number], tick * 0.02)
        out += [] if isinstance(ready, PacketRefused) else ready
    while jitter.deadline is not None:
        out += jitter.due(jitter.deadline)
    return out


@given(first=st.integers(0, 65535), swaps=st.sets(st.integers(0, len(FRAMES) - 2)))
def test_neighbours_that_changed_places_change_back(first: int, swaps: set[int]) -> None:
    order = list(range(len(FRAMES)))
    for position in sorted(swaps):
        if position - 1 not in swaps:
            order[position], order[position + 1] = order[position + 1], order[position]
    assert play(order, first) == FRAMES


@given(first=st.integers(0, 65535), lost=st.sets(st.integers(2, len(FRAMES) - 2), max_size=20))
def test_a_lost_packet_leaves_its_place(first: int, lost: set[int]) -> None:
    kept = [number for number in range(len(FRAMES)) if number not in lost]
    gaps = [b - a - 1 for a, b in pairwise(kept)]
    out = play(kept, first)
    assert [frame for frame in out if frame is not None] == [FRAMES[number] for number in kept]
    if max(gaps) <= CONCEALED:
        assert [number for number, frame in enumerate(out) if frame is None] == sorted(lost)


@given(st.sets(st.integers(0, len(FRAMES) - 1)))
def test_duplicates_are_refused(doubled: set[int]) -> None:
    order = [n for number in range(len(FRAMES)) for n in [number] * (1 + (number in doubled))]
    assert play(order) == FRAMES


@given(st.lists(st.tuples(st.integers(0, 65535), st.floats(0, 0.2))))
def test_nothing_is_invented_repeated_or_hoarded(packets: list[tuple[int, float]]) -> None:
    jitter, out, now = JitterBuffer(), list[bytes | None](), 0.0
    for number, (sequence, pause) in enumerate(packets):
        now += pause
        out += jitter.due(now)
        ready = jitter.push(sequence, number.to_bytes(2, "big"), now)
        out += [] if isinstance(ready, PacketRefused) else ready
    frames = [frame for frame in out if frame is not None]
    assert len(set(frames)) == len(frames) <= len(packets)
    rest = 0
    while jitter.deadline is not None:
        rest += len([frame for frame in jitter.due(jitter.deadline) if frame is not None])
    assert rest < DEPTH


def test_a_missing_packet_is_waited_for_only_so_long() -> None:
    jitter = JitterBuffer()
    jitter.push(0, b"0", 0.0)
    assert jitter.push(1, b"1", 0.02) == [b"0", b"1"]
    assert jitter.push(3, b"3", 0.06) == []
    assert jitter.due(0.06 + PATIENCE - 0.001) == []
    assert jitter.due(0.06 + PATIENCE) == [None, b"3"]
    assert jitter.push(2, b"2", 0.2) is PacketRefused.LATE


def test_a_far_off_number_begins_a_new_stream() -> None:
    jitter = JitterBuffer()
    for number in range(3):
        jitter.push(number, b"old", 0.0)
    assert jitter.push(30_000, b"a", 1.0) == []
    assert jitter.push(30_001, b"b", 1.02) == [b"a", b"b"]
