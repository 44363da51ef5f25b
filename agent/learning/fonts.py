"""Fonts that can draw what people write, among those on this machine."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

_USUAL = "DejaVu Sans"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families in the order in which they are asked, and the characters they have together."""

    families: tuple[str, ...]
    characters: frozenset[int]

    def draw(self, character: str) -> bool:
        """Whether a character is drawn, and not as a box."""
        return ord(character) in self.characters


def fonts_for(text: str) -> Fonts:
    """The usual font and, for letters it does not have, such as have some of them."""
    families, characters = [_USUAL], _characters(findfont(FontProperties(_USUAL)))
    wanted = {ord(c) for c in text if unicodedata.category(c)[0] in "LMN"} - characters
    for family, path in _installed() if wanted else ():
        if found := wanted & _characters(path):
            families.append(family)
            characters |= _characters(path)
            wanted -= found
    return Fonts(tuple(families), characters)


def _installed() -> Iterator[tuple[str, str]]:
    for font in fontManager.ttflist:
        if font.style == "normal" and font.name != "Last Resort":  # which has boxes for everything
            yield font.name, font.fname


@lru_cache(256)
def _characters(path: str) -> frozenset[int]:
    try:
        return frozenset(get_font(path).get_charmap())
    except (OSError, RuntimeError):  # a font file that is damaged or gone
        return frozenset()
