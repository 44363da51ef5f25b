"""The outputs' own words as examples: "ok, lights on" says something of what leads to it."""

import numpy as np
from numpy.typing import NDArray

from agent.learning.classifiers import Classes
from agent.learning.scorer import Features
from agent.learning.vectoriser import Floats

_TELLING = 0.8


def telling(lines: Features, classes: Classes, names: Features) -> Classes:
    """The classes whose names tell their lines from others.

    `names` has a row a class. Where a line of the class and another one are not as near to such a
    name, it is in four of five cases the class's own that is nearer. "Class 7" is no such name, nor
    is "pong", which is taught for "ping" beside "ping" for "pong"; to learn from these would
    mislead.
    """
    likeness = _likeness(lines, names)
    found = [
        number
        for number in range(likeness.shape[1])
        if _tells(likeness[:, number], classes == number)
    ]
    return np.array(found, np.intp)


def _likeness(lines: Features, names: Features) -> Floats:
    """[lines, classes], by meaning where there are embeddings, else by shared n-grams."""
    if names.dense.shape[1]:
        return np.asarray(lines.dense @ names.dense.T, np.float32)
    return np.asarray((lines.sparse @ names.sparse.T).toarray(), np.float32)


def _tells(likeness: Floats, own: NDArray[np.bool_]) -> bool:
    differences = likeness[own][:, None] - likeness[~own]
    nearer, farther = int((differences > 0).sum()), int((differences < 0).sum())
    return nearer > 0 and nearer >= _TELLING * (nearer + farther)
