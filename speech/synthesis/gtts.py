"""Google's voice through gTTS: needs the network, has a time limit, sends what is said."""

import base64
import io
import re
from collections.abc import Iterator

import requests
from gtts import gTTS, gTTSError
from gtts.lang import tts_langs

from messages import Message
from speech.audio import SPOKEN, decode
from speech.clips import level, trim
from speech.deadline import within
from speech.errors import AudioError, EngineFailedError, EngineUnavailableError
from speech.synthesis.base import Engine, Job, Voice
from speech.synthesis.options import SynthesizerOptions

AUDIO = re.compile(rb'jQ1olc","\[\\"(.*)\\"]')
"""Where the sound is in a line of the service's answer."""
SLOW = 130
"""Words per minute below which the service is asked for the slower of its two speeds."""


def create(options: SynthesizerOptions) -> "GttsEngine":
    """Make the client; nothing is sent. Raises EngineUnavailableError offline or for a language."""
    if options.offline:
        raise EngineUnavailableError("gtts.offline")
    return GttsEngine(options.voice, options.gtts_seconds)


class GttsEngine(Engine):
    """The service; a sentence is fetched whole before its first sound."""

    name = "gtts"
    remarks = (Message("gtts.speaks"),)

    def __init__(self, voice: Voice, seconds: float) -> None:
        self.voice = voice
        self._seconds = seconds
        self._language = _language(voice)

    def synthesize(self, sentence: str, job: Job) -> Iterator[bytes]:
        """As `Engine` says; raises EngineFailedError when no usable answer comes in time."""
        try:
            mp3 = within(self._seconds, lambda: self._fetch(sentence))
            yield _edited(b"".join(decode(io.BytesIO(mp3), SPOKEN)))
        except TimeoutError as error:
            raise EngineFailedError("gtts.too_slow", seconds=self._seconds) from error
        except (gTTSError, OSError) as error:
            raise EngineFailedError("gtts.no_answer", reason=str(error)) from error
        except (AudioError, ValueError, AssertionError) as error:
            raise EngineFailedError("gtts.bad_answer") from error

    def _fetch(self, sentence: str) -> bytes:
        slow = self.voice.rate < SLOW
        speech = _CheckedGtts(
            sentence, lang=self._language, slow=slow, lang_check=False, timeout=self._seconds
        )
        return b"".join(speech.stream())


class _CheckedGtts(gTTS):  # type: ignore[misc]  # which has no types
    """gTTS sends its requests with certificate checks turned off; here they are on."""

    def stream(self) -> Iterator[bytes]:
        """The MP3 of each part. Raises gTTSError, requests.RequestException (an OSError)."""
        for request in self._prepare_requests():
            with requests.Session() as session:
                given = session.merge_environment_settings(request.url, {}, None, True, None)
                answer = session.send(request, timeout=self.timeout, **given)
            answer.raise_for_status()
            found = AUDIO.findall(answer.content)
            if not found:
                raise gTTSError(tts=self, response=answer)
            yield from map(base64.b64decode, found)


def _edited(sound: bytes) -> bytes:
    """Without the service's pauses, and as loud as the other voice."""
    return level(trim(sound, SPOKEN), SPOKEN)


def _language(voice: Voice) -> str:
    """gTTS's name for the language of a voice: "en" for "en-us", but "pt-PT" stays."""
    known: dict[str, str] = {name.lower(): name for name in tts_langs()}
    for name in (voice.language, voice.language.split("-")[0]):
        if name in known:
            return known[name]
    raise EngineUnavailableError("gtts.no_voice", voice=voice.name)
