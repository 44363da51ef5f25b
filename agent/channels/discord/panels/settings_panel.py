"""The settings of a server, to be pressed."""

from agent.channels.discord.panels.desk import Handlers
from agent.channels.discord.panels.panel import (
    Button,
    Choices,
    Field,
    Panel,
    PanelForm,
    Picker,
    fitting,
)
from agent.channels.discord.panels.visit import Visit
from agent.channels.discord.text.words import Words
from agent.dialog.intents import Intent
from agent.dialog.moderation import ChangeSetting, ReadSettings
from agent.dialog.outcomes import Setting, SettingsRead
from agent.services.governing import DEFAULT, NONE
from agent.services.server_settings import shown
from messages import Message

MOST_CHANNELS = 10


def handlers() -> Handlers:
    return {"settings": show_all, "setting": choose, "set": change}


async def show_all(visit: Visit, note: str = "") -> None:
    """All settings, with a menu to change one."""
    read = await visit.ask(ReadSettings())
    if not isinstance(read, SettingsRead):
        await visit.tell(visit.put(read))
        return
    await visit.show(overview(read, visit.words, note))


OPENERS = {Intent.SETTINGS: show_all}


async def choose(visit: Visit, name: str = "") -> None:
    """Ask for the value of a setting, in the way that suits it."""
    read = await visit.ask(ReadSettings())
    name = name or (visit.chosen or [""])[0]
    found = (each for each in getattr(read, "settings", ()) if each.name == name)
    setting = next(found, None)
    if setting is None:
        await show_all(visit)
    elif setting.shape == "text":
        await visit.fill_in(form_of(setting, visit.words))
    else:
        await visit.show(editor(setting, visit.words))


async def change(visit: Visit, name: str, value: str = "") -> None:
    """Set it to what was pressed, chosen or filled in, and show all anew."""
    given = visit.given.get("value", value) or ",".join(visit.chosen)
    outcome = await visit.ask(ChangeSetting(name, given))
    await show_all(visit, visit.put(outcome))


def overview(read: SettingsRead, words: Words, note: str = "") -> Panel:
    """All settings."""
    settings = read.settings
    lines = [f"**{label_of(each, words)}**: {value_of(each, words)}" for each in settings]
    lines += map(words.shown, read.strange)
    options = tuple(
        (each.name, label_of(each, words), words.text(f"setting.{each.name}")) for each in settings
    )
    head = [note, words.text("settings.head")] if note else [words.text("settings.head")]
    menu = Choices(words.text("settings.which"), ("setting",), options)
    return Panel(fitting([*head, *lines]), (menu,))


def editor(setting: Setting, words: Words) -> Panel:
    """One setting, with what it can be."""
    question = words.text("settings.to")
    action = ("set", setting.name)
    match setting.shape:
        case "switch":
            first: tuple[Button, ...] | Choices | Picker = tuple(
                Button(words.text(f"settings.word.{value}"), (*action, value))
                for value in ("on", "off")
            )
        case "options":
            options = tuple(
                (each, words.shown(shown(setting.name, each)), "") for each in setting.options
            )
            first = Choices(question, action, options)
        case "role":
            first = Picker(question, action, "role")
        case _:
            most = MOST_CHANNELS if setting.shape == "channels" else 1
            first = Picker(question, action, "channel", most)
    none = [Button(words.text("settings.none"), (*action, NONE))]
    rest = (
        *(none if setting.shape in ("channel", "channels") else []),
        Button(words.text("settings.default"), (*action, DEFAULT)),
        Button(words.text("panel.back"), ("settings",)),
    )
    text = f"**{label_of(setting, words)}**: {value_of(setting, words)}"
    return Panel(f"{text}\n{words.text(f'setting.{setting.name}')}", (first, rest))


def form_of(setting: Setting, words: Words) -> PanelForm:
    """A form for a setting that is some text or a number."""
    label = label_of(setting, words)
    field = Field("value", words.shown(Message("settings.field", {"name": label})), setting.value)
    return PanelForm(label, ("set", setting.name), (field,))


def label_of(setting: Setting, words: Words) -> str:
    return words.text(f"setting.label.{setting.name}")


def value_of(setting: Setting, words: Words) -> str:
    return words.shown(Message("settings.value.shown", {"value": shown(*setting[:2])}))
