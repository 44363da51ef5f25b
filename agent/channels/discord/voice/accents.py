"""The voice of each server: made when it is first spoken with there."""

import asyncio
import logging
from functools import lru_cache

from agent.channels.spoken.speech_stack import synthesizer
from agent.prompts.render import english
from agent.services.server_settings import ServerSettings
from agent.settings import Settings
from speech.errors import EngineUnavailableError
from speech.synthesis import Synthesizer

log = logging.getLogger(__name__)

MOST = 8
"""Voices that are kept ready besides the owner's."""


class Accents:
    """Synthesizers by voice and speed; the owner's own is there already."""

    def __init__(self, settings: Settings, usual: Synthesizer) -> None:
        self._settings = settings
        self._usual = usual
        self._made = lru_cache(maxsize=MOST)(self._make)

    async def of(self, local: ServerSettings) -> Synthesizer:
        """What speaks as these settings have it."""
        if (local.voice, local.rate) == (self._settings.voice, self._settings.rate):
            return self._usual
        return await asyncio.to_thread(self._made, local.voice, local.rate)

    def _make(self, voice: str, rate: int) -> Synthesizer:
        try:
            return synthesizer(self._settings.model_copy(update={"voice": voice, "rate": rate}))
        except EngineUnavailableError as error:  # it was there when it was chosen
            log.warning(english().render(error))
            return self._usual
