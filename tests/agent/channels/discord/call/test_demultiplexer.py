"""Hearing without a network: packets and time go in by hand."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import davey
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.channels.discord.call.attribution import KEPT_PACKETS
from agent.channels.discord.call.demultiplexer import UNKNOWN_SOURCES, Hearing
from agent.channels.discord.call.encryption import END_TO_END_MARK, Encryption, EndToEndError
from tests.agent.channels.discord.call.sounds import tone
from tests.loopback import rtp
from tests.loopback.mls import ExternalSender, vector
from tests.loopback.opus import SILENCE, encode

KEY = bytes(range(32))
SPEECH = encode(tone(700, 0.4))
ROBIN, ANN, CHANNEL = 7, 42, 99


@dataclass
class Keys:
    """A call without end-to-end encryption, unless told otherwise."""

    secret_key: list[int] = field(default_factory=lambda: list(KEY))
    dave_protocol_version: int = 0
    dave_session: davey.DaveSession | None = None


class Locked(Encryption):
    """A group of one member, 42, whose frames are plain but for their mark, once there is a key."""

    key: int | None = None

    @property
    def end_to_end(self) -> bool:
        return True

    @property
    def epoch(self) -> int | None:
        return self.key

    def members(self) -> set[int]:
        return {42} if self.key is not None else set()

    def decrypt(self, user_id: int, frame: bytes) -> bytes:
        if self.key is None:
            raise EndToEndError
        return frame.removesuffix(END_TO_END_MARK)


class Group:
    """A real group of Ann's, who speaks in it already, and of Robin, who has yet to be welcomed."""

    def __init__(self) -> None:
        sender, group = ExternalSender(), struct.pack(">Q", CHANNEL)
        self.robin = davey.DaveSession(davey.DAVE_PROTOCOL_VERSION, ROBIN, CHANNEL)
        self.ann = davey.DaveSession(davey.DAVE_PROTOCOL_VERSION, ANN, CHANNEL)
        for session in (self.robin, self.ann):
            session.set_external_sender(sender.package())
        self.ann.get_serialized_key_package()
        proposal = sender.add(group, 0, self.robin.get_serialized_key_package())
        kind = davey.ProposalsOperationType.append
        made = self.ann.process_proposals(kind, vector(proposal), [ANN, ROBIN])
        assert made is not None and made.welcome is not None
        self.ann.process_commit(made.commit)
        self._welcome = made.welcome

    def welcome(self) -> None:
        """Robin gets the keys."""
        self.robin.process_welcome(self._welcome)


@dataclass
class Ear:
    """A `Hearing` that notes what it hears: (user, bytes of PCM, time)."""

    keys: Keys = field(default_factory=Keys)
    refused: set[int] = field(default_factory=set)
    heard: list[tuple[int, int, float]] = field(default_factory=list)
    counter: int = 0

    def __post_init__(self) -> None:
        self.hearing = Hearing(self._note, lambda user: user not in self.refused)
        self.hearing.begin(Encryption(self.keys))

    def packet(self, sequence: int, now: float, payload: bytes = SPEECH[0], ssrc: int = 1) -> None:
        """One packet arrives."""
        self.counter += 1
        packet = rtp.Packet(sequence, 960 * sequence, ssrc, payload)
        self.hearing.packet(rtp.seal(packet, KEY, self.counter), now)

    def _note(self, user: int, pcm: bytes, at: float) -> None:
        self.heard.append((user, len(pcm), at))


def test_speech_is_continuous_and_a_pause_is_a_pause() -> None:
    ear = Ear()
    ear.hearing.announced(1, 42, 0.0)
    for sequence, now in enumerate([5.0, 5.019, 5.045, 5.06, 8.0, 8.02]):
        ear.packet(sequence, now)
    times = [round(at, 3) for _, _, at in ear.heard]
    assert times == [5.019, 5.039, 5.059, 5.079, 8.0, 8.02]
    assert {user for user, _, _ in ear.heard} == {42}


def test_packets_before_the_speaker_is_known_are_kept() -> None:
    ear = Ear()
    for sequence in range(KEPT_PACKETS + 5):
        ear.packet(sequence, 0.0)
    ear.hearing.announced(1, 42, 1.0)
    assert len(ear.heard) == KEPT_PACKETS
    assert ear.hearing.counts["unknown speaker"] == 5


def test_not_everybody_can_make_us_keep_packets() -> None:
    ear = Ear()
    for ssrc in range(UNKNOWN_SOURCES + 10):
        ear.packet(0, 0.0, ssrc=ssrc)
    assert ear.hearing.counts["unknown speaker"] == 10


def test_who_did_not_agree_is_dropped_before_decryption() -> None:
    ear = Ear(refused={42})
    ear.hearing.announced(1, 42, 0.0)
    ear.keys.secret_key = list(bytes(32))  # would be counted as malformed if it were tried
    ear.packet(0, 0.0)
    ear.packet(1, 0.02)
    assert ear.hearing.counts == {"no consent": 2}
    assert ear.heard == []


def test_consent_can_be_given_and_taken_back_at_any_time() -> None:
    ear = Ear(refused={42})
    ear.hearing.announced(1, 42, 0.0)
    for sequence in range(9):
        ear.refused = set() if 3 <= sequence < 6 else {42}
        ear.packet(sequence, sequence * 0.02)
    assert len(ear.heard) == 3


def test_a_loss_is_filled_when_its_time_is_over() -> None:
    ear = Ear()
    ear.hearing.announced(1, 42, 0.0)
    for sequence in (0, 1, 3):
        ear.packet(sequence, sequence * 0.02, SPEECH[sequence])
    deadline = ear.hearing.due(0.06)
    assert deadline is not None
    assert len(ear.heard) == 2
    assert ear.hearing.due(deadline) is None
    assert len(ear.heard) == 4
    assert ear.hearing.counts == {"heard": 3, "concealed": 1}


def test_users_leave_and_come_back_with_another_source() -> None:
    ear = Ear()
    ear.hearing.announced(1, 42, 0.0)
    ear.packet(0, 0.0)
    ear.packet(1, 0.0)
    ear.hearing.left(42)
    ear.packet(2, 0.0)
    ear.hearing.announced(2, 42, 0.0)
    ear.packet(0, 0.1, ssrc=2)
    ear.packet(1, 0.1, ssrc=2)
    assert [user for user, _, _ in ear.heard] == [42] * 4


def test_a_new_session_forgets_the_old_one() -> None:
    ear = Ear()
    ear.hearing.announced(1, 42, 0.0)
    ear.hearing.begin(Encryption(ear.keys))
    ear.packet(0, 0.0)
    ear.packet(1, 0.0)
    assert ear.heard == []
    ear.hearing.announced(1, 43, 0.0)
    assert [user for user, _, _ in ear.heard] == [43, 43]


def test_an_encrypted_frame_is_never_decoded() -> None:
    ear = Ear()
    ear.hearing.announced(1, 42, 0.0)
    for version, session in ((0, None), (1, None), (1, davey.DaveSession(1, 7, 8))):
        ear.keys.dave_protocol_version, ear.keys.dave_session = version, session
        for sequence in range(20):
            ear.packet(sequence, 0.0, SPEECH[0] + b"\xfa\xfa")
    assert ear.heard == []
    assert not ear.hearing.counts["heard"]


def test_what_came_before_its_key_is_heard_when_that_comes() -> None:
    ear = Ear()
    ear.hearing.begin(locked := Locked(ear.keys))
    for sequence in range(5):
        ear.packet(sequence, 0.0, SPEECH[sequence] + END_TO_END_MARK)
    ear.packet(5, 0.0, SILENCE)
    assert ear.heard == []
    locked.key = 1
    ear.hearing.rekeyed(0.1)
    assert [user for user, _, _ in ear.heard] == [42] * 6
    locked.key = None
    ear.packet(6, 0.2, SPEECH[6] + END_TO_END_MARK)
    locked.key = 2
    ear.hearing.rekeyed(0.3)
    assert ear.hearing.counts == {"heard": 7}


def test_keys_that_come_while_somebody_speaks_lose_nothing_of_before() -> None:
    ear, group = Ear(Keys(dave_protocol_version=1)), Group()
    ear.keys.dave_session = group.robin
    said = [SILENCE, *(group.ann.encrypt_opus(frame) for frame in SPEECH[:5])]
    for sequence in range(3):
        ear.packet(sequence, 0.0, said[sequence])
    group.welcome()
    for sequence in range(3, 6):
        ear.packet(sequence, 0.1, said[sequence])
    assert [user for user, _, _ in ear.heard] == [ANN] * 6
    assert ear.hearing.counts == {"heard": 6}


@pytest.mark.parametrize("rekeyed", [True, False])
def test_keys_open_nothing_of_before_their_owner_agreed(rekeyed: bool) -> None:
    ear = Ear(refused={42})
    ear.hearing.begin(locked := Locked(ear.keys))
    locked.key = 1
    for sequence in range(3):
        ear.packet(sequence, 0.0, SPEECH[sequence] + END_TO_END_MARK)
    ear.refused.clear()
    locked.key = 2
    if rekeyed:
        ear.hearing.rekeyed(0.1)
    for sequence in range(3, 6):
        ear.packet(sequence, 0.1, SPEECH[sequence] + END_TO_END_MARK)
    assert ear.hearing.counts == {"no consent": 3, "heard": 3}


def test_what_waited_too_long_for_its_key_is_not_played() -> None:
    ear = Ear()
    ear.hearing.begin(locked := Locked(ear.keys))
    ear.packet(0, 0.0, SPEECH[0] + END_TO_END_MARK)
    locked.key = 1
    ear.hearing.rekeyed(60.0)
    assert ear.hearing.counts == {"unknown speaker": 1}


def test_silence_is_nobodys_until_something_was_said() -> None:
    ear = Ear(Keys(dave_protocol_version=1, dave_session=davey.DaveSession(1, 7, 8)))
    ear.hearing.announced(1, 42, 0.0)
    ear.packet(0, 0.0, SILENCE)
    ear.packet(1, 0.02, SILENCE)
    assert ear.heard == []
    ear.keys.dave_protocol_version = 0
    ear.packet(2, 0.04)
    assert [user for user, _, _ in ear.heard] == [42] * 3


@given(st.lists(st.tuples(st.binary(max_size=60), st.floats(0, 1))))
def test_nothing_that_comes_over_udp_can_raise(packets: list[tuple[bytes, float]]) -> None:
    ear, now = Ear(), 0.0
    for data, pause in packets:
        now += pause
        ear.hearing.packet(data, now)
        ear.hearing.packet(b"\x80\x78" + data, now)
        ear.hearing.due(now)
    assert ear.heard == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 65535),
            st.binary(max_size=40) | st.sampled_from(SPEECH),
            st.integers(0, 3),
            st.sampled_from(["packet", "speaker", "left", "refuse", "agree"]),
        ),
        max_size=40,
    )
)
def test_no_speaker_can_make_it_raise(steps: list[tuple[int, bytes, int, str]]) -> None:
    ear = Ear()
    for now, (sequence, payload, ssrc, what) in enumerate(steps):
        match what:
            case "speaker":
                ear.hearing.announced(ssrc, 40 + ssrc // 2, now)
            case "left":
                ear.hearing.left(40 + ssrc // 2)
            case "refuse" | "agree":
                (ear.refused.add if what == "refuse" else ear.refused.discard)(40 + ssrc // 2)
            case _:
                ear.packet(sequence, now, payload, ssrc)
        ear.hearing.due(now)
    assert all(size % 4 == 0 for _, size, _ in ear.heard)
