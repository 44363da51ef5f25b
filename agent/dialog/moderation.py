"""What those ask for who run a server: settings, changes, lessons that wait."""

from dataclasses import dataclass

from agent.dialog.rights import Governs, Reads, WritesShared


@dataclass(frozen=True, slots=True)
class ReadSettings(Governs):
    """List the settings of the workspace."""


@dataclass(frozen=True, slots=True)
class ChangeSetting(Governs):
    """Set one of them; `default` puts it back to the owner's."""

    name: str
    """May be followed by the value, as it is typed."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReadChanges(Reads):
    """Who changed what, the latest first; of what has these words, if any."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class UndoChange(WritesShared):
    """Take one change back, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class UndoPerson(WritesShared):
    """Take back all that a person taught or changed, and drop what waits of theirs."""

    user: str


@dataclass(frozen=True, slots=True)
class ReadPending(WritesShared):
    """List the lessons that wait for a trainer; those with these words, if any."""

    words: str = ""


@dataclass(frozen=True, slots=True)
class Settle(WritesShared):
    """Take or drop lessons that wait: one by its number, all of a person, or all there are."""

    take: bool
    number: int = 0
    user: str = ""
