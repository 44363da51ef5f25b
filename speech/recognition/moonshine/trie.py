"""Sentences as a tree of their tokens, so that what they share is looked at once."""

import math
from collections.abc import Mapping

from speech.recognition.moonshine.model import Tokens


class Trie:
    """A node: what may come next, whether a sentence may end here, and how common the commonest is.

    Sentences come with the logarithm of how common they are.
    """

    __slots__ = ("children", "common", "ends")

    def __init__(self, sentences: Mapping[Tokens, float]) -> None:
        self.children: dict[int, Trie] = {}
        self.common = -math.inf
        self.ends = False
        for sentence, common in sentences.items():
            self._add(sentence, common)

    def _add(self, sentence: Tokens, common: float) -> None:
        node = self
        for token in sentence:
            node.common = max(node.common, common)
            node = node.children.setdefault(token, Trie({}))
        node.common = max(node.common, common)
        node.ends = True
