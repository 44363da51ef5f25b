"""What could not be answered, to be taught, merged and ignored."""

import hashlib

from agent.channels.discord.panels.desk import Handlers
from agent.channels.discord.panels.panel import (
    Action,
    Button,
    Choices,
    Field,
    Panel,
    PanelForm,
    clipped,
    fitting,
)
from agent.channels.discord.panels.visit import Visit
from agent.channels.discord.text.words import Words, escaped
from agent.dialog.intents import Intent
from agent.dialog.outcomes import InboxGroup, InboxRead
from agent.dialog.requests import AnswerGroup, DropGroup, ReadInbox
from messages import Message

PAGE = 10
LINES = 10
LINE = 150
DIGITS = 12


def handlers() -> Handlers:
    return {
        "unanswered": show_page,
        "group": show_group,
        "teach": ask_answer,
        "taught": teach,
        "merge": merge,
        "ignore": ignore,
    }


async def show_page(visit: Visit, page: int = 0, note: str = "") -> None:
    """The groups with their counts, ten at a time."""
    read = await visit.ask(ReadInbox())
    if not isinstance(read, InboxRead):
        await visit.tell(visit.put(read))
    elif not read.groups:
        nothing = visit.words.shown(Message("unanswered.none"))
        await visit.show(Panel(fitting([*([note] if note else []), nothing])))
    else:
        await visit.show(overview(read.groups, page, visit.words, note))


OPENERS = {Intent.UNANSWERED: show_page}


async def show_group(visit: Visit) -> None:
    """One group."""
    group = await _find(visit, (visit.chosen or [""])[0])
    if group is not None:
        await visit.show(details(group, visit.words))


async def ask_answer(visit: Visit, key: str) -> None:
    """Have the answer filled in."""
    group = await _find(visit, key)
    if group is not None:
        await visit.fill_in(form_of(group, visit.words))


async def teach(visit: Visit, key: str) -> None:
    """Answer the group so from now on."""
    await _answer(visit, key, visit.given.get("answer", ""))


async def merge(visit: Visit, key: str) -> None:
    """Give the group the answer that was chosen."""
    group = await _find(visit, key)
    chosen = (visit.chosen or [""])[0]
    if group is not None:
        found = (name for name in group.answers if key_of(name) == chosen)
        await _answer(visit, key, next(found, ""))


async def ignore(visit: Visit, key: str) -> None:
    """Forget the group."""
    group = await _find(visit, key)
    if group is not None:
        await show_page(visit, note=visit.put(await visit.ask(DropGroup(group.inputs))))


def overview(groups: tuple[InboxGroup, ...], page: int, words: Words, note: str = "") -> Panel:
    """A page of groups."""
    pages = max(1, -(-len(groups) // PAGE))
    page = min(max(page, 0), pages - 1)
    here = groups[page * PAGE : (page + 1) * PAGE]
    asked = sum(group.asked for group in groups)
    head = {"count": len(groups), "asked": asked, "page": page + 1, "pages": pages}
    lines = [f"**{each.asked}** × {escaped(clipped(each.inputs[0], LINE))}" for each in here]
    options = tuple((key_of(each.inputs[0]), each.inputs[0], f"{each.asked} ×") for each in here)

    def to(number: int) -> Action:
        return ("unanswered", number)

    turning = (
        Button("◀", to(page - 1), disabled=page == 0),
        Button("▶", to(page + 1), disabled=page == pages - 1),
    )
    menu = Choices(words.text("unanswered.which"), ("group",), options)
    told = words.shown(Message("unanswered.head", head))
    return Panel(fitting([*([note] if note else []), told, *lines]), (menu, turning))


def details(group: InboxGroup, words: Words) -> Panel:
    """One group with all that can be done with it."""
    key = key_of(group.inputs[0])
    lines = [f"- {escaped(clipped(text, LINE))}" for text in group.inputs[:LINES]]
    answers = tuple((key_of(name), name, "") for name in group.answers)
    buttons = (
        Button(words.text("unanswered.teach"), ("teach", key)),
        Button(words.text("unanswered.ignore"), ("ignore", key)),
        Button(words.text("panel.back"), ("unanswered", 0)),
    )
    menu = Choices(words.text("unanswered.merge"), ("merge", key), answers)
    head = words.shown(Message("unanswered.group", {"count": group.asked}))
    return Panel(fitting([head, *lines]), (*((menu,) if answers else ()), buttons))


def form_of(group: InboxGroup, words: Words) -> PanelForm:
    """A form for the answer to a group."""
    field = Field("answer", words.text("form.correct.question"), long=True)
    return PanelForm(group.inputs[0], ("taught", key_of(group.inputs[0])), (field,))


def key_of(text: str) -> str:
    """What stands for a sentence in an action."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


async def _answer(visit: Visit, key: str, answer: str) -> None:
    group = await _find(visit, key)
    if group is not None and answer.strip():
        outcome = await visit.ask(AnswerGroup(group.inputs, answer.strip()))
        await show_page(visit, note=visit.put(outcome))


async def _find(visit: Visit, key: str) -> InboxGroup | None:
    """The group; where it is gone, or may not be seen any more, that is told."""
    read = await visit.ask(ReadInbox())
    groups = read.groups if isinstance(read, InboxRead) else ()
    found = next((each for each in groups if key_of(each.inputs[0]) == key), None)
    if found is None and isinstance(read, InboxRead):
        await show_page(visit, note=visit.words.shown(Message("unanswered.gone")))
    elif found is None:
        await visit.tell(visit.put(read))
    return found
