"""Sentences as a tree of their tokens, so that what they share is looked at once."""

from collections.abc import Iterable

from speech.recognition.moonshine.model import Tokens


class Trie:
    """A node: what may come next, and whether a sentence may end here."""

    __slots__ = ("children", "ends")

    def __init__(self, sentences: Iterable[Tokens] = ()) -> None:
        self.children: dict[int, Trie] = {}
        self.ends = False
        for sentence in sentences:
            self._add(sentence)

    def _add(self, sentence: Tokens) -> None:
        node = self
        for token in sentence:
            node = node.children.setdefault(token, Trie())
        node.ends = True
