"""Voice for a client: its commands, its voice messages, and what hears and speaks, made once."""

import asyncio
import logging
from collections.abc import Callable
from itertools import takewhile

from agent.app import App
from agent.channels.discord.client import Client
from agent.channels.discord.text.errors import RefusedTurn
from agent.channels.discord.text.interaction_target import Interaction, InteractionTarget
from agent.channels.discord.voice.accents import Accents
from agent.channels.discord.voice.hearable import Hearable
from agent.channels.discord.voice.room import Voices
from agent.channels.discord.voice.voice_commands import VoiceCommands
from agent.channels.discord.voice.whereabouts import Whereabouts
from agent.channels.spoken.messages import transcriber
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import SpeechStack, build_speech
from agent.dialog.turns import Said
from agent.prompts.render import english
from speech.errors import EngineFailedError, SpeechError

log = logging.getLogger(__name__)


def nobody(line: Line) -> None:
    """Nobody follows what is said; and no log may."""


def with_voice(client: Client, app: App, note: Callable[[Line], None] = nobody) -> VoiceCommands:
    """Give the client its voice; close what is returned before the client.

    `note` is told what is said in voice channels.
    """
    hearable = Hearable(app.consents, app.governing.of)
    once = Once(app, client.is_closed)

    async def prepare() -> Voices:
        stack = await once.stack()
        accents = once.accents or Accents(app.settings, stack.synthesizer)
        once.accents = accents
        return Voices(client, client.context, stack, accents, hearable, note)

    async def transcribe(content: bytes) -> Said:
        try:
            stack = await once.stack()
            return await transcriber(stack.recognizer, stack.detector)(content)
        except SpeechError as error:
            raise RefusedTurn(error.prompt, **error.values) from error

    commands = VoiceCommands(client, hearable, prepare, Whereabouts(app.settings.home))
    client.context.extras.update(commands.extras)
    client.context.remarks.append(commands.remark)
    client.context.transcribe = transcribe
    client.context.resuming.append(commands.resume)
    client.event(commands.on_voice_state_update)

    async def on_talk(interaction: Interaction) -> None:
        await commands.talk(InteractionTarget(client.context, interaction, private=True))

    client.event(on_talk)
    return commands


class Once:
    """What hears and speaks, made when it is first needed, as long as nobody `is_closed`."""

    def __init__(self, app: App, is_closed: Callable[[], bool]) -> None:
        self._is_closed = is_closed
        self._settings = app.settings
        self._lock = asyncio.Lock()
        self._made: SpeechStack | None = None
        self.accents: Accents | None = None

    async def stack(self) -> SpeechStack:
        """Raises EngineUnavailableError; the next call tries again."""
        async with self._lock:
            if self._made is None:
                self._made = await asyncio.to_thread(build_speech, self._settings)
                asyncio.get_running_loop().run_in_executor(None, self._warm, self._made)
                remarks = (*self._made.recognizer.remarks, *self._made.synthesizer.engine.remarks)
                for remark in remarks:
                    log.warning(english().render(remark))
        return self._made

    def _warm(self, stack: SpeechStack) -> None:
        """Speak into the cache what is always said in the same words, until it is closed."""
        fixed = stack.voice_settings.wording.voice.fixed()
        try:
            stack.synthesizer.warm(takewhile(lambda _: not self._is_closed(), fixed))
        except EngineFailedError as error:
            log.warning("Speaking will take longer at first: %s", english().explain(error))
