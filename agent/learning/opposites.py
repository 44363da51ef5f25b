"""Words that turn a sentence into its opposite, or into another question: English ones, and the
commonest of some neighbours, without accents as `prepare` leaves them."""

from collections.abc import Set
from functools import cache

from agent.learning.wordlist import stem

_PAIRS = """
an aus, auf ab, auf zu, ein aus, heiss kalt, heller dunkler, lauter leiser, mehr weniger, warm kalt,
allume eteins, allumer eteindre, chaud froid, ouvre ferme, ouvrir fermer, plus moins, abre cierra,
abrir cerrar, caliente frio, enciende apaga, encender apagar, mas menos, sube baja, apri chiudi,
aprire chiudere, accendi spegni, caldo freddo, piu meno,
accept decline, accept reject, activate cancel, activate deactivate, add delete, add remove,
always never, arrive depart, arrive leave, before after, begin end, best worst, big small, book
cancel, borrow lend, borrow return, brighter darker, brighter dimmer, brother sister, buy sell,
cheap expensive, clean dirty, come go, connect disconnect, credit debit, dark light, day night,
deposit withdraw, earliest latest, early late, enable disable, enter exit, enter leave, fast
slow, find lose, first last, free busy, front back, full empty, give take, he she, high low, hot
cold, hot freezing, hotter colder, husband wife, import export, in out, increase decrease,
increase lower, increase reduce, inside outside, join leave, left right, load save, lock unlock,
long short, louder quieter, louder softer, love hate, lower raise, male female, min max, minimum
maximum, monthly yearly, more less, morning evening, most least, mother father, mute unmute, new
old, on off, open close, open lock, open shut, pause play, pause resume, plus minus, push pull,
raise lower, send receive, show hide, some none, son daughter, start end, start finish, start
stop, today tomorrow, top bottom, up down, upload download, warm cold, warm cool, warmer colder,
warmer cooler, wet dry, win lose, with without
"""
_NEGATIONS = """
no not never without dont doesnt didnt isnt arent wasnt wont cant cannot couldnt shouldnt wouldnt
havent hasnt stop nicht kein keine keinen ohne pas sans sin nunca senza
"""
_UNDOING = ("un", "dis", "de", "in", "non")
_ASKING = "who whos whom when where wheres why how which what whats"


def opposed(some: Set[str], others: Set[str]) -> bool:
    """Whether a stem of one text undoes one of another: "on" and "off", "lock" and "unlock", or a
    "not" in one of them. The stems are those that the texts do not share."""
    negations = _stems(_NEGATIONS)
    if not (negations.isdisjoint(some) and negations.isdisjoint(others)):
        return True
    if not some or not others:
        return False
    known = _opposites()
    if any(not others.isdisjoint(known[word]) for word in some if word in known):
        return True
    return _undone(some, others) or _undone(others, some)


def asked_otherwise(some: Set[str], others: Set[str]) -> bool:
    """Whether both texts ask, but with other words: "who" and "where"."""
    asking = _stems(_ASKING)
    return not asking.isdisjoint(some) and not asking.isdisjoint(others)


def tables() -> dict[str, object]:
    """All of these words, as stems, for programs that have no part of this one."""
    return {
        "opposites": {word: sorted(others) for word, others in _opposites().items()},
        "negations": sorted(_stems(_NEGATIONS)),
        "asking": sorted(_stems(_ASKING)),
        "undoing": _UNDOING,
    }


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split(","):
        one, other = map(stem, pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


def _undone(some: Set[str], others: Set[str]) -> bool:
    undoing = [word for word in others if word.startswith(_UNDOING)]
    return any(word.removeprefix(prefix) in some for word in undoing for prefix in _UNDOING)
