"""What moderators run the agent by: its settings, who changed what, and what waits for a yes."""

import re

from agent.dialog.commands import Command, text
from agent.dialog.intents import Intent
from agent.dialog.moderation import (
    ChangeSetting,
    ReadChanges,
    ReadPending,
    ReadSettings,
    Settle,
    UndoChange,
    UndoPerson,
)
from agent.dialog.step import Step
from agent.dialog.table import Event
from agent.dialog.turns import Meaning

NUMBER = re.compile(r"#?(\d{1,15})")
PERSON = re.compile(r"<@!?(\d{1,20})>|@(\S+)")
"""Somebody who is mentioned."""
ALL = "all"
VERBS = {"take": True, "drop": False}


def undo_of(step: Step, meaning: Meaning, what: str) -> None:
    """Take back a change by its number, or all of a person, which is asked about first."""
    if number := NUMBER.fullmatch(what):
        step.do(UndoChange(int(number[1])))
    elif not (person := PERSON.fullmatch(what)):
        step.say("undo.unclear")
    elif step.refuses("teach"):
        pass
    elif meaning.confirmed:
        step.do(UndoPerson(person[1] or person[2]))
    else:
        step.confirm(meaning, "undo.person_sure", who=person[1] or person[2])


def _settings(step: Step, meaning: Meaning) -> Event:
    """All of them, or `NAME VALUE`."""
    words = meaning.slot("words")
    step.do(ChangeSetting(words) if words else ReadSettings())
    return Event.ASIDE


def _pending(step: Step, meaning: Meaning) -> Event:
    """What waits; `take` or `drop` a number, somebody's, or `all`; or words to look for."""
    words = meaning.slot("words")
    verb, _, rest = words.partition(" ")
    settled = _settled(verb.lower(), rest.strip())
    if settled is None and verb.lower() in VERBS:
        step.say("pending.unclear")
    else:
        step.do(settled or ReadPending(words))
    return Event.ASIDE


def _settled(verb: str, what: str) -> Settle | None:
    if verb not in VERBS:
        return None
    if number := NUMBER.fullmatch(what):
        return Settle(VERBS[verb], number=int(number[1]))
    if person := PERSON.fullmatch(what):
        return Settle(VERBS[verb], user=person[1] or person[2])
    return Settle(VERBS[verb]) if what.lower() == ALL else None


def _who(step: Step, meaning: Meaning) -> Event:
    words = re.sub(r"^(?:taught|changed)\s+", "", meaning.slot("words"), flags=re.IGNORECASE)
    step.do(ReadChanges(words))
    return Event.ASIDE


MODERATING_COMMANDS: tuple[Command, ...] = (
    Command(
        Intent.SETTINGS,
        _settings,
        "command.settings",
        (text("words", "command.settings.words"),),
        needs="manage",
    ),
    Command(
        Intent.PENDING,
        _pending,
        "command.pending",
        (text("words", "command.pending.words"),),
        needs="teach",
    ),
    Command(Intent.WHO, _who, "command.who", (text("words", "command.who.words"),)),
)
