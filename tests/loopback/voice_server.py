"""The voice server behind the voice gateway: calls, who is in them, and packets between them."""

from __future__ import annotations

import asyncio
import secrets
import socket
import struct
from dataclasses import dataclass, field
from typing import Protocol

import discord
from nacl.exceptions import CryptoError

from .dave import DaveGroup, Peer
from .faults import Faults
from .network import LOCALHOST, VOICE_DOMAIN
from .records import Channel, Guild, Json, VoiceState
from .rtp import Packet, open_sealed
from .world import World

CLIENTS_CONNECT, CLIENT_DISCONNECT, SPEAKING = 11, 13, 5
CLIENT_FLAGS, CLIENT_PLATFORM = 18, 20  # of no use to bots
DISCOVERY_SIZE, KEEP_ALIVE_SIZE = 74, 8


class Party(Peer, Protocol):
    """Somebody in a call: a real client on a socket, or a simulated person."""

    ssrc: int

    def deliver(self, packet: Packet, user_id: int) -> None:
        """Hear a packet that `user_id` sent."""


@dataclass(eq=False)
class Call:
    """What goes on in one voice channel."""

    channel: Channel
    group: DaveGroup
    faults: Faults
    parties: dict[int, Party] = field(default_factory=dict)

    @property
    def dave_version(self) -> int:
        """The version of end-to-end encryption; stages have none."""
        return (
            0 if self.channel.kind is discord.ChannelType.stage_voice else self.faults.dave_version
        )

    def enter(self, party: Party) -> None:
        """Somebody is connected: the others learn of them, and they of the others."""
        self.exit(party.user_id)
        if party.user_id not in self.faults.unnamed:
            named = str(party.user_id)
            self.broadcast(CLIENTS_CONNECT, {"user_ids": [named]}, party.user_id)
            self.broadcast(CLIENT_FLAGS, {"user_id": named, "flags": 0}, party.user_id)
            self.broadcast(CLIENT_PLATFORM, {"user_id": named, "platform": 0}, party.user_id)
        party.send_json(CLIENTS_CONNECT, {"user_ids": [str(user) for user in self.parties]})
        self.parties[party.user_id] = party
        if self.dave_version:
            self.group.join(party)

    def exit(self, user_id: int) -> None:
        """Somebody is gone."""
        if self.parties.pop(user_id, None) is not None:
            self.broadcast(CLIENT_DISCONNECT, {"user_id": str(user_id)}, user_id)
            self.group.leave(user_id)

    def broadcast(self, op: int, data: Json, sender: int) -> None:
        """Send a message of the voice gateway to everybody but the sender."""
        for party in list(self.parties.values()):
            if party.user_id != sender:
                party.send_json(op, data)

    def speaking(self, party: Party, flags: int = 1) -> None:
        """Tell the others which SSRC a user speaks with."""
        data = {"speaking": flags, "delay": 0, "ssrc": party.ssrc, "user_id": str(party.user_id)}
        self.broadcast(SPEAKING, data, party.user_id)

    def relay(self, packet: Packet, sender: int) -> None:
        """Pass a packet on to everybody else."""
        for party in list(self.parties.values()):
            if party.user_id != sender:
                party.deliver(packet, sender)


@dataclass(eq=False)
class Ticket:
    """Permission for one client to connect to voice: what VOICE_SERVER_UPDATE hands out."""

    guild: Guild
    token: str
    endpoint: str | None


@dataclass(eq=False)
class Line:
    """The UDP side of one real client."""

    ssrc: int
    key: bytes
    user_id: int
    call: Call
    address: tuple[str, int] | None = None


class VoiceServer(asyncio.DatagramProtocol):
    """All calls, and the one UDP socket of the loopback."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self._transport: asyncio.DatagramTransport | None = None
        self._ssrc = secrets.randbelow(1 << 20)
        self._endpoints = 0
        self.calls: dict[int, Call] = {}
        self.tickets: dict[int, Ticket] = {}
        self.lines: dict[int, Line] = {}
        self.keep_alives = 0
        self.packets = 0
        self.undecryptable = 0
        self.port = 0

    async def open(self) -> None:
        """Bind the UDP socket."""
        loop = asyncio.get_running_loop()
        endpoint = (LOCALHOST, 0)
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, endpoint)
        plain = self._transport.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 21)
        self.port = plain.getsockname()[1]

    def close(self) -> None:
        """Close the UDP socket."""
        if self._transport is not None:
            self._transport.close()

    def call(self, channel: Channel) -> Call:
        """The call in this channel, begun at first use."""
        if channel.id not in self.calls:
            group = DaveGroup(channel.id, self._faults, self._world.changes)
            self.calls[channel.id] = Call(channel, group, self._faults)
        return self.calls[channel.id]

    def new_ssrc(self) -> int:
        """A synchronisation source that nobody has."""
        self._ssrc += 1
        return self._ssrc

    def bot_voice_state(self, guild: Guild, data: Json) -> None:
        """Opcode 4 of the main gateway: the bot joins, moves or leaves."""
        wanted, bot = data["channel_id"], self._world.bot
        state = guild.voice_states.get(bot.id)
        if state is not None and wanted != str(state.channel.id):
            self._hang_up(state.channel)
        if wanted is None:
            if state is not None:
                self._world.move_voice(state, None)
            return
        channel = guild.channels.get(int(wanted))
        if channel is None or not guild.permissions(bot, channel).connect:
            return  # Discord does not answer either
        if state is None:
            state = VoiceState(guild.members[bot.id], channel, secrets.token_hex(8))
        state.suppress = channel.kind is discord.ChannelType.stage_voice
        state.self_mute, state.self_deaf = bool(data["self_mute"]), bool(data["self_deaf"])
        self._world.move_voice(state, channel)
        if not self._faults.withhold_voice_server:
            self.invite(guild)

    def invite(self, guild: Guild) -> None:
        """Send VOICE_SERVER_UPDATE with a new token and a new endpoint, or with none yet."""
        self._endpoints += 1
        endpoint: str | None = f"loopback{self._endpoints}.{VOICE_DOMAIN}:443"
        if self._faults.no_endpoint > 0:
            self._faults.no_endpoint -= 1
            endpoint = None
        ticket = self.tickets[guild.id] = Ticket(guild, secrets.token_hex(8), endpoint)
        data = {"token": ticket.token, "guild_id": str(guild.id), "endpoint": endpoint}
        self._world.publish("VOICE_SERVER_UPDATE", data)

    def kick(self, guild: Guild) -> None:
        """Somebody disconnects the bot from voice."""
        state = guild.voice_states[self._world.bot.id]
        self._hang_up(state.channel)
        self._world.move_voice(state, None)

    def move_bot(self, guild: Guild, channel: Channel) -> None:
        """Somebody drags the bot to another channel."""
        state = guild.voice_states[self._world.bot.id]
        self._hang_up(state.channel)
        self._world.move_voice(state, channel)
        self.invite(guild)

    def send(self, line: Line, data: bytes) -> None:
        """Send a UDP packet to a client that has been discovered."""
        if self._transport is not None and line.address is not None:
            self._transport.sendto(data, line.address)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        """Discovery, keep-alive, or a packet of somebody's voice."""
        if len(data) == DISCOVERY_SIZE and data[:2] == b"\x00\x01":
            self._discover(data, address)
        elif len(data) == KEEP_ALIVE_SIZE:
            self.keep_alives += 1
            self._world.changes.notify()
        elif len(data) > DISCOVERY_SIZE // 4:
            self._voice(data)

    def _discover(self, data: bytes, address: tuple[str, int]) -> None:
        line = self.lines.get(struct.unpack_from(">I", data, 4)[0])
        if line is not None and self._transport is not None:
            line.address = address
            head = struct.pack(">HHI", 2, 70, line.ssrc)
            host = address[0].encode().ljust(64, b"\0")
            self._transport.sendto(head + host + struct.pack(">H", address[1]), address)

    def _voice(self, data: bytes) -> None:
        self.packets += 1
        self._world.changes.notify()
        line = self.lines.get(struct.unpack_from(">I", data, 8)[0])
        party = line and line.call.parties.get(line.user_id)
        if line is None or party is None or party.ssrc != line.ssrc:
            return  # nobody's, or of a connection that is over
        try:
            packet = open_sealed(data, line.key)
        except CryptoError:
            self.undecryptable += 1
        else:
            line.call.relay(packet, line.user_id)

    def _hang_up(self, channel: Channel) -> None:
        self.call(channel).exit(self._world.bot.id)
