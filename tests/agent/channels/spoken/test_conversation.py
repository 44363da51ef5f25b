"""What is done about a recognizer that fails: somebody is told, and no words are in the log."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.channels.spoken.recording import KEY, Recording
from agent.channels.spoken.room import Line
from agent.channels.spoken.speech_stack import synthesizer, voice_settings
from agent.opening import opened
from agent.runtime.feed import Happening, TurnTaken, UtteranceHeard
from agent.runtime.recorded_time import RecordedTime
from speech.audio import HEARD, write_wav
from speech.endpointing import EndpointEvent, EndpointKind
from speech.listening import Heard, Listener, RecognizedUtterance
from speech.recognition import RecognizerOptions, create
from speech.vad import VoiceDetector
from tests.agent.conftest import settings_for
from tests.speech.voices import MODEL, padded, say


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "in.wav"
    write_wav(path, [padded(say("hey robin feedback"), after=2.0)], HEARD)
    return path


async def test_speech_that_was_cut_is_told_and_its_rest_is_no_turn(home: Path) -> None:
    settings, clock = settings_for(home), RecordedTime(datetime.now(UTC))
    hearing = create(["vosk"], RecognizerOptions(vosk_models={"en-us": MODEL}))
    listener = Listener(VoiceDetector(), hearing, HEARD)
    said = [
        utterance("hey robin train", 0.0, 1.0),
        utterance("when i say how does the story go you answer once", 5.0, 65.0, cut=True),
        utterance("when i say rest you answer the rest", 65.1, 70.0),
        utterance("when i say hi you answer hello", 80.0, 82.0),
    ]
    lines = list[Line]()
    async with opened(settings, clock) as app:
        words = voice_settings(settings)
        room = Recording(app.runner, clock, synthesizer(settings), words, lines.append)
        await room.hold(steps(said), listener)
    assert [(line.text, line.taken) for line in lines if not line.agent] == [
        ("hey robin train", True),
        ("", True),
        ("when i say rest you answer the rest", False),
        ("when i say hi you answer hello", True),
    ]
    answers = [line.text for line in lines if line.agent]
    assert answers[1] == "That was too long for me. Once more, shorter? Or type it."
    assert answers[-1].startswith("When I hear hi")


def steps(said: Sequence[RecognizedUtterance]) -> Iterator[tuple[list[Heard], float]]:
    for each in said:
        yield [EndpointEvent(EndpointKind.STARTED, each.started)], each.started
        yield [each], each.decided


def utterance(text: str, started: float, ended: float, *, cut: bool = False) -> RecognizedUtterance:
    return RecognizedUtterance(
        text, 0.95, started=started, ended=ended, decided=ended, cut=cut, engine="vosk"
    )


async def test_a_service_that_fails_is_told_of_without_a_word_of_what_was_said(
    home: Path, recording: Path, caplog: pytest.LogCaptureFixture
) -> None:
    options = RecognizerOptions(
        vosk_models={"en-us": MODEL}, google_endpoint="http://127.0.0.1:9", google_seconds=1.0
    )
    settings, clock = settings_for(home), RecordedTime(datetime.now(UTC))
    lines, happened = list[Line](), list[Happening]()
    with caplog.at_level(logging.DEBUG):
        async with opened(settings, clock) as app:
            room = Recording(
                app.runner, clock, synthesizer(settings), voice_settings(settings), lines.append
            )
            hearing = create(["google", "vosk"], options)
            with app.runner.feed.watched_by(happened.append):
                await room.play(recording, Listener(VoiceDetector(), hearing, HEARD))
            assert app.runner.standing.state(KEY) == "giving_feedback"
    assert [line.text for line in lines] == ["hey robin feedback", "One to five?"]
    heard, taken = happened
    assert isinstance(heard, UtteranceHeard)
    assert (heard.engine, heard.text, heard.taken) == ("vosk", "hey robin feedback", True)
    assert isinstance(taken, TurnTaken)
    assert (taken.before, taken.after) == ("idle", "giving_feedback")
    assert "google did not answer" in caplog.text
    assert "robin" not in caplog.text.lower()
    assert "one to five" not in caplog.text.lower()
