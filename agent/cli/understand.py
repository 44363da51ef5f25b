"""What sentences mean to the agent, and what would be done about them."""

import asyncio
import json
from argparse import ArgumentParser
from dataclasses import dataclass
from typing import Literal

from agent.app import App
from agent.building import build_dialog, build_understanding
from agent.cli.command import Context, Subcommand, with_json
from agent.cli.imagined import session_in
from agent.cli.prepare import learn_phrases
from agent.dialog.dialog import Dialog
from agent.dialog.intents import Intent
from agent.dialog.outcomes import Answered
from agent.dialog.requests import Answer
from agent.dialog.session import Session
from agent.dialog.turns import Do, Effect, Finished, Meaning, Said
from agent.opening import looked_into
from agent.prompts.failure import Failure
from agent.prompts.render import Renderer
from agent.states import all_states
from messages import Message

Outcome = Literal["done", "asked", "model", "nothing"]
REFRAINED = (Intent.NONE, Intent.REFRAIN)
STATES = tuple(state.name for state in all_states())


@dataclass(frozen=True, slots=True)
class Understood:
    """A sentence in a state, its meaning, and what comes of it.

    `asks` is the question that is asked first; of a sentence for the model, what is asked where
    the model does not know it.
    """

    text: str
    state: str
    meaning: Meaning
    outcome: Outcome
    asks: str


def _arguments(parser: ArgumentParser, words: Renderer) -> None:
    parser.add_argument("text", nargs="+", help=words.text("cli.understand.text"))
    parser.add_argument("--state", default="idle", help=words.text("cli.understand.state"))
    with_json(parser, words)


def _run(context: Context) -> int:
    state = context.given.state
    if state not in STATES:
        raise Failure("cli.understand.no_state", state=state, there=STATES)
    for understood in asyncio.run(_understand(context)):
        told = _as_json(understood) if context.given.json else _as_text(understood, context.words)
        print(told)
    return 0


async def _understand(context: Context) -> list[Understood]:
    async with looked_into(context.settings) as app:
        await learn_phrases(app)
        return [understood(app, text, context) for text in context.given.text]


def understood(app: App, text: str, context: Context) -> Understood:
    """What the dialog would make of a line; nothing is carried out."""
    dialog = build_dialog(app.settings, app.commands, app.phrases)
    understanding = build_understanding(app.settings, app.commands, app.phrases)
    session = session_in(context.given.state)
    meaning = understanding.understand(Said(text), dialog.expected(session))
    outcome = _outcome(dialog, session, text, meaning)
    asks = context.words.render(session.pending.question) if session.pending else ""
    return Understood(text, context.given.state, meaning, outcome, asks)


def _outcome(dialog: Dialog, session: Session, text: str, meaning: Meaning) -> Outcome:
    missed = session.misses
    effects = dialog.step(session, Said(text))
    if _asks_model(effects):
        dialog.step(session, Finished(Answered(text, "", 0.0, known=False)))
        if meaning.intent is Intent.SENTENCE:
            return "model"
    if session.pending:
        return "asked"
    return "nothing" if session.misses > missed or meaning.intent in REFRAINED else "done"


def _asks_model(effects: tuple[Effect, ...]) -> bool:
    return any(isinstance(each, Do) and isinstance(each.request, Answer) for each in effects)


def _as_json(understood: Understood) -> str:
    meaning = understood.meaning
    content = {
        "text": understood.text,
        "state": understood.state,
        "intent": meaning.intent or "none",
        "slots": dict(meaning.slots),
        "confidence": round(meaning.confidence, 4),
        "outcome": understood.outcome,
        "asks": understood.asks,
    }
    return json.dumps(content, ensure_ascii=False)


def _as_text(understood: Understood, words: Renderer) -> str:
    meaning, asks = understood.meaning, understood.asks
    outcome = f"cli.understand.{understood.outcome}"
    return words.text(
        "cli.understand.line",
        text=understood.text,
        intent=meaning.intent or Message("cli.understand.no_meaning"),
        share=f"{meaning.confidence:.0%}",
        slots="".join(f", {name}: {value}" for name, value in meaning.slots.items()),
        outcome=Message(outcome, {"asks": asks}),
        unless=Message("cli.understand.unless", {"asks": asks})
        if asks and understood.outcome == "model"
        else "",
    )


COMMAND = Subcommand("understand", _run, _arguments)
