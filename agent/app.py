"""The composition root: the parts of an agent, each made of the parts it needs."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path

from agent.building import (
    build_dialog,
    can_serve,
    check_voice,
    encoders,
    limits,
    phrase_model,
    training_encoders,
)
from agent.dialog.commands import Commands
from agent.dialog.dialog import Dialog
from agent.dialog.requests import ReadDataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.encoder.installed import Encoders
from agent.learning.folder import encoder_of
from agent.learning.predictor import Predictor
from agent.prompts import catalogue
from agent.prompts.constants import LiveConstants, words_of
from agent.prompts.render import Renderer
from agent.runtime.clock import Clock
from agent.runtime.dialogs import Dialogs
from agent.runtime.dispatcher import Dispatcher, Service
from agent.runtime.runner import Runner
from agent.runtime.sessions import Sessions
from agent.runtime.spare import Spare
from agent.runtime.waiting_line import WaitingLine
from agent.runtime.workers import Limits
from agent.services.answering import AnswerService
from agent.services.approving import ApprovalService
from agent.services.attaching import AttachmentService
from agent.services.change_log import ChangeLog
from agent.services.correcting import CorrectionService
from agent.services.datasets import DatasetService
from agent.services.departing import DepartureService
from agent.services.editing import EditingService
from agent.services.filing import FileService
from agent.services.governing import SettingsService
from agent.services.helping import HelpService
from agent.services.inbox import InboxService
from agent.services.library import WorkspaceLibrary
from agent.services.loaded import LoadedModels
from agent.services.news import News
from agent.services.phrase_model import PhraseModel
from agent.services.proposing import ProposalService
from agent.services.retraining import Retraining
from agent.services.revising import Revisions
from agent.services.served_models import ServedModels
from agent.services.stores import Stores
from agent.services.taking_back import UndoService
from agent.services.taught_files import TaughtFileService
from agent.services.teaching import TrainingService
from agent.services.testing import TestService
from agent.services.trainer import Trainer, get_ready
from agent.services.waiting_room import WaitingRoom
from agent.settings import ROOT, Settings
from agent.states import all_commands
from agent.storage.changes import Changes
from agent.storage.consents import Consents
from agent.storage.database import Database
from agent.storage.departures import Departures
from agent.storage.errors import StorageError
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.journal import Journal
from agent.storage.personal import Personal
from agent.storage.preferences import Preferences
from agent.storage.proposals import Proposals
from agent.storage.sessions import SessionStore

STARTER_FILES = ROOT / "datasets/starters"
PAGE = ROOT / "instructions.md"


class App:
    """The parts that channels and the command line use. Each is made when it is first asked for."""

    def __init__(self, settings: Settings, home: Home, database: Database, clock: Clock) -> None:
        self.settings = settings
        self.home = home
        self.database = database
        self._clock = clock

    def is_well(self) -> bool:
        """Whether what is kept can be read."""
        try:
            self.database.read("SELECT 1 FROM sessions LIMIT 1")
        except StorageError:
            return False
        return True

    # --- words and dialogs --------------------------------------------------------------------

    def words(self, workspace: str) -> Renderer:
        """What makes words of prompts there, for the eye."""
        local = self.governing.of(workspace)
        return words_of(local.agent_language, self.settings.agent_name, local.prefix)

    def live_words(self, workspace: str) -> Renderer:
        """The same for who keeps it: the prefix in it is always that of the moment."""

        def prefix() -> str:
            return self.governing.of(workspace).prefix

        language_ = self.governing.of(workspace).agent_language
        return Renderer(catalogue.load(language_), LiveConstants(self.settings.agent_name, prefix))

    @cached_property
    def commands(self) -> Commands:
        return all_commands()

    @cached_property
    def phrases(self) -> PhraseModel:
        return phrase_model(self.settings, self._encoders, self.home)

    @cached_property
    def runner(self) -> Runner:
        """Takes turns; who has something to tell later tells it here."""
        dialogs = Dialogs(self.governing.of, partial(self._dialog, self.phrases))
        library = WorkspaceLibrary(self.stores)
        runner = Runner(dialogs, self._sessions, self.dispatcher, library, self._clock)
        self.retraining.heard_by(runner.tell)
        self.approving.heard_by(runner.tell)
        return runner

    def _dialog(self, phrases: PhraseModel, language_: str, prefix: str) -> Dialog:
        """The dialog of the workspaces with this language and this prefix."""
        local = self.settings.model_copy(update={"agent_language": language_, "prefix": prefix})
        return build_dialog(local, self.commands, phrases)

    @cached_property
    def _sessions(self) -> Sessions:
        sessions = Sessions(SessionStore(self.database))
        sessions.restore()
        return sessions

    @cached_property
    def dispatcher(self) -> Dispatcher:
        """Who carries out which request."""
        return Dispatcher(
            *(service.handlers for service in self._services()),
            otherwise=self.proposing.handlers(self.datasets.handlers[ReadDataset]),
        )

    # --- what is kept -------------------------------------------------------------------------

    @cached_property
    def stores(self) -> Stores:
        return Stores(self.home, STARTER_FILES)

    @cached_property
    def journal(self) -> Journal:
        return Journal(self.database)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.database)

    @cached_property
    def log(self) -> ChangeLog:
        return ChangeLog(self.journal, Changes(self.database))

    @cached_property
    def _preferences(self) -> Preferences:
        return Preferences(self.database)

    @cached_property
    def waiting(self) -> WaitingRoom:
        return WaitingRoom(Proposals(self.database))

    @cached_property
    def unanswered(self) -> Inbox:
        return Inbox(self.database, lambda workspace: self.governing.of(workspace).inbox_days)

    # --- answering ----------------------------------------------------------------------------

    def can_serve(self, model: Path) -> bool:
        """Whether the encoder that a model wants is here, if it wants one."""
        return can_serve(self._encoders, model)

    @cached_property
    def _encoders(self) -> Encoders:
        return encoders(self.settings)

    def _encoder_of(self, model: Path) -> Encoder | None:
        return self._encoders.of_model(encoder_of(model))

    def _encoder_of_texts(self, texts: Sequence[str]) -> Encoder | None:
        return training_encoders(self._encoders, self.home)(texts)

    @cached_property
    def loaded(self) -> LoadedModels:
        return LoadedModels(
            lambda folder: Predictor.load(folder, self._encoder_of(folder)),
            self.settings.models_in_memory,
        )

    @cached_property
    def answering(self) -> AnswerService:
        models = ServedModels(self.stores, self.loaded, self.can_serve)
        return AnswerService(self.stores, self.journal, models, self.governing)

    @cached_property
    def inbox(self) -> InboxService:
        return InboxService(
            self.unanswered,
            self.answering,
            self.correcting,
            self._encoder_of_texts,
            wanted=self.settings.inbox,
        )

    # --- teaching -----------------------------------------------------------------------------

    @cached_property
    def datasets(self) -> DatasetService:
        return DatasetService(
            self.stores, self.log, self.answering, limits(self.settings), self.words
        )

    @cached_property
    def line(self) -> WaitingLine:
        """Where trainings wait."""
        return WaitingLine(self.settings.trainings)

    @cached_property
    def teaching(self) -> TrainingService:
        within = Limits(self.settings.training_seconds, self.settings.training_memory_mb)
        spare = Spare(get_ready, self.settings.spare_seconds)
        trainer = Trainer(self._encoder_of_texts, self.words, within, self.line, spare)
        return TrainingService(self.stores, self.log, self.answering, self.datasets, trainer)

    @cached_property
    def retraining(self) -> Retraining:
        news = News(self.journal, self.unanswered, self.answering)
        return Retraining(self.teaching, self.answering, news, self.settings.retrain_seconds)

    @cached_property
    def _revisions(self) -> Revisions:
        return Revisions(self.stores, self.log, self.datasets, self.answering, self.retraining)

    @cached_property
    def _editing(self) -> EditingService:
        return EditingService(self._revisions, self.journal, self.answering, self.retraining)

    @cached_property
    def correcting(self) -> CorrectionService:
        return CorrectionService(
            self.log, self.answering, self.retraining, self.words, self._revisions
        )

    # --- running a server ---------------------------------------------------------------------

    @cached_property
    def governing(self) -> SettingsService:
        of_language = partial(words_of, agent=self.settings.agent_name, prefix=self.settings.prefix)
        checks = {"voice": check_voice}
        return SettingsService(self._preferences, self.settings, of_language, checks, self.log)

    @cached_property
    def approving(self) -> ApprovalService:
        return ApprovalService(self.waiting, self.stores, self.correcting, self.log)

    @cached_property
    def proposing(self) -> ProposalService:
        return ProposalService(self.waiting, self.governing, self.stores, self.answering)

    @cached_property
    def _undoing(self) -> UndoService:
        return UndoService(self.log, self._revisions, self.teaching, self.governing, self.approving)

    @cached_property
    def _filing(self) -> FileService:
        personal = Personal(
            self.home, self.database, self.consents, self._preferences, self.unanswered
        )
        return FileService(self.stores, self.answering, self.retraining, personal, self.log)

    @cached_property
    def departures(self) -> DepartureService:
        kept = Departures(self.home, self.database, self._preferences)
        return DepartureService(kept, self.stores, self.answering, self.retraining, self._sessions)

    def _services(self) -> Iterator[Service]:
        """All that answer requests."""
        yield from (self.answering, self.datasets, self.teaching)
        yield TestService(self.answering, limits(self.settings), self._encoder_of, self.words)
        yield from (self.correcting, self._editing, self.inbox)
        yield TaughtFileService(
            self.stores, self._revisions, self.retraining, limits(self.settings)
        )
        yield AttachmentService(self.stores, self.settings.max_attachment_mb * 2**20)
        yield from (self._filing, self.governing, self.log, self._undoing, self.approving)
        yield HelpService(self.commands, self.governing, PAGE)
