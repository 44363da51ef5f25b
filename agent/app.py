"""The composition root, the only place that builds things: stores, services, dialog, runner."""

import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.building import (
    build_dialog,
    can_serve,
    check_voice,
    encoders,
    home_of,
    limits,
    phrase_model,
    training_encoders,
)
from agent.dialog.commands import Commands
from agent.dialog.dialog import Dialog
from agent.dialog.requests import ReadDataset
from agent.learning.encoder.encoder import Encoder
from agent.learning.folder import encoder_of
from agent.learning.predictor import Predictor
from agent.prompts import catalogue
from agent.prompts.render import Renderer, WordsOf
from agent.runtime.clock import Clock, WallClock
from agent.runtime.dialogs import Dialogs
from agent.runtime.dispatcher import Dispatcher
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
from agent.services.served_models import ServedModels
from agent.services.stores import STARTERS, Stores
from agent.services.taking_back import UndoService
from agent.services.taught_files import TaughtFileService
from agent.services.teaching import TrainingService
from agent.services.testing import TestService
from agent.services.tidying import Tidying
from agent.services.trainer import Trainer, get_ready
from agent.settings import ROOT, Settings
from agent.states import all_commands
from agent.storage.atomic import sweep_unfinished
from agent.storage.changes import Changes
from agent.storage.consents import Consents
from agent.storage.database import Database
from agent.storage.departures import Departures
from agent.storage.errors import StorageError, explained
from agent.storage.holding import held
from agent.storage.home import Home
from agent.storage.inbox import Inbox
from agent.storage.journal import Journal
from agent.storage.personal import Personal
from agent.storage.preferences import Preferences
from agent.storage.private import private
from agent.storage.proposals import Proposals
from agent.storage.retention import Retention
from agent.storage.scratch import sweep
from agent.storage.sessions import SessionStore
from agent.storage.workspace import Workspace

STARTER_FILES = ROOT / "datasets/starters"
PAGE = ROOT / "instructions.md"


@dataclass(frozen=True, slots=True)
class App:
    """The parts that channels and the command line use."""

    settings: Settings
    stores: Stores
    answering: AnswerService
    teaching: TrainingService
    datasets: DatasetService
    dispatcher: Dispatcher
    runner: Runner
    consents: Consents
    commands: Commands
    phrases: PhraseModel
    departures: DepartureService
    governing: SettingsService
    log: ChangeLog
    approving: ApprovalService
    proposing: ProposalService
    inbox: InboxService
    line: WaitingLine
    """Where trainings wait."""
    loaded: LoadedModels
    database: Database

    def is_well(self) -> bool:
        """Whether what is kept can be read."""
        try:
            self.database.read("SELECT 1 FROM sessions LIMIT 1")
        except StorageError:
            return False
        return True

    def words(self, workspace: str) -> Renderer:
        """What makes words of prompts there, for the eye."""
        return _words_at(self.governing, self.settings.agent_name, workspace)

    def live_words(self, workspace: str) -> Renderer:
        """The same for who keeps it: the prefix in it is always that of the moment."""
        language_ = self.governing.of(workspace).agent_language
        return Renderer(catalogue.load(language_), _Constants(self, workspace))

    def can_serve(self, model: Path) -> bool:
        """Whether the encoder that a model wants is here, if it wants one."""
        return can_serve(encoders(self.settings), model)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[App]:
    """An agent ready for its channels, closed properly at the end. Raises StorageError.

    Its time is that of `clock`, this machine's where none is given. Only one at a time may work in
    a home; whoever comes second is told so at once.
    """
    with private():
        home = home_of(settings)
        with held(home.lock_path):
            async with _working(settings, home, clock or WallClock()) as app:
                yield app


@asynccontextmanager
async def looked_into(settings: Settings) -> AsyncIterator[App]:
    """The same for a short look: it answers and understands, and holds no dialogs.

    Another agent may be at work in the home meanwhile: nothing is swept, taught or taken up again.
    """
    with private():
        home = home_of(settings)
        database = Database(home.database_path)
        try:
            yield _build(settings, home, database, WallClock())[0]
        finally:
            database.close()


@asynccontextmanager
async def _working(settings: Settings, home: Home, clock: Clock) -> AsyncIterator[App]:
    database = Database(home.database_path)
    try:
        app, retraining = _build(settings, home, database, clock)
        for workspace in (STARTERS, *home.workspaces()):
            _sweep(app.stores.of(workspace).workspace)
        app.runner.wait(settings.park_seconds)
        journal = Journal(database)
        stranded = filter(app.answering.models.lacks_encoder, home.workspaces())
        changed = {*journal.corrected(), *journal.edits.edited(), *stranded}
        await retraining.catch_up(sorted(changed))
        keep = Retention(
            settings.export_days,
            settings.archive_days,
            settings.journal_days,
            settings.models_kept,
        )
        tidying = Tidying(home, database, app.stores, keep)
        daily = asyncio.create_task(tidying.daily(clock.now), name="tidying")
        try:
            yield app
        finally:
            daily.cancel()
            await asyncio.wait([daily])
            await app.runner.close()
            await retraining.close()
            app.teaching.close()
    finally:
        database.close()


def _sweep(workspace: Workspace) -> None:
    """Remove what was being made when an earlier run was killed."""
    with explained("could_not.sweep"):
        for folder in workspace.folders.values():
            sweep(folder)
            sweep_unfinished(folder)


def _build(
    settings: Settings, home: Home, database: Database, clock: Clock
) -> tuple[App, Retraining]:
    stores = Stores(home, STARTER_FILES)
    journal = Journal(database)
    installed = encoders(settings)
    labels = functools.partial(_words_of, agent=settings.agent_name, prefix=settings.prefix)
    preferences, proposals = Preferences(database), Proposals(database)
    log = ChangeLog(journal, Changes(database))
    governing = SettingsService(preferences, settings, labels, {"voice": check_voice}, log)
    words = functools.partial(_words_at, governing, settings.agent_name)
    loaded = LoadedModels(
        lambda folder: Predictor.load(folder, installed.of_model(encoder_of(folder))),
        settings.models_in_memory,
    )
    models = ServedModels(stores, loaded, functools.partial(can_serve, installed))
    answering = AnswerService(stores, journal, models, governing)
    datasets = DatasetService(stores, log, answering, limits(settings), words)
    line = WaitingLine(settings.trainings)
    encoder_of_texts = training_encoders(installed, home)
    trainer = _trainer(settings, encoder_of_texts, words, line)
    teaching = TrainingService(stores, log, answering, datasets, trainer)
    kept = Inbox(database, lambda workspace: governing.of(workspace).inbox_days)
    retraining = Retraining(
        teaching, answering, News(journal, kept, answering), settings.retrain_seconds
    )
    consents = Consents(database)
    personal = Personal(home, database, consents, preferences, kept)
    editing = EditingService(stores, log, datasets, answering, retraining)
    correcting = CorrectionService(log, answering, retraining, words, editing)
    approving = ApprovalService(proposals, stores, correcting, log)
    proposing = ProposalService(proposals, governing, stores, answering)
    undoing = UndoService(log, editing, teaching, governing, proposals)
    commands = all_commands()
    inbox = InboxService(kept, answering, correcting, encoder_of_texts, wanted=settings.inbox)
    dispatcher = Dispatcher(
        answering.handlers,
        datasets.handlers,
        teaching.handlers,
        TestService(
            answering, limits(settings), lambda model: installed.of_model(encoder_of(model)), words
        ).handlers,
        correcting.handlers,
        editing.handlers,
        inbox.handlers,
        TaughtFileService(stores, editing, retraining, limits(settings)).handlers,
        AttachmentService(stores, settings.max_attachment_mb * 2**20).handlers,
        FileService(stores, answering, retraining, personal, log).handlers,
        governing.handlers,
        log.handlers,
        undoing.handlers,
        approving.handlers,
        HelpService(commands, governing, PAGE).handlers,
        otherwise=proposing.handlers(datasets.handlers[ReadDataset]),
    )
    sessions = Sessions(SessionStore(database))
    sessions.restore()
    phrases = phrase_model(settings, installed, home)
    dialogs = Dialogs(governing.of, functools.partial(_dialog_of, settings, commands, phrases))
    runner = Runner(dialogs, sessions, dispatcher, WorkspaceLibrary(stores), clock)
    retraining.heard_by(runner.tell)
    approving.heard_by(runner.tell)
    app = App(
        settings,
        stores,
        answering,
        teaching,
        datasets,
        dispatcher,
        runner,
        consents,
        commands,
        phrases,
        DepartureService(
            Departures(home, database, preferences), stores, answering, retraining, sessions
        ),
        governing,
        log,
        approving,
        proposing,
        inbox,
        line,
        loaded,
        database,
    )
    return app, retraining


def _trainer(
    settings: Settings,
    encoders_of_texts: Callable[[Sequence[str]], Encoder | None],
    words: WordsOf,
    line: WaitingLine,
) -> Trainer:
    within = Limits(settings.training_seconds, settings.training_memory_mb)
    spare = Spare(get_ready, settings.spare_seconds)
    return Trainer(encoders_of_texts, words, within, line, spare)


def _dialog_of(
    settings: Settings, commands: Commands, phrases: PhraseModel, language_: str, prefix: str
) -> Dialog:
    """The dialog of the workspaces with this language and this prefix."""
    local = settings.model_copy(update={"agent_language": language_, "prefix": prefix})
    return build_dialog(local, commands, phrases)


class _Constants(Mapping[str, str]):
    """What every prompt of a workspace may name, as it is at the moment."""

    def __init__(self, app: App, workspace: str) -> None:
        self._app = app
        self._workspace = workspace

    def __getitem__(self, name: str) -> str:
        if name == "agent":
            return self._app.settings.agent_name
        return str(getattr(self._app.governing.of(self._workspace), name))

    def __iter__(self) -> Iterator[str]:
        return iter(("agent", "prefix"))

    def __len__(self) -> int:
        return 2


def _words_at(governing: SettingsService, agent: str, workspace: str) -> Renderer:
    local = governing.of(workspace)
    return _words_of(local.agent_language, agent, local.prefix)


@functools.lru_cache(maxsize=64)
def _words_of(language_: str, agent: str, prefix: str) -> Renderer:
    return Renderer(catalogue.load(language_), {"agent": agent, "prefix": prefix})
