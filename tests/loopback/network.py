"""Names and certificates: how an unmodified client ends up at the loopback and nowhere else."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com")
VOICE_DOMAIN = "discord.media"
LOCALHOST = "127.0.0.1"


class LeakError(OSError):
    """Somebody asked for a host that is not Discord's."""


class LoopbackResolver(AbstractResolver):
    """Resolves Discord's hosts to one port of this machine, and refuses every other host."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.refused: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raise `LeakError` for any host that the loopback does not play."""
        if host not in HOSTS and not host.endswith(f".{VOICE_DOMAIN}"):
            self.refused.append(host)
            raise LeakError(f"The loopback does not know the host {host}.")
        return [
            ResolveResult(
                hostname=host,
                host=LOCALHOST,
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is held open."""


def connector(port: int, certificate: Path) -> aiohttp.TCPConnector:
    """The connector to give a client: trusts `certificate` alone and resolves to `port` alone."""
    trusted = ssl.create_default_context(cafile=str(certificate))
    return aiohttp.TCPConnector(ssl=trusted, resolver=LoopbackResolver(port), limit=0)


def server_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A throw-away certificate for Discord's hosts, written to `folder`, and a context using it."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(_certificate(key).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    return context, certificate


def _certificate(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Discord on loopback")])
    hosts = [x509.DNSName(host) for host in (*HOSTS, f"*.{VOICE_DOMAIN}")]
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
