"""What is understood in every state: help, cancel, undo and the like, and commands by the way.

All but cancel and start over leave the dialog where it is.
"""

from collections.abc import Callable

from agent.dialog.commands import Command, text, word
from agent.dialog.intents import Intent
from agent.dialog.moderating_commands import MODERATING_COMMANDS, undo_of
from agent.dialog.requests import (
    ChooseSmallTalk,
    Export,
    Forget,
    GetFile,
    Instructions,
    List,
    Pack,
    ReadCommands,
    Request,
    Restore,
    UndoCorrection,
)
from agent.dialog.step import Handler, Step
from agent.dialog.table import Event
from agent.dialog.taught_commands import TAUGHT_COMMANDS
from agent.dialog.turns import HandleCommand, Meaning, MoveToText, StopSpeaking

KEPT = 3
"""More unsaved things than this are only dropped after a yes."""


def _saying(prompt: str) -> Handler:
    def handle(step: Step, meaning: Meaning) -> Event:
        step.say(prompt)
        return Event.ASIDE

    return handle


def _doing(request: Callable[[], Request]) -> Handler:
    def handle(step: Step, meaning: Meaning) -> Event:
        step.do(request())
        return Event.ASIDE

    return handle


def _by_the_channel(step: Step, meaning: Meaning) -> Event:
    """What is about the place itself; leaving it for words that only resemble that is asked."""
    if meaning.intent is Intent.LEAVE and meaning.loose and not meaning.confirmed:
        return step.confirm(meaning, "act.leave")
    step.effects.append(HandleCommand(meaning.intent, meaning.slots))
    if meaning.intent is Intent.LEAVE and not step.idle:
        step.state.where(step)
    return Event.ASIDE


def _unknown(step: Step, meaning: Meaning) -> Event:
    nearest = meaning.slot("nearest")
    prompt = "unknown_command.nearest" if nearest else "unknown_command"
    step.say(prompt, given=meaning.slot("given"), nearest=nearest)
    return Event.ASIDE


def _getfile(step: Step, meaning: Meaning) -> Event:
    path = meaning.slot("path")
    step.do(GetFile(path) if path else List("files", meaning.text))
    return Event.ASIDE


def _archive(step: Step, meaning: Meaning) -> Event:
    step.do(_archiving(meaning.slot("what"), meaning.slot("name"), meaning.text))
    return Event.ASIDE


def _archiving(what: str, name: str, words: str) -> Request:
    """`list`, `restore NAME`, or what to archive."""
    verb, _, rest = what.partition(" ")
    if verb.lower() == "restore" and (rest or name):
        return Restore(rest or name)
    if what.lower() in ("", "list", "restore"):
        return List("archives") if what else List("archivable", words)
    return Pack(what)


def _restore(step: Step, meaning: Meaning) -> Event:
    name = meaning.slot("name")
    step.do(Restore(name) if name else List("archives", meaning.text))
    return Event.ASIDE


def _forget(step: Step, meaning: Meaning) -> Event:
    if not meaning.confirmed:
        return step.confirm(meaning, "forget.sure")
    step.do(Forget())
    return Event.ASIDE


def _small_talk(step: Step, meaning: Meaning) -> Event:
    choice = meaning.slot("choice").lower()
    if choice in ("on", "off"):
        step.do(ChooseSmallTalk(choice == "on"))
    else:
        step.say("small_talk.unclear")
    return Event.ASIDE


def _help(step: Step, meaning: Meaning) -> Event:
    if words := meaning.slot("words"):
        step.do(ReadCommands(words))
        return Event.ASIDE
    may = step.rights.lesson or not step.idle
    step.say(f"help.{step.state.name}" if may else "help.asking")
    if step.idle and not meaning.spoken:
        step.do(ReadCommands())
    return Event.ASIDE


def _repeat(step: Step, meaning: Meaning) -> Event:
    if step.session.question is None:
        step.state.ask(step)
    else:
        step.effects.append(step.session.question)
    return Event.ASIDE


def _called(step: Step, meaning: Meaning) -> Event:
    """By name alone: with nothing open, by voice, the agent only says that it listens."""
    if not (step.idle and meaning.spoken):
        return _repeat(step, meaning)
    step.say("idle.called")
    return Event.ASIDE


def _stop(step: Step, meaning: Meaning) -> Event:
    step.effects.append(StopSpeaking())
    return Event.ASIDE


def _status(step: Step, meaning: Meaning) -> Event:
    step.state.where(step)
    return Event.ASIDE


def _undo(step: Step, meaning: Meaning) -> Event:
    """The last thing done in this state; in idle the flow that was cancelled, or a correction.

    What is named is taken back wherever the dialog is.
    """
    session = step.session
    if what := meaning.slot("what"):
        undo_of(step, meaning, what)
    elif not step.idle:
        step.state.undo(step)
    elif session.dropped:
        session.suspended.append(session.dropped)
        session.dropped = None
    else:
        step.do(UndoCorrection())
    return Event.ASIDE


def _in_text(step: Step, meaning: Meaning) -> Event:
    step.effects.append(MoveToText())
    return Event.ASIDE


def _cancel(step: Step, meaning: Meaning) -> Event:
    if step.idle:
        step.say("cancel.nothing")
        return Event.ASIDE
    if question := _would_drop(step, meaning):
        return question
    return leave(step, "cancel.done")


def _start_over(step: Step, meaning: Meaning) -> Event:
    """Out of the flow, and in again by the command that opens it."""
    if step.idle:
        step.say("idle.ask")
        return Event.ASIDE
    if question := _would_drop(step, meaning):
        return question
    step.again = Meaning(step.state.opener, command=True)
    return leave(step, "start_over")


def _would_drop(step: Step, meaning: Meaning) -> Event | None:
    """Ask first where a running job or much that is not saved would be lost."""
    task = step.session.task
    if meaning.confirmed or task is None:
        return None
    if task.job:
        return step.confirm(meaning, "cancel.job")
    if task.unsaved > KEPT:
        return step.confirm(meaning, "cancel.sure", count=task.unsaved)
    return None


def leave(step: Step, prompt: str) -> Event:
    """Leave what is being done; `undo` takes it back where something was gathered."""
    session = step.session
    step.drop_job()
    session.dropped = step.state.suspend(session)
    step.say(prompt)
    step.state.leave(step)
    return Event.CANCEL


GLOBAL_COMMANDS: tuple[Command, ...] = (
    Command(Intent.HI, _saying("hi"), "command.hi"),
    Command(Intent.JOIN, _by_the_channel, "command.join"),
    Command(Intent.LEAVE, _by_the_channel, "command.leave"),
    Command(
        Intent.ARCHIVE,
        _archive,
        "command.archive",
        (text("what", "command.archive.what"),),
        needs="teach",
    ),
    Command(Intent.ARCHIVE_LIST, _doing(lambda: List("archives"))),
    Command(Intent.RESTORE, _restore, needs="teach"),
    Command(
        Intent.GETFILE,
        _getfile,
        "command.getfile",
        (text("path", "command.getfile.path"),),
    ),
    Command(Intent.INSTRUCTION, _doing(Instructions), "command.instruction"),
    Command(Intent.STATUS, _status, "command.status"),
    Command(Intent.UNDO, _undo, "command.undo", (text("what", "command.undo.what"),)),
    *TAUGHT_COMMANDS,
    *MODERATING_COMMANDS,
    Command(Intent.EXPORT, _doing(Export), "command.export"),
    Command(Intent.FORGET, _forget, "command.forget"),
    Command(
        Intent.CONSENT,
        _by_the_channel,
        "command.consent",
        (word("choice", "command.consent.choice"),),
    ),
    Command(
        Intent.SMALL_TALK,
        _small_talk,
        "command.small_talk",
        (word("choice", "command.small_talk.choice"),),
        needs="teach",
    ),
    Command(Intent.DOCTOR, _by_the_channel, "command.doctor"),
    Command(Intent.HELP, _help, "command.help", (text("words", "command.help.words"),)),
    Command(Intent.CANCEL, _cancel, "command.cancel"),
    Command(Intent.REPEAT, _repeat),
    Command(Intent.CALLED, _called),
    Command(Intent.STOP, _stop),
    Command(Intent.START_OVER, _start_over),
    Command(Intent.IN_TEXT, _in_text),
    Command(Intent.REFRAIN, _saying("refrain")),
    Command(Intent.UNKNOWN_COMMAND, _unknown),
)
"""In the order in which help lists them; those without a summary are said in words only."""
