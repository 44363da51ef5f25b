"""Commands that are answered in any state and leave the dialog where it is."""

from collections.abc import Callable, Mapping

from agent.dialog.requests import (
    Export,
    Forget,
    GetFile,
    Instructions,
    List,
    Pack,
    Request,
    Restore,
)
from agent.dialog.session import Pending
from agent.dialog.state import YES_NO, Step
from agent.dialog.turns import Meaning

Aside = Callable[[Step, Meaning], None]


def _hi(step: Step, meaning: Meaning) -> None:
    step.say("hi")


def _needs_discord(step: Step, meaning: Meaning) -> None:
    step.say("needs_discord", command=meaning.intent)


def _doctor(step: Step, meaning: Meaning) -> None:
    step.say("doctor")


def _unknown(step: Step, meaning: Meaning) -> None:
    nearest = meaning.slot("nearest")
    prompt = "unknown_command.nearest" if nearest else "unknown_command"
    step.say(prompt, given=meaning.slot("given"), nearest=nearest)


def _doing(request: Callable[[], Request]) -> Aside:
    def aside(step: Step, meaning: Meaning) -> None:
        step.do(request())

    return aside


def _getfile(step: Step, meaning: Meaning) -> None:
    path = meaning.slot("path")
    step.do(GetFile(path) if path else List("files"))


def _archive(step: Step, meaning: Meaning) -> None:
    step.do(_archiving(meaning.slot("what"), meaning.slot("name")))


def _archiving(what: str, name: str) -> Request:
    """`list`, `restore NAME`, or what to archive."""
    verb, _, rest = what.partition(" ")
    if verb.lower() == "restore" and (rest or name):
        return Restore(rest or name)
    if what.lower() in ("", "list", "restore"):
        return List("archives" if what else "archivable")
    return Pack(what)


def _forget(step: Step, meaning: Meaning) -> None:
    if meaning.slot("confirmed"):
        step.do(Forget())
        return
    sure = Meaning("forget", slots={"confirmed": "yes"})
    step.session.pending = Pending(sure, step.say("forget.sure", choices=YES_NO))


ASIDES: Mapping[str, Aside] = {
    "hi": _hi,
    "join": _needs_discord,
    "leave": _needs_discord,
    "consent": _needs_discord,
    "doctor": _doctor,
    "unknown_command": _unknown,
    "instruction": _doing(Instructions),
    "export": _doing(Export),
    "archive_list": _doing(lambda: List("archives")),
    "getfile": _getfile,
    "archive": _archive,
    "forget": _forget,
}

NAMED: Mapping[str, str] = {"getfile": "path", "archive": "what"}
"""Asides that, without this slot, let the user choose while nothing else is being done."""
