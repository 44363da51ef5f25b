"""Voice messages: recordings that are sent like text."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from io import BytesIO

from agent.channels.spoken.turn import turn
from agent.dialog.turns import Said
from messages import Message
from speech.audio import HEARD
from speech.files import replayed
from speech.listening import Listener, RecognitionContext, RecognizedUtterance
from speech.recognition import Recognizer
from speech.vad import VoiceDetector

LONGEST = 300.0
"""Seconds of the longest voice message that is heard."""


def transcriber(
    recognizer: Recognizer, detector: VoiceDetector
) -> Callable[[bytes], Awaitable[Said]]:
    """What makes a turn of a voice message's file; raises AudioError for what is no sound."""

    def transcribed(content: bytes) -> Said:
        listener = Listener(detector, recognizer, HEARD)
        listener.expect(RecognitionContext(closed=False))
        played = replayed(BytesIO(content), listener, LONGEST, name=Message("audio.voice_message"))
        said = [
            each for heard, _ in played for each in heard if isinstance(each, RecognizedUtterance)
        ]
        return replace(turn(*said), live=False)

    async def transcribe(content: bytes) -> Said:
        return await asyncio.to_thread(transcribed, content)

    return transcribe
