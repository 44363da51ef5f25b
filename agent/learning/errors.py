"""What can go wrong in learning; the text of each error is one sentence for the user."""

from agent.prompts.failure import Failure


class DatasetError(Failure, ValueError):
    """A dataset that cannot be read or learned from, and why."""


class ModelError(Failure, ValueError):
    """A model folder that cannot be served."""


class ModelDamaged(ModelError):
    """A file of the model folder is missing or is not the one training wrote."""


class EncoderMissing(ModelError):
    """The model was trained with a sentence encoder which is not here."""


class EncoderError(Failure, ValueError):
    """A sentence encoder that cannot be fetched, converted or loaded."""


class WorkFailed(Failure, RuntimeError):
    """The process doing the work ended without a result."""
