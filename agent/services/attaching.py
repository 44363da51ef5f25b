"""Files attached to lessons are kept in the workspace, so that they can be answered with."""

from agent.dialog.outcomes import FilesKept
from agent.dialog.requests import KeepFiles
from agent.learning.attached import reference
from agent.runtime.dispatcher import Handlers, RequestContext
from agent.services.stores import Stores
from agent.storage.errors import StorageError

MIB = 2**20


class AttachmentService:
    """Keeps files of at most `max_bytes` each."""

    def __init__(self, stores: Stores, max_bytes: int) -> None:
        self._stores = stores
        self._max_bytes = max_bytes

    @property
    def handlers(self) -> Handlers:
        return {KeepFiles: self._keep}

    def _keep(self, context: RequestContext, request: KeepFiles) -> FilesKept:
        for file in request.files:
            if len(file.content) > self._max_bytes:
                sizes = {"megabytes": len(file.content) / MIB, "most": self._max_bytes // MIB}
                raise StorageError("attached.too_large", file=file.name, **sizes)
        kept = self._stores.of(context.workspace).attachments
        names = [kept.keep(file.name, file.content) for file in request.files]
        return FilesKept(tuple(map(reference, names)))
