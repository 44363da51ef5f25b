"""Sentences to answers: exact corrections first, then the model in use."""

from collections.abc import Collection
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Lock

from agent.dialog.outcomes import Answered, Outcome, Refused
from agent.dialog.requests import NO_ANSWER, Answer
from agent.learning.dataset import COUNTER_EXAMPLE, NONE_OF_IT
from agent.learning.normalise import normalise
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.governing import SettingsService
from agent.services.overlay import forgotten, in_force
from agent.services.served_models import Served, ServedModels
from agent.services.stores import FIRST, STARTERS, Stores
from agent.storage.edits import Overlay
from agent.storage.journal import Journal
from messages import Message

SMALL_TALK_SURE = 0.95
"""How sure our own small talk must be, where people taught nothing that fits."""
NEAREST = 3
"""Answers that are offered when one is corrected."""


def shown(output: str) -> str:
    """An output of the data as people see it."""
    return NO_ANSWER if output == COUNTER_EXAMPLE else output


def taught(output: str) -> str:
    """An output as people type it, as the data has it."""
    return COUNTER_EXAMPLE if output == NO_ANSWER else output


def as_sure(answered: Answered, sure: float) -> Answered:
    """The same where an answer needs this confidence to be given; what falls short is asked back.

    0 leaves it to the model, which judges by more than confidence."""
    if not sure or answered.exact or answered.output in ("", NO_ANSWER):
        return answered
    if answered.confidence >= sure:
        return replace(answered, known=True, choices=())
    if not answered.known:
        return answered
    return replace(answered, known=False, choices=(answered.output, *answered.choices))


class AnswerService:
    """The models in use, the corrections on top of them, and our own small talk behind them."""

    def __init__(
        self,
        stores: Stores,
        journal: Journal,
        models: ServedModels,
        settings: SettingsService,
    ) -> None:
        self.models = models
        """Which models are in use."""
        self._stores = stores
        self._journal = journal
        self._settings = settings
        self._corrections: dict[tuple[str, str], dict[str, str]] = {}
        self._taken_back: dict[tuple[str, str], Collection[str]] = {}
        self._overlays: dict[tuple[str, Path], Overlay] = {}
        self._read: dict[tuple[str, str], tuple[tuple[int, int] | None, dict[str, str]]] = {}
        self._lock = Lock()

    @property
    def handlers(self) -> Handlers:
        return {Answer: self._answer}

    def dataset(self, workspace: str) -> str:
        """The dataset that corrections belong to: that of the model in use, else the selected."""
        own = self.models.own(workspace)
        if own is not None:
            return own.dataset
        selected = self._stores.of(workspace).datasets.selected()
        return selected.name if selected else FIRST

    def corrections(self, workspace: str, dataset: str) -> dict[str, str]:
        """The right answers by normalised sentence."""
        with self._lock:
            key = (workspace, dataset)
            if key not in self._corrections:
                active = self._journal.active_corrections(workspace, dataset)
                self._corrections[key] = {c.key: c.right for c in active}
            return self._corrections[key]

    def changed(self, workspace: str) -> None:
        """Another model is in use: load it when next asked."""
        self.models.changed(workspace)
        self.corrected(workspace)

    def corrected(self, workspace: str) -> None:
        """Corrections or edits changed: read them again when next asked."""
        with self._lock:
            for key in [key for key in self._corrections if key[0] == workspace]:
                del self._corrections[key]
            for key in [key for key in self._taken_back if key[0] == workspace]:
                del self._taken_back[key]
            for place in [place for place in self._overlays if place[0] == workspace]:
                del self._overlays[place]

    def answer(self, workspace: str, text: str, model: str = "") -> Answered:
        """What people taught comes first, our own small talk after it where it is wanted."""
        own = self.models.version(workspace, model) if model else self.models.own(workspace)
        dataset = own.dataset if own else self.dataset(workspace)
        corrected = self.corrections(workspace, dataset).get(normalise(text))
        if corrected is not None:
            return Answered(text, shown(corrected), 1.0, known=True, exact=True)
        if own is None:
            found = self._word_for_word(workspace, dataset, text)
        else:
            found = self._as_edited(workspace, own, text)
        if found.known or found.choices or model:
            return found
        return self._small_talk(workspace, text) or found

    def is_taught(self, workspace: str, text: str) -> bool:
        """Whether just this sentence was taught."""
        own = self.models.own(workspace)
        dataset = own.dataset if own else self.dataset(workspace)
        if normalise(text) in self.corrections(workspace, dataset):
            return True
        if own is None:
            return self._word_for_word(workspace, dataset, text).exact
        removed = self._overlay(workspace, own).lines
        return own.predictor.remembers(text) and normalise(text) not in removed

    def _is_taken_back(self, workspace: str, dataset: str, text: str) -> bool:
        """Whether what was learned of just this sentence was taken back since."""
        with self._lock:
            place = (workspace, dataset)
            if place not in self._taken_back:
                self._taken_back[place] = self._journal.taken_back(workspace, dataset)
            return normalise(text) in self._taken_back[place]

    def _overlay(self, workspace: str, served: Served) -> Overlay:
        """The edits that a model does not know of."""
        with self._lock:
            place = (workspace, served.folder)
            if place not in self._overlays:
                self._overlays[place] = self._journal.edits.overlay(
                    workspace, served.dataset, served.origin.edit
                )
            return self._overlays[place]

    def _as_edited(self, workspace: str, served: Served, text: str) -> Answered:
        """What a model answers, as it was edited since."""
        overlay = self._overlay(workspace, served)
        sure = self._settings.of(workspace).sure / 100
        answered = as_sure(self._by_model(served, text), sure)
        if answered.exact and self._is_taken_back(workspace, served.dataset, text):
            return self._word_for_word(workspace, served.dataset, text)
        if answered.exact and normalise(text) in overlay.lines:
            answered = forgotten(answered)
        names = {shown(b): None if a is None else shown(a) for b, a in overlay.outputs.items()}
        return in_force(answered, names) if names else answered

    def _by_model(self, served: Served, text: str) -> Answered:
        prediction = served.predictor.predict(text)
        if prediction.output == NONE_OF_IT:
            return Answered(text, "", 0.0, known=False)
        known = prediction.known or prediction.output == COUNTER_EXAMPLE
        others = (
            output
            for output, _ in prediction.ranking
            if output not in (prediction.output, NONE_OF_IT)
        )
        return Answered(
            text,
            shown(prediction.output),
            prediction.confidence,
            known,
            exact=served.predictor.remembers(text),
            choices=tuple(shown(each) for each in prediction.choices if each != NONE_OF_IT),
            nearest=tuple(islice(map(shown, others), NEAREST)),
        )

    def _word_for_word(self, workspace: str, dataset: str, text: str) -> Answered:
        """What was taught before there is a model: one answer alone makes none."""
        output = self._lines(workspace, dataset).get(normalise(text))
        if output is None:
            return Answered(text, "", 0.0, known=False)
        return Answered(text, shown(output), 1.0, known=True, exact=True)

    def _lines(self, workspace: str, dataset: str) -> dict[str, str]:
        """The outputs of a dataset by normalised input, read again where its file has changed."""
        store = self._stores.of(workspace).datasets
        place, stamp = (workspace, dataset), store.stamp(dataset)
        known = self._read.get(place)
        if known is None or known[0] != stamp:
            lines = store.load(dataset).examples if stamp else ()
            known = (stamp, {normalise(line.input): line.output for line in lines})
            self._read[place] = known
        return known[1]

    def _small_talk(self, workspace: str, text: str) -> Answered | None:
        """What we say of ourselves, if we are sure; it is named as ours."""
        if not self._settings.of(workspace).small_talk:
            return None
        starter = self.models.own(STARTERS)
        if starter is None:
            return None
        prediction = starter.predictor.predict(text)
        sure = prediction.known and prediction.confidence >= SMALL_TALK_SURE
        if not sure:
            return None
        return Answered(text, prediction.output, prediction.confidence, True, small_talk=True)

    def _answer(self, context: RequestContext, request: Answer) -> Outcome:
        answered = self.answer(context.workspace, request.text, request.model)
        self.models.tell_of_damage(context)
        if not answered.known and self.models.lacks_encoder(context.workspace):
            return Refused(Message("model.learning_anew"))
        proposes = self._settings.of(context.workspace).approval
        return replace(answered, may_teach=context.may_teach or proposes)
