"""What was taught as a file to be edited, and taken back."""

from agent.dialog.outcomes import Done, Outcome
from agent.dialog.requests import ExportTaught, ReplaceTaught
from agent.learning.dataset import DatasetLimits
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.runtime.threads import in_thread
from agent.services.datasets import read
from agent.services.filing import personal_workspace
from agent.services.retraining import Retraining
from agent.services.revising import Revisions
from agent.services.stores import Stores
from agent.storage.atomic import write_file
from agent.storage.errors import NotThere, explained

FILE = "taught.json"


class TaughtFileService:
    """Hands out all that was taught, corrections and all, and puts an edited file in its place."""

    def __init__(
        self,
        stores: Stores,
        revisions: Revisions,
        retraining: Retraining,
        limits: DatasetLimits,
    ) -> None:
        self._stores = stores
        self._revisions = revisions
        self._retraining = retraining
        self._limits = limits

    @property
    def handlers(self) -> Handlers:
        return {ExportTaught: self._export, ReplaceTaught: self._replace}

    def _export(self, context: RequestContext, request: ExportTaught) -> Outcome:
        known = self._revisions.known(context.workspace)
        if not known.examples:
            raise NotThere("taught.nothing")
        private = self._stores.of(personal_workspace(context)).workspace
        with explained("could_not.make_archive_folder"):
            write_file(private.archive / FILE, known.to_json())
        return Done("taught.file", files=(f"archive/{FILE}",), workspace=private.name)

    async def _replace(self, context: RequestContext, request: ReplaceTaught) -> Outcome:
        dataset = await read(request.attachment, self._limits)
        added, removed = await in_thread(self._revisions.replace, context, dataset)
        self._retraining.schedule(context.workspace)
        return Done("taught.replaced", {"added": added, "removed": removed})
