"""Where a turn came from, and so where it is answered: a channel, or an interaction."""

import io
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import discord

from agent.channels.discord.text.exchanges import Exchange, Exchanges
from agent.channels.discord.text.permissions import may_manage, may_teach
from agent.channels.discord.text.posts import Post, compose
from agent.channels.discord.text.views import view_for
from agent.channels.discord.text.words import Words
from agent.dialog.intents import Intent
from agent.dialog.session import SessionKey
from agent.dialog.turns import HandleCommand, Said, Say, ShowProgress
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.runner import Runner
from agent.runtime.saying import ANSWERS
from agent.services.server_settings import ServerSettings
from agent.settings import Settings
from messages import Message

Extra = Callable[["ReplyTarget", Mapping[str, str]], Coroutine[Any, Any, None]]
"""A command that Discord itself answers, such as join: where it was given, and its arguments."""
Transcribe = Callable[[bytes], Awaitable[Said]]
"""Makes a turn of a voice message's sound."""


@dataclass(slots=True)
class Trace:
    """What the agent left behind in one dialog."""

    said: int = 0
    """The message that the person's last turn was; 0 for none."""
    question: int = 0
    """The only message whose buttons count; 0 for none."""
    progress: discord.Message | None = None
    """The message that tells how far a job is."""
    quarter: int = 0


@dataclass(slots=True)
class BotContext:
    runner: Runner
    settings: Settings
    local: Callable[[str], ServerSettings]
    """The settings in force in a workspace."""
    renderer: Callable[[str], Renderer]
    """What makes words of prompts there."""
    transcribe: Transcribe | None = None
    extras: dict[Intent, Extra] = field(default_factory=dict)
    remarks: list[Callable[[discord.Guild], list[Message]]] = field(default_factory=list)
    """What the doctor of a server is told besides."""
    resuming: list[Callable[[], Coroutine[Any, Any, None]]] = field(default_factory=list)
    """What is gone on with once Discord has told of the servers."""
    traces: dict[SessionKey, Trace] = field(default_factory=dict)
    exchanges: Exchanges = field(default_factory=Exchanges)

    def words_in(self, workspace: str) -> Words:
        """What is said in a workspace, as Discord shows it."""
        return _words(self.renderer(workspace))

    def trace(self, key: SessionKey) -> Trace:
        """The trace of this dialog, made when there is none yet."""
        return self.traces.setdefault(key, Trace())

    def move(self, key: SessionKey, channel: Any) -> None:
        """This dialog takes place in this channel from now on."""
        self.runner.move(key, str(getattr(channel, "id", "")))

    def was_here(self, key: SessionKey, channel: int) -> bool:
        """Whether this dialog takes place in this channel, or did last."""
        return self.runner.standing.place(key) == str(channel)

    @property
    def max_bytes(self) -> int:
        """Bytes of the largest file that is read."""
        return self.settings.max_file_mb * 2**20


_words = lru_cache(maxsize=64)(Words)
WORKSPACE = "guild-"
"""How the names of servers' workspaces begin."""


def workspace_of(guild: discord.Guild) -> str:
    """The workspace of a server."""
    return f"{WORKSPACE}{guild.id}"


def key_of(guild: discord.Guild | None, user: int) -> SessionKey:
    """Whose dialog: a user's in a server, or alone with the agent."""
    return SessionKey(str(user), workspace_of(guild) if guild else f"direct-{user}")


def names_of(
    user: discord.User | discord.Member, guild: discord.Guild | None, channel: Any
) -> Mapping[str, str]:
    """Who asks and where, by the names that people see; left out is what has none."""
    names = {"user": user.display_name, "channel": getattr(channel, "name", "")}
    return {name: seen for name, seen in {**names, "server": guild and guild.name}.items() if seen}


log = logging.getLogger(__name__)

User = discord.User | discord.Member
QUARTERS = 4
NO_FILES = Message("post.no_files")
NOT_TAKEN = Message("post.not_taken")
ELSEWHERE = Message("post.elsewhere")


class ReplyTarget(ABC):
    """One person's dialog in one channel. It never raises for what Discord refuses."""

    def __init__(
        self, context: BotContext, user: User, guild: discord.Guild | None, channel: Any
    ) -> None:
        self.context = context
        self.user = user
        self.guild = guild
        self.channel = channel
        """A channel to write to, as far as it is known; else None."""

    @property
    def key(self) -> SessionKey:
        return key_of(self.guild, self.user.id)

    def may_teach(self, key: SessionKey) -> bool:
        return may_teach(self.guild, self.user, self.local.trainer_role)

    def may_manage(self, key: SessionKey) -> bool:
        return may_manage(self.guild, self.user)

    @property
    def local(self) -> ServerSettings:
        """The settings in force here."""
        return self.context.local(self.key.workspace)

    @property
    def words(self) -> Words:
        """What is said here, as Discord shows it."""
        return self.context.words_in(self.key.workspace)

    def names(self, key: SessionKey) -> Mapping[str, str]:
        """What answers may call by name: who asks, and where."""
        return names_of(self.user, self.guild, self.channel)

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        """Say it in as few messages as it takes; a job's progress stays in one message."""
        words: list[Delivery] = []
        for each in deliveries:
            match each:
                case ShowProgress(fraction):
                    await self._show_progress(fraction)
                case HandleCommand(command, arguments):
                    await self.context.extras[command](self, arguments)
                case _:
                    words.append(each)
        if words:
            await self._say(words)

    async def tell(self, told: Message | str, *, private: bool = False) -> None:
        """Say a sentence that is no part of the dialog."""
        text = self.words.shown(told) if isinstance(told, Message) else told
        await self.post(Post(text, private=private))

    async def post(self, post: Post) -> discord.Message | None:
        """Send a message as well as it can be; None where nobody can be reached."""
        if post.files and not self.granted.attach_files:
            post = post.without_files(self.words.shown(NO_FILES))
        try:
            return await self.send(post)
        except (discord.Forbidden, discord.NotFound):
            return await self.directly(post.in_words.headed(self.words.shown(ELSEWHERE)))
        except discord.DiscordServerError as error:
            _lost(error)
            return None
        except discord.HTTPException:
            return await self._plainly(post.in_words)

    async def directly(self, post: Post) -> discord.Message | None:
        """Send it by direct message; None where this person takes none."""
        try:
            return await self.user.send(**self.arguments(post))
        except discord.HTTPException as error:
            _lost(error)
            return None

    @abstractmethod
    async def send(self, post: Post) -> discord.Message | None:
        """Send it here, or raise discord.HTTPException."""

    @property
    @abstractmethod
    def max_bytes(self) -> int:
        """Bytes of the largest file that may be sent here."""

    @property
    @abstractmethod
    def granted(self) -> discord.Permissions:
        """What the agent may do here."""

    def arguments(self, post: Post) -> dict[str, Any]:
        """A post as discord.py's `send` takes it."""
        files = [_file(each) for each in post.files]
        given: dict[str, Any] = {"content": post.text or None, "files": files}
        view = view_for(post, self.user.id, self.words)
        return given | ({"view": view} if view else {})

    # --- what is said -----------------------------------------------------------------------

    async def _say(self, deliveries: Sequence[Delivery]) -> None:
        trace = self.context.trace(self.key)
        trace.progress, trace.question = None, 0
        sent: discord.Message | None = None
        posts = compose(deliveries, self.words, self.max_bytes)
        for post in posts if self._has_forms else map(_but_to_correct, posts):
            sent = await self.post(post)
            if sent is not None and (post.choices or post.form):
                trace.question = sent.id
        answered = self.context.runner.standing.answered(self.key)
        if sent is not None and answered and _is_answer(deliveries):
            self.context.exchanges.note(sent.id, Exchange(*answered))

    async def _show_progress(self, fraction: float) -> None:
        trace = self.context.trace(self.key)
        quarter = int(QUARTERS * fraction)
        if trace.progress is None:
            trace.progress, trace.quarter = await self.post(Post(_bar(quarter))), quarter
        elif quarter > trace.quarter:
            trace.quarter = quarter
            try:
                await trace.progress.edit(content=_bar(quarter))
            except discord.HTTPException:
                trace.progress = None

    @property
    def _has_forms(self) -> bool:
        """Whether answers have a button to correct them."""
        return self.guild is None or self.local.wrong_buttons

    # --- when Discord refuses --------------------------------------------------------------------

    async def _plainly(self, post: Post) -> discord.Message | None:
        """With nothing to press and no reply; and if need be without its files."""
        try:
            return await self.send(post)
        except discord.HTTPException as error:
            if not post.files:
                _lost(error)
                return None
        return await self._plainly(post.without_files(self.words.shown(NOT_TAKEN)))


def _file(source: Path | tuple[str, bytes]) -> discord.File:
    if isinstance(source, Path):
        return discord.File(source)
    name, content = source
    return discord.File(io.BytesIO(content), name)


def _is_answer(deliveries: Sequence[Delivery]) -> bool:
    return any(isinstance(each, Say) and each.prompt in ANSWERS for each in deliveries)


def _but_to_correct(post: Post) -> Post:
    """The same without a button to correct it."""
    return replace(post, form="") if post.form == "correct" else post


def _bar(quarter: int) -> str:
    return f"{'█' * 5 * quarter}{'░' * 5 * (QUARTERS - quarter)} {100 * quarter // QUARTERS} %"


def _lost(error: discord.HTTPException) -> None:
    log.warning("an answer could not be delivered: HTTP %s, code %s", error.status, error.code)
