"""The settings of each workspace: read, changed, and put back to the owner's."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args

from agent.dialog.moderation import ChangeSetting, ReadSettings
from agent.dialog.outcomes import Done, Outcome, Setting, SettingsRead
from agent.dialog.requests import ChooseSmallTalk
from agent.prompts.render import Renderer
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.change_log import ChangeLog
from agent.services.server_settings import (
    NAMES,
    WORDS,
    ServerSettings,
    SettingsError,
    as_text,
    checked,
    expected,
    options_of,
    shape_of,
    shown,
    takes,
    with_choices,
)
from agent.storage.changes import Details
from agent.storage.preferences import Preferences
from messages import Message

DEFAULT = "default"
"""What is typed for the owner's value."""
NONE = "none"
"""What is typed for no channel."""
Mark = Literal["greeted", "weekly_told"]
"""What was done in a workspace, and is kept beside its settings."""
Check = Callable[[str], None]
"""Raises SettingsError for a value that only this machine can judge."""


Advice = Callable[[str, str], Message | None]
"""Says what keeps a setting from being of use: the workspace, and the setting's name."""


class SettingsService:
    """What is set for each workspace, in force with the next thing that happens there."""

    def __init__(
        self,
        preferences: Preferences,
        default: ServerSettings,
        words: Callable[[str], Renderer],
        checks: Mapping[str, Check],
        log: ChangeLog,
    ) -> None:
        self._preferences = preferences
        self._default = default
        self._words = words
        """Of a language, by its name."""
        self._checks = checks
        self._log = log
        self._advice: Advice = lambda workspace, name: None
        self._made = lru_cache(maxsize=256)(self._make)

    @property
    def handlers(self) -> Handlers:
        return {
            ReadSettings: self._read,
            ChangeSetting: self._change,
            ChooseSmallTalk: self._small_talk,
        }

    def advised_by(self, advice: Advice) -> None:
        """Say with each change what this finds missing from now on; from any thread."""
        self._advice = advice

    def of(self, workspace: str) -> ServerSettings:
        """The settings in force there. Quick, and from any thread."""
        return self._made(tuple(sorted(self._preferences.of(workspace).items())))

    def _make(self, chosen: tuple[tuple[str, str], ...]) -> ServerSettings:
        return with_choices(self._default, dict(chosen))

    def change(self, workspace: str, name: str, given: str) -> str:
        """Set it, or put it back for `default`; the value as it is now. Raises SettingsError."""
        given = self._meant(workspace, given)
        if given == DEFAULT:
            self._preferences.drop(workspace, name)
        else:
            none = given == NONE and shape_of(name) in ("channel", "channels")
            value = as_text(checked(name, "" if none else given))
            if name in self._checks:
                self._checks[name](value)
            self._preferences.choose(workspace, name, value)
        return self._value(workspace, name)

    def _meant(self, workspace: str, given: str) -> str:
        """What was given, of words that a language has for it the value."""
        words = self._words(self.of(workspace).agent_language)
        meant = {words.text(f"settings.word.{word}").lower(): word for word in WORDS}
        plain = given.strip().lower()
        return meant.get(plain, plain if plain in WORDS else given)

    def _value(self, workspace: str, name: str) -> str:
        return as_text(getattr(self.of(workspace), name))

    def _note(self, context: RequestContext, name: str, before: str, value: str) -> None:
        self._log.note(context, "set", Details(about=name, now=value, setting=(name, before)))

    def once(self, workspace: str, what: Mark) -> bool:
        """Whether this is the first time there; from now on it is not."""
        return self._preferences.choose_first(workspace, what, "done")

    def due(self, workspace: str, what: Mark, at: datetime, every: timedelta) -> bool:
        """Whether this was not done there for so long; it counts as done now."""
        before = self._preferences.of(workspace).get(what)
        if before and at - datetime.fromisoformat(before) < every:
            return False
        self._preferences.choose(workspace, what, at.isoformat())
        return True

    def _read(self, context: RequestContext, request: ReadSettings) -> Outcome:
        now, chosen = self.of(context.workspace), self._preferences.of(context.workspace)
        values = {name: as_text(getattr(now, name)) for name in NAMES}
        lines = tuple(map(_line, values, values.values()))
        settings = tuple(
            Setting(name, value, shape_of(name), options_of(name), own=name in chosen)
            for name, value in values.items()
        )
        strange = tuple(
            Message("settings.line.newer", {"name": name, "value": value})
            for name, value in sorted(chosen.items())
            if name not in get_args(Mark) and not takes(name, value)
        )
        told = {"lines": (*lines, *strange)}
        return SettingsRead("settings.list", told, settings=settings, strange=strange)

    def _change(self, context: RequestContext, request: ChangeSetting) -> Outcome:
        words = self._words(self.of(context.workspace).agent_language)
        name, given = _named(request.name, words)
        given = request.value or given
        label = Message(f"setting.label.{name}")
        if not given:
            raise SettingsError("settings.not_taken", name=label, expects=expected(name))
        chosen = self._preferences.of(context.workspace)
        before, was = chosen.get(name, DEFAULT), self._value(context.workspace, name)
        value = self.change(context.workspace, name, given)
        if value != was:
            self._note(context, name, before, value)
        told = {"name": label, "value": shown(name, value)}
        if missing := self._advice(context.workspace, name):
            return Done("settings.changed.but", {**told, "missing": missing})
        return Done("settings.changed", told)

    def _small_talk(self, context: RequestContext, request: ChooseSmallTalk) -> Outcome:
        value = "on" if request.wanted else "off"
        self._change(context, ChangeSetting("small_talk", value))
        return Done("small_talk.on" if request.wanted else "small_talk.off")


def _named(typed: str, words: Renderer) -> tuple[str, str]:
    """The setting that what was typed begins with, and the rest of it. Raises SettingsError."""
    named = {_plain(words.text(f"setting.label.{name}")): name for name in NAMES}
    named |= {_plain(name): name for name in NAMES}
    parts = typed.split()
    for count in range(len(parts), 0, -1):
        name = named.get(_plain(" ".join(parts[:count])))
        if name is not None:
            return name, " ".join(parts[count:])
    there = tuple(Message(f"setting.label.{name}") for name in NAMES)
    raise SettingsError("settings.unknown", given=typed, there=there)


def _line(name: str, value: str) -> Message:
    named = {"name": Message(f"setting.label.{name}"), "value": shown(name, value)}
    return Message("settings.line", named)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())
