"""Each server is spoken with in the voice that is set for it."""

from pathlib import Path

from agent.channels.discord.voice.accents import Accents
from agent.channels.spoken.speech_stack import synthesizer
from agent.services.server_settings import ServerSettings
from tests.agent.conftest import settings_for


async def test_the_voice_and_the_speed_are_the_servers(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, synthesizer="pyttsx3", speech_cache_mb=0)
    usual = synthesizer(settings)
    accents = Accents(settings, usual)
    assert await accents.of(settings) is usual
    german = await accents.of(ServerSettings(voice="de", rate=200))
    assert (german.engine.voice.name, german.engine.voice.rate) == ("de", 200)
    assert await accents.of(ServerSettings(voice="de", rate=200)) is german
