"""What doctor says of one thing."""

from dataclasses import dataclass

from messages import Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked for; `detail` is its version, or what it would bring and how to get it."""

    there: bool
    name: Message | str
    detail: Message | str
    otherwise: str = "cli.doctor.missing"
    """How it is marked where it is not there, or not well."""
