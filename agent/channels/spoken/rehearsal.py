"""One dialog held with the agent, typed or spoken, and whether it went as it should."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agent.app import App
from agent.channels.spoken.person import Background, Person, Sounds
from agent.channels.spoken.recording import Recording
from agent.channels.spoken.room import Line
from agent.channels.spoken.script import Rehearsal, ScriptLine
from agent.channels.spoken.voice_settings import VoiceSettings
from agent.dialog.session import SessionKey
from agent.dialog.turns import Said, Say
from agent.prompts.render import Renderer
from agent.runtime.channel import Delivery
from agent.runtime.recorded_time import RecordedTime
from speech.listening import Listener
from speech.phrases import normalized
from speech.synthesis import Synthesizer

YES = ScriptLine(say="Yes.")
AGAIN = 2
"""How often a person says something again."""


@dataclass(slots=True)
class SpokenAnswer:
    """Something the agent said."""

    text: str
    delay: float
    """Seconds from the person's last word; nothing passes while the agent computes."""


@dataclass(slots=True)
class Held:
    """What was said in a dialog, and why it is not as it should be."""

    name: str
    state: str = ""
    heard: list[Line] = field(default_factory=list)
    """What the person was understood to say; in writing, what they typed."""
    answers: list[SpokenAnswer] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    misheard: dict[str, str] = field(default_factory=dict)
    """What was learned though nobody said it."""
    again: int = 0
    """How often the person had to say something again, or to confirm it."""

    def fitting(self, turns: Iterable[ScriptLine]) -> Iterator[ScriptLine]:
        """What a person says who listens to the answers as they come."""
        for turn in turns:
            if turn.fits(self._answer(0)):
                before = len(self.answers)
                yield turn
                yield from self._again(turn, before)

    def _again(self, turn: ScriptLine, before: int) -> Iterator[ScriptLine]:
        """It once more, or a yes where only that is asked, as long as it is not understood."""
        for _ in range(AGAIN):
            answer, before = self._answer(before), len(self.answers)
            if turn.is_understood(answer):
                return
            self.again += 1
            yield YES if turn.is_asked_back(answer) else turn

    def _answer(self, since: int) -> str:
        """The last of the answers from there on; nothing where none came."""
        return self.answers[-1].text if len(self.answers) > since else ""

    @property
    def right(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Speaking:
    """What a spoken rehearsal needs."""

    listener: Callable[[], Listener]
    synthesizer: Synthesizer
    voice_settings: VoiceSettings
    sounds: Sounds
    background: Background


async def typed(
    app: App, clock: RecordedTime, key: SessionKey, rehearsal: Rehearsal, words: Renderer
) -> Held:
    """Hold a dialog in writing."""
    held = Held(rehearsal.name)
    channel = _Paper(held, words)
    for line in held.fitting(rehearsal.turns):
        if line.words:
            held.heard.append(Line(clock.seconds, key, line.words, app.runner.standing.state(key)))
            app.runner.submit(key, Said(line.words), channel)
            await app.runner.settled(key)
        else:
            await _pass(app, clock, key, sum(p for p in line.parts if isinstance(p, float)))
    return judged(app, {"": key}, rehearsal, held)


async def spoken(
    app: App, clock: RecordedTime, key: SessionKey, rehearsal: Rehearsal, how: Speaking
) -> Held:
    """Hold it aloud. Raises EngineFailedError where an answer had no voice."""
    held = Held(rehearsal.name)

    def note(line: Line) -> None:
        if not line.agent:
            held.heard.append(line)
        else:
            held.answers.append(SpokenAnswer(line.text, line.at - person.spoken_until))

    room = Recording(app.runner, clock, how.synthesizer, how.voice_settings, note)
    listener = how.listener()
    person = Person(room, listener, how.sounds, how.background)
    await room.hold(person.steps(held.fitting(rehearsal.turns)), listener, key)
    return judged(app, {"": key}, rehearsal, held)


class _Paper:
    """A channel in writing."""

    def __init__(self, held: Held, words: Renderer) -> None:
        self._held, self._words = held, words

    async def deliver(self, key: SessionKey, deliveries: Sequence[Delivery]) -> None:
        texts = (self._words.render(each) for each in deliveries if isinstance(each, Say))
        self._held.answers += [SpokenAnswer(text, 0.0) for text in texts if text]

    def may_teach(self, key: SessionKey) -> bool:
        return True


async def _pass(app: App, clock: RecordedTime, key: SessionKey, seconds: float) -> None:
    until = clock.seconds + seconds
    while clock.due <= until:
        clock.next()
        await app.runner.settled(key)
    clock.seconds = until


def judged(app: App, people: Mapping[str, SessionKey], rehearsal: Rehearsal, held: Held) -> Held:
    """The same with what is not as it should be; `people` are the dialogs by who holds them."""
    states = {who: app.runner.standing.state(key) for who, key in people.items()}
    held.state = ", ".join(filter(None, (f"{who} {at}".strip() for who, at in states.items())))
    (workspace,) = {key.workspace for key in people.values()}
    taught = dict(_taught(app, workspace))
    held.misheard = misheard(rehearsal, taught)
    held.faults += _faults(rehearsal, held, states, taught)
    return held


def misheard(rehearsal: Rehearsal, taught: dict[str, str]) -> dict[str, str]:
    """The lessons of which one half is in nothing that could be said."""
    said = [f" {normalized(line.words)} " for line in rehearsal.turns]

    def is_said(half: str) -> bool:
        return any(f" {normalized(half)} " in words for words in said)

    return {i: o for i, o in taught.items() if not (is_said(i) and is_said(o))}


def _faults(
    rehearsal: Rehearsal, held: Held, states: Mapping[str, str], taught: dict[str, str]
) -> Iterator[str]:
    said = "\n".join(answer.text for answer in held.answers)
    for pattern in rehearsal.hears:
        if not re.search(pattern, said, re.IGNORECASE):
            yield f"hears: {pattern}"
    for pattern in rehearsal.never:
        if re.search(pattern, said, re.IGNORECASE):
            yield f"never: {pattern}"
    ends = rehearsal.ends if isinstance(rehearsal.ends, dict) else {"": rehearsal.ends}
    if any(states.get(who, held.state) != state for who, state in ends.items() if state):
        yield f"ends: {held.state}"
    if rehearsal.taught is not None and rehearsal.taught != taught:
        yield f"taught: {taught}"


def _taught(app: App, workspace: str) -> Iterator[tuple[str, str]]:
    datasets = app.stores.of(workspace).datasets
    for name in datasets.names():
        yield from ((e.input, e.output) for e in datasets.load(name).examples)
