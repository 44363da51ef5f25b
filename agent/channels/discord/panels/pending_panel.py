"""What waits for a trainer, to be looked through, taken and dropped."""

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
from agent.dialog.moderation import ReadPending, Settle
from agent.dialog.outcomes import PendingRead, Waiting
from messages import Message

PAGE = 10
LINES = 15
"""Lines of a lesson that are shown."""
LINE = 150
SEARCH = 40


def handlers() -> Handlers:
    return {
        "pending": show_page,
        "lesson": show_lesson,
        "search": ask_words,
        "found": show_found,
    }


async def show_page(visit: Visit, page: int = 0, words: str = "", note: str = "") -> None:
    """What waits, ten at a time."""
    read = await visit.ask(ReadPending(words))
    if not isinstance(read, PendingRead):
        await visit.show(Panel(fitting([*([note] if note else []), visit.put(read)])))
        return
    await visit.show(overview(read.waiting, page, words, visit.words, note))


OPENERS = {Intent.PENDING: show_page}


async def ask_words(visit: Visit) -> None:
    """Look for something."""
    title = visit.words.text("panel.search")
    field = Field("words", visit.words.text("panel.search.words"), required=False)
    await visit.fill_in(PanelForm(title, ("found",), (field,)))


async def show_found(visit: Visit) -> None:
    words = visit.given.get("words", "").replace(":", " ")[:SEARCH]
    await show_page(visit, 0, words)


async def show_lesson(visit: Visit, number: str = "") -> None:
    """One lesson, whole."""
    wanted = number or (visit.chosen or ["0"])[0]
    read = await visit.ask(ReadPending())
    found = (each for each in getattr(read, "waiting", ()) if str(each.id) == wanted)
    lesson = next(found, None)
    if lesson is None:
        await show_page(visit, note=visit.words.shown(Message("pending.gone")))
    else:
        await visit.show(details(lesson, visit.words))


async def settle(visit: Visit, request: Settle) -> None:
    """Take or drop a lesson, or all of a person."""
    await show_page(visit, note=visit.put(await visit.ask(request)))


def overview(
    waiting: tuple[Waiting, ...], page: int, sought: str, words: Words, note: str = ""
) -> Panel:
    """A page of what waits."""
    pages = max(1, -(-len(waiting) // PAGE))
    page = min(max(page, 0), pages - 1)
    here = waiting[page * PAGE : (page + 1) * PAGE]
    head = Message("pending.head", {"count": len(waiting), "page": page + 1, "pages": pages})
    lines = [line_of(each, words) for each in here]
    options = tuple((str(e.id), f"#{e.id} {e.lines[0][0]}", e.lines[0][1]) for e in here)

    def to(number: int) -> Action:
        return ("pending", number, sought)

    turning = (
        Button("◀", to(page - 1), disabled=page == 0),
        Button("▶", to(page + 1), disabled=page == pages - 1),
        Button(words.text("panel.search"), ("search",)),
    )
    menu = Choices(words.text("pending.which"), ("lesson",), options)
    return Panel(fitting([*([note] if note else []), words.shown(head), *lines]), (menu, turning))


def details(lesson: Waiting, words: Words) -> Panel:
    """One lesson with all that can be done with it."""
    lines = [f"- {_said(given)} → {_said(right)}" for given, right in lesson.lines[:LINES]]
    left = len(lesson.lines) - LINES
    more = [words.shown(Message("pending.more", {"count": left}))] if left > 0 else []
    one, all_of = ("settle",), ("settle",)
    here = (
        Button(words.text("pending.take"), (*one, "take", lesson.id)),
        Button(words.text("pending.drop"), (*one, "drop", lesson.id)),
        Button(words.text("pending.take_all"), (*all_of, "take", 0, lesson.author)),
        Button(words.text("pending.drop_all"), (*all_of, "drop", 0, lesson.author)),
        Button(words.text("panel.back"), ("pending", 0)),
    )
    return Panel(fitting([line_of(lesson, words), *lines, *more]), (here,))


def line_of(lesson: Waiting, words: Words) -> str:
    """A lesson on a line."""
    given, right = lesson.lines[0]
    values = {
        "id": lesson.id,
        "author": lesson.author,
        "input": clipped(given, LINE // 2),
        "right": clipped(right, LINE // 2),
        "wrong": clipped(lesson.wrong, LINE // 2),
        "more": len(lesson.lines) - 1,
    }
    return words.shown(Message("pending.line.instead" if lesson.wrong else "pending.line", values))


def _said(text: str) -> str:
    return escaped(clipped(text, LINE // 2))
