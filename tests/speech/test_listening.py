from collections.abc import Sequence

import numpy as np
import pytest

from speech.audio import DISCORD, HEARD, Format, samples
from speech.endpointing import EndpointEvent, EndpointKind, EndpointLimits
from speech.listening import Heard, Listener, RecognitionContext, RecognizedUtterance
from speech.recognition import RecognitionStream, Recognizer, RecognizerOptions, Transcript, create
from speech.resampling import Resampler
from speech.vad import VoiceDetector
from tests.speech.voices import STABLE, say, tiny
from tests.told import told

PACKET = 0.02
DETECTOR = VoiceDetector()


class Speaker:
    """Speaks to a listener on a time axis of its own, in packets, as Discord or a file would."""

    def __init__(
        self, form: Format = HEARD, recognizer: Recognizer | None = None, start: float = 100.0
    ) -> None:
        self.form = form
        self.listener = Listener(DETECTOR, recognizer or tiny(), form)
        self.now = start
        self.heard: list[Heard] = []

    def plays(self, pcm: bytes) -> "Speaker":
        resampler = Resampler(HEARD, self.form)
        sent = resampler.feed(pcm) + resampler.flush()
        size = round(PACKET * self.form.rate) * self.form.channels * 2
        for start in range(0, len(sent), size):
            packet = sent[start : start + size]
            self.now += self.form.seconds(packet)
            self.heard += self.listener.hear(packet, self.now)
        return self

    def says(self, text: str, voice: str = "en-us") -> "Speaker":
        return self.plays(say(text, voice))

    def sends_silence(self, seconds: float) -> "Speaker":
        return self.plays(HEARD.silence(seconds))

    def sends_nothing(self, seconds: float) -> "Speaker":
        until = self.now + seconds
        while (due := self.listener.due) is not None and due < until:
            self.now = max(self.now, due) + 1e-6
            self.heard += self.listener.tick(self.now)
        self.now = until
        return self

    def expects(self, *phrases: str, closed: bool = True, silence: float = 0.7) -> "Speaker":
        self.listener.expect(RecognitionContext(phrases, closed, EndpointLimits(silence=silence)))
        return self

    @property
    def utterances(self) -> list[RecognizedUtterance]:
        return [each for each in self.heard if isinstance(each, RecognizedUtterance)]

    @property
    def texts(self) -> list[str]:
        return [utterance.text for utterance in self.utterances]


@pytest.mark.parametrize("voice", ["en-us", "en-gb"])
@pytest.mark.parametrize("late", [0.1, 0.2, 0.28])
def test_packets_that_are_late_in_the_middle_of_a_word_end_nothing(voice: str, late: float) -> None:
    sound = say("hey robin feedback", voice)
    for cut in range(5, 9):
        speaker = Speaker().expects("hey robin feedback", "cancel", closed=True)
        middle = len(sound) * cut // 20 * 2
        speaker.sends_silence(1.0).plays(sound[:middle]).sends_nothing(late)
        speaker.plays(sound[middle:]).sends_silence(1.0)
        assert speaker.texts == ["hey robin feedback"]


def test_who_sends_no_silence_at_the_end_is_answered_all_the_same() -> None:
    speaker = Speaker().expects("cancel").sends_silence(1.0)
    sound = say("cancel")
    speaker.plays(sound[: len(sound) * 17 // 40 * 2]).sends_nothing(0.5)
    (utterance,) = speaker.utterances
    assert utterance.decided < speaker.now


@pytest.mark.parametrize(
    "text", ["yes", "stop", "when i say hello you answer good morning captain"]
)
@pytest.mark.parametrize("form", [HEARD, DISCORD], ids=["file", "discord"])
def test_words_and_sentences_end_promptly(text: str, form: Format) -> None:
    speaker = Speaker(form).sends_silence(1.0).says(text)
    spoken_until = speaker.now
    speaker.sends_silence(2.0)
    (utterance,) = speaker.utterances
    assert utterance.text == text
    assert utterance.started == pytest.approx(101.0, abs=0.15)
    assert utterance.ended == pytest.approx(spoken_until, abs=0.15)
    assert utterance.decided <= spoken_until + 0.7 + 0.06


@pytest.mark.parametrize("text", ["yes", "start over"])
def test_the_clock_ends_a_turn_where_silence_is_not_sent(text: str) -> None:
    speaker = Speaker(DISCORD).says(text).sends_silence(0.1)
    spoken_until = speaker.now - 0.1
    speaker.sends_nothing(5.0)
    (utterance,) = speaker.utterances
    assert utterance.text == text
    assert utterance.decided <= spoken_until + 0.7 + 0.1
    assert speaker.listener.due is None


@pytest.mark.parametrize("voice", ["en-us", "en-gb", "en-us+f3"])
def test_a_complete_expected_phrase_ends_the_turn_early(voice: str) -> None:
    speaker = Speaker(DISCORD).expects("Yes!", "no", "no answer").says("yes", voice)
    spoken_until = speaker.now
    speaker.sends_silence(0.1).sends_nothing(3.0)
    (utterance,) = speaker.utterances
    assert utterance.text == "yes"
    assert utterance.decided < spoken_until + 0.4


def test_a_phrase_that_another_continues_waits_for_the_silence() -> None:
    speaker = Speaker().expects("yes", "no", "no thanks").says("no")
    spoken_until = speaker.now
    speaker.sends_silence(2.0)
    assert speaker.texts == ["no"]
    assert speaker.utterances[0].decided > spoken_until + 0.5


def test_an_open_turn_hears_anything_and_still_ends_early_with_a_phrase() -> None:
    speaker = Speaker().expects("yes", "no", closed=False)
    speaker.says("train a model").sends_silence(2.0).says("yes").sends_silence(0.5)
    assert speaker.texts == ["train a model", "yes"]


def test_each_turn_has_silence_limits_of_its_own() -> None:
    speaker = Speaker().expects(silence=0.25).says("train a model").sends_silence(0.4)
    assert speaker.texts == ["train a model"]
    speaker.expects(silence=1.25).says("good morning").sends_silence(1.0).says("captain")
    assert speaker.sends_silence(2.0).texts == ["train a model", "good morning captain"]


def test_utterances_do_not_leak_into_each_other() -> None:
    speaker = Speaker(DISCORD)
    for text in STABLE[:6]:
        speaker.says(text).sends_silence(0.1).sends_nothing(1.5)
    assert speaker.texts == list(STABLE[:6])


def test_packets_lost_in_a_sentence_are_silence_in_it() -> None:
    speaker = Speaker().says("good morning").sends_nothing(0.5).says("captain").sends_silence(1.0)
    (utterance,) = speaker.utterances
    assert utterance.text == "good morning captain"
    morning, captain = utterance.words[1:]
    assert captain.end - morning.start > 0.9


def test_the_first_sound_after_a_lost_packet_is_kept() -> None:
    word = say("stop")
    speaker = Speaker().sends_silence(0.5).plays(word[:3200])
    speaker.now += 0.08
    assert speaker.plays(word[3200:]).sends_silence(1.0).texts == ["stop"]


class Tape(Recognizer, RecognitionStream):
    """Keeps what it was fed."""

    name = "tape"

    def __init__(self) -> None:
        super().__init__()
        self.fed = b""

    def stream(self) -> RecognitionStream:
        return self

    def _start(self, phrases: Sequence[str], closed: bool) -> tuple[str, ...]:
        return ()

    def _feed(self, pcm: bytes) -> None:
        self.fed += pcm

    def _partial(self) -> str:
        return ""

    def _finish(self) -> Transcript:
        return Transcript(engine=self.name)

    def _reset(self) -> None:
        self.fed = b""


@pytest.mark.parametrize("text", ["yes", "what is the capital of france"])
def test_half_a_second_before_the_speech_and_all_of_it_is_recognized(text: str) -> None:
    tape, word = Tape(), say(text)
    speaker = Speaker(recognizer=tape).sends_silence(3.0).plays(word).sends_silence(2.0)
    assert len(speaker.utterances) == 1
    before = tape.fed.index(word[:2000].lstrip(b"\0"))
    assert 0.5 <= HEARD.seconds(tape.fed[:before]) <= 0.75
    assert word in tape.fed


def test_endless_speech_is_cut_and_goes_on() -> None:
    speaker = Speaker()
    speaker.listener.expect(RecognitionContext(limits=EndpointLimits(longest=15.0)))
    speaker.plays(say("what is the capital of france") * 12)
    until = speaker.now
    first, second = speaker.sends_silence(1.0).utterances
    assert first.decided == pytest.approx(115.0, abs=0.1)
    assert first.cut
    assert not second.cut
    assert second.started == pytest.approx(first.decided, abs=0.2)
    assert second.ended == pytest.approx(until, abs=0.2)


@pytest.mark.parametrize("form", [HEARD, DISCORD], ids=["file", "discord"])
@pytest.mark.parametrize("pause", [0.9, 1.6, 2.2])
def test_a_hesitation_does_not_split_what_is_not_complete(pause: float, form: Format) -> None:
    speaker = Speaker(form)
    speaker.listener.expect(
        RecognitionContext(closed=False, unfinished=lambda text: text.startswith("when i say"))
    )
    speaker.says("when i say hello").sends_silence(0.1).sends_nothing(pause - 0.1)
    assert speaker.utterances == []
    speaker.says("you answer good morning captain").sends_silence(0.1).sends_nothing(4.0)
    (utterance,) = speaker.utterances
    assert utterance.text == "when i say hello you answer good morning captain"


def test_voices_behind_the_speaker_do_not_keep_the_turn_open() -> None:
    behind = samples(say("what is the capital of france") * 6) // 8
    front = samples(say("train a model"))
    mixed = behind.copy()
    mixed[32_000 : 32_000 + len(front)] += front
    speaker = Speaker()
    spoken_until = speaker.now + (32_000 + len(front)) / HEARD.rate
    speaker.plays(mixed.tobytes())
    ends = [each.decided for each in speaker.utterances if each.decided > spoken_until - 0.3]
    assert ends
    assert ends[0] < spoken_until + 1.2


def test_speech_is_told_when_it_begins_and_when_it_lasts() -> None:
    speaker = Speaker().says("what is the capital of france")
    events = [each for each in speaker.heard if isinstance(each, EndpointEvent)]
    assert [event.kind for event in events] == [EndpointKind.STARTED, EndpointKind.HELD]
    assert events[0].at == pytest.approx(100.0, abs=0.15)


def test_leaving_ends_what_is_being_said() -> None:
    speaker = Speaker().says("train a model")
    assert speaker.utterances == []
    (utterance,) = speaker.listener.finish(speaker.now)
    assert isinstance(utterance, RecognizedUtterance)
    assert utterance.text == "train a model"
    assert speaker.listener.due is None


@pytest.mark.parametrize("decibels", [20, 5])
def test_no_utterance_is_missed_in_noise(decibels: int) -> None:
    chance = np.random.default_rng(7)
    for text in STABLE[:10]:
        wave = np.concatenate([np.zeros(8000), samples(say(text)), np.zeros(24000)])
        noise = np.convolve(chance.standard_normal(len(wave)), np.ones(8) / 8, "same")
        loudness = np.sqrt((samples(say(text)).astype(float) ** 2).mean())
        noise *= loudness / noise.std() * 10 ** (-decibels / 20)
        mixed = np.clip(wave + noise, -32768, 32767).astype(np.int16)
        assert len(Speaker().plays(mixed.tobytes()).utterances) >= 1, text


def test_silence_and_clicks_are_nothing() -> None:
    click = (np.hanning(320) * 20_000).astype(np.int16).tobytes()
    speaker = Speaker().sends_silence(5.0)
    for _ in range(5):
        speaker.plays(click).sends_silence(0.5)
    assert speaker.heard == []
    assert speaker.listener.due is None


def test_phrases_the_engine_does_not_know_come_with_the_utterance() -> None:
    speaker = Speaker().expects("yes", "zebra").says("yes").sends_silence(1.0)
    assert speaker.utterances[0].unheard == ("zebra",)


def test_a_recognizer_that_fails_gives_an_utterance_that_says_so() -> None:
    options = RecognizerOptions(google_endpoint="http://127.0.0.1:9/none", google_seconds=0.5)
    speaker = Speaker(recognizer=create(["google"], options)).says("yes").sends_silence(1.0)
    assert speaker.texts == [""]
    assert "google did not answer" in told(*speaker.utterances[0].notes)
