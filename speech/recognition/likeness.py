"""How alike two pronunciations are."""

from collections.abc import Sequence

VOWELS = frozenset("aeiouyæøœɐɑɒɔəɚɘɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ")
PAIRS = frozenset(map(frozenset, ("pb", "td", "kɡ", "fv", "sz", "θð", "ʃʒ", "ʧʤ")))
"""Consonants that differ in their voice only."""
NEAR, OTHER, LOST = 0.4, 1.0, 0.7
"""What it costs to hear a like sound, another, or one too many or too few."""


def distance(one: Sequence[str], two: Sequence[str], most: float) -> float:
    """The cost of turning one row of phonemes into the other, a phoneme of the longer: 0 to 1.

    Infinite where it is above `most`, which saves looking closer.
    """
    longer = max(len(one), len(two), 1)
    if LOST * abs(len(one) - len(two)) > most * longer:
        return float("inf")
    row = [LOST * n for n in range(len(two) + 1)]
    for heard in one:
        before, row = row, [row[0] + LOST]
        for column, meant in enumerate(two):
            cost = before[column] + _difference(heard, meant)
            row.append(min(cost, before[column + 1] + LOST, row[column] + LOST))
    found = row[-1] / longer
    return found if found <= most else float("inf")


def _difference(one: str, two: str) -> float:
    if one == two:
        return 0.0
    both_vowels = one[0] in VOWELS and two[0] in VOWELS
    return NEAR if both_vowels or frozenset((one[0], two[0])) in PAIRS else OTHER
