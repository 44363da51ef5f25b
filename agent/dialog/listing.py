"""Commands that may come without a name, and what is listed then."""

from collections.abc import Mapping

from agent.dialog.intents import Intent

NAMED_BY: Mapping[str, tuple[Intent, str]] = {
    "datasets": (Intent.SELECT_DATASET, "name"),
    "archivable": (Intent.ARCHIVE, "what"),
    "files": (Intent.GETFILE, "path"),
    "archives": (Intent.RESTORE, "name"),
}
"""By what is listed: the command that one of the names is for, and its slot."""
