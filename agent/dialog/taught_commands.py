"""What was taught is listed and edited by the way, wherever the dialog is."""

from dataclasses import replace

from agent.dialog.attaching import only_file
from agent.dialog.commands import Command, file, text
from agent.dialog.intents import Intent
from agent.dialog.requests import (
    ExportTaught,
    ReadTaught,
    RemoveTaught,
    RenameAnswer,
    ReplaceTaught,
)
from agent.dialog.step import Step
from agent.dialog.table import Event
from agent.dialog.turns import Meaning

GIVES = "=>"


def _taught(step: Step, meaning: Meaning) -> Event:
    """A file edited, `file` for one to edit, `rename X => Y`, `merge X => Y`, `remove X`, or words
    to list answers by."""
    if meaning.files:
        if given := only_file(step, meaning):
            step.do(ReplaceTaught(given))
        return Event.ASIDE
    words = meaning.slot("words")
    verb, _, rest = words.partition(" ")
    before, gives, after = rest.partition(GIVES)
    if meaning.slot("before"):
        return _rename(step, meaning, meaning.slot("before"), meaning.slot("after"))
    if verb.lower() in ("rename", "merge") and gives and before.strip() and after.strip():
        return _rename(step, meaning, before.strip(), after.strip())
    if verb.lower() == "remove" and rest:
        return _remove(step, replace(meaning, slots={"what": rest}))
    step.do(ExportTaught() if verb.lower() == "file" and not rest else ReadTaught(words))
    return Event.ASIDE


def _rename(step: Step, meaning: Meaning, before: str, after: str) -> Event:
    if step.refuses("teach"):
        return Event.ASIDE
    if meaning.spoken and not meaning.confirmed:
        return step.confirm(meaning, "taught.rename_sure", before=before, after=after)
    step.do(RenameAnswer(before, after))
    return Event.ASIDE


def _remove(step: Step, meaning: Meaning) -> Event:
    """What was named, or the answer that was given last; words other than a command are asked
    about first."""
    what = meaning.slot("what") or (step.session.answered or ("", ""))[1]
    if step.refuses("teach"):
        return Event.ASIDE
    if not what:
        step.say("taught.which")
    elif meaning.command or meaning.confirmed:
        step.do(RemoveTaught(what))
    else:
        return step.confirm(replace(meaning, slots={"what": what}), "taught.sure", what=what)
    return Event.ASIDE


TAUGHT_COMMANDS: tuple[Command, ...] = (
    Command(
        Intent.TAUGHT,
        _taught,
        "command.taught",
        (
            file("command.taught.file"),
            text("words", "command.taught.words"),
        ),
    ),
    Command(
        Intent.REMOVE_ANSWER,
        _remove,
        "command.remove_answer",
        (text("what", "command.remove_answer.what"),),
        needs="teach",
    ),
)
