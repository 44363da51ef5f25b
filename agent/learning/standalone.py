"""Answer texts with the model in this folder: `python predict.py "text"`, one or several.

This is all that an Understudy model needs besides its files: numpy and onnxruntime and, for a model
that was trained with a sentence encoder, tokenizers and the encoder's own folder, `encoder` here or
where --encoder says. From Python, `Model(folder).answer(text)` gives the same.

A text that was taught is answered by heart. Any other becomes n-grams of words and characters and,
with an encoder, an embedding; `model.onnx` gives each answer a probability. What speaks for the
likeliest few (that, how like the text is to what was taught, and which words they share or lack)
is weighed into a chance to be right. From one chance on it is the answer, from a lower one on it is
asked back ("ask"), else it is "unknown". Models of many lines go by the probability alone.
"""

import argparse
import hashlib
import json
import os
import re
import unicodedata
from collections import Counter
from itertools import combinations, pairwise
from math import log, sqrt
from pathlib import Path
from typing import Any

import numpy as np

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # or it would report to its maker once it is imported
import onnxruntime

WORD = r"[\w\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u109f\u1780-\u17d3]+"
UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b6-\u17d3]*"
    "|[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "œ": "oe"}
)
BARE = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ı": "i"})
ENDS = " .,;:!?…。？！、।؟"
ENDINGS = ("ing", "ed", "es", "s", "e")
CHOICES = 3
FEW_ANSWERS, FEW_LINES = 30, 5
OFFERED = 0.2  # of the likeliest answer's probability
SENTENCE = re.compile(r"[^.!?;\n。！？；]+")
LONG, WIDTH, STEP, SHORTEST = 12, 10, 5, 2  # words of a long sentence, of its runs, of a part
SHARED, EXCHANGED = 13, 18  # the places of the words in common and of one exchanged for another
OPPOSITE = 19  # of "a word exchanged for its opposite"
COUNTER = 10  # and of "lead over the nearest counter-example"
MUCH = 0.4  # how much a line is exchanged that may well ask for something else


# --- texts ----------------------------------------------------------------------------------------


def key(text: str) -> str:
    """What a text is remembered by: without case, accents, punctuation and more than one blank."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in folded if not _vanishes(c))
    words = " ".join(
        "".join(" " if unicodedata.category(c)[0] in "PZC" else c for c in kept).split()
    )
    return unicodedata.normalize("NFKC", words or " ".join(folded.split()))


def _vanishes(c: str) -> bool:
    return "\u0300" <= c < "\u0370" or c in "'’" or unicodedata.category(c) == "Cf"


def prepare(text: str) -> str:
    """One form of what can be written in several: case, accents, scripts without blanks."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text.lower()
    both = re.sub(r"\w*[äöüåøæœ]\w*", lambda w: f"{w[0]} {w[0].translate(SPELLED_OUT)}", folded)
    bare = re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", both))
    bare = unicodedata.normalize("NFKC", bare.translate(BARE))
    return re.sub(UNSPACED, r" \g<0> ", bare)


def bare_forms(word: str) -> list[str]:
    """How a word with accents may be written without."""
    if word.isascii() or re.search(UNSPACED, word):
        return []
    plain = unicodedata.normalize("NFC", word.lower())
    return [form for form in prepare(word).split() if form != plain]


def word_grams(prepared: str) -> list[str]:
    """Words, and pairs of neighbours."""
    words = re.findall(WORD, prepared)
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def character_grams(word: str) -> list[str]:
    """Runs of three and four characters of a word between blanks."""
    padded = f" {word} "
    found = [padded[i : i + 3] for i in range(max(1, len(padded) - 2))]
    if len(padded) > 3:
        found += [padded[i : i + 4] for i in range(max(1, len(padded) - 3))]
    return found


# --- the model ------------------------------------------------------------------------------------


class Model:
    """A model folder."""

    def __init__(self, folder: Path, encoder: Path | None = None) -> None:
        settings = _read(folder / "settings.json")
        vocabulary = _read(folder / "vocabulary.json")
        self.outputs: list[str] = settings["outputs"]
        self.threshold: float = settings["threshold"]
        self.ask: float | None = settings.get("ask")
        self.memory: dict[str, str] = _read(folder / "memory.json")
        self.session = onnxruntime.InferenceSession(folder / "model.onnx")
        self.words = {word: n for n, word in enumerate(vocabulary["words"])}
        self.pieces = {p: n for n, p in enumerate(vocabulary["pieces"], len(self.words))}
        self.spelling = _spelling(folder)
        self.rarest: float = vocabulary["rarest"]
        self.idf = np.load(folder / "idf.npy")
        wanted = settings["encoder"]
        self.encoder = Encoder(encoder or folder / "encoder", wanted) if wanted else None
        self.judge = Judge(folder) if settings.get("judged") else None

    def answer(self, text: str) -> dict[str, Any]:
        """`output` (null for what is not to be answered), `confidence`, `verdict` (answer, ask or
        unknown) and, to be asked back, `choices`."""
        taught = self.memory.get(key(text))
        if taught is not None:
            return _answer(taught, 1.0, "answer" if taught else "unknown")
        whole = self.classify(text)
        if self.judge is None or not self.judge.few_answers or self.ask is not None:
            return whole
        if whole["verdict"] == "answer":
            return whole
        return _surest(whole, [self.classify(part) for part in windows(text)], self.judge.answer)

    def classify(self, text: str) -> dict[str, Any]:
        """The same without memory, and without looking at the parts of a long text."""
        columns, weights = self.n_grams(text)
        inputs = {"columns": columns[None], "weights": weights[None]}
        embedding = self.encoder.encode(self.spelled(text)) if self.encoder else None
        if embedding is not None:
            inputs["embedding"] = embedding[None]
        shares = self.session.run(["probabilities"], inputs)[0][0][: len(self.outputs)]
        if self.judge:
            return self._judged(self.judge, text, shares, (columns, weights), embedding)
        return self._ranked(shares)

    def _ranked(self, shares: Any) -> dict[str, Any]:
        """By the probability alone."""
        found = [(self.outputs[n], float(shares[n])) for n in shares.argsort()[:-5:-1].tolist()]
        output, share = found[0]
        if output and share >= self.threshold:
            return _answer(output, share, "answer")
        if not output or self.ask is None or share < self.ask:
            return _answer(output, share, "unknown")
        ranking = [pair for pair in found if pair[0]][:CHOICES]
        choices = [name for name, other in ranking if other >= share * OFFERED]
        return _answer(output, share, "ask", choices)

    def spelled(self, text: str) -> str:
        """The text with accents where its words were taught with them, without where without."""
        if text.isascii() and not self.spelling:
            return text
        composed = unicodedata.normalize("NFC", text)
        return re.sub(WORD, lambda word: self._spelled(word[0]), composed)

    def _spelled(self, word: str) -> str:
        lower = word.lower()
        if lower in self.spelling:
            return self.spelling[lower]
        for bare in bare_forms(lower):
            taught = self.spelling.get(bare)
            if taught or bare in self.words:
                return word if taught == lower else taught or bare
        return word

    def n_grams(self, text: str) -> tuple[Any, Any]:
        """Columns of the n-grams in the text and their weights: (1 + ln count) · idf, words and
        characters each of length one with what is unknown."""
        prepared = prepare(text)
        words = word_grams(prepared)
        pieces = [piece for word in prepared.split() for piece in character_grams(word)]
        known = [self.words[word] for word in words if word in self.words]
        parts = [self.pieces[piece] for piece in pieces if piece in self.pieces]
        counts = Counter(known + parts)
        columns = np.fromiter(counts, np.int64, len(counts))
        weights = self.idf[columns]
        if len(counts) < len(known) + len(parts):
            weights *= 1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))
        border = len(set(known))
        blocks = (
            (weights[:border], len(words) - len(known)),
            (weights[border:], len(pieces) - len(parts)),
        )
        for block, unknown in blocks:
            length = sqrt(block @ block + unknown * self.rarest**2)
            if length:
                np.divide(block, length, out=block)
        return columns, weights

    def _judged(
        self, judge: "Judge", text: str, shares: Any, n_grams: tuple[Any, Any], embedding: Any
    ) -> dict[str, Any]:
        candidates = shares.argsort()[: -judge.candidates - 1 : -1].tolist()
        like = judge.likeness(n_grams, embedding, len(self.idf))
        evidence = judge.gather(text, like, shares, candidates)
        chances = judge.doubted(candidates, evidence)
        ranking = list(zip(candidates, chances, strict=True))
        if judge.few_answers and sum(judge.counts[:-1]) <= FEW_LINES * (len(judge.counts) - 1):
            ranking.sort(key=lambda pair: -pair[1])
        best, chance = ranking[0]
        countered = bool(evidence[:, COUNTER].max() < 0)
        verdict = judge.verdict(chance)
        asked = ranking if verdict == "ask" else []
        choices = [self.outputs[n] for n, share in asked if share >= judge.ask][:CHOICES]
        output = "" if countered and verdict == "unknown" else self.outputs[best]
        return _answer(output, chance, verdict, choices)


class Encoder:
    """A sentence encoder's folder: `model.onnx` and `tokenizer.json`."""

    def __init__(self, folder: Path, wanted: str) -> None:
        from tokenizers import Tokenizer

        graph, tokenizer = ((folder / n).read_bytes() for n in ("model.onnx", "tokenizer.json"))
        if hashlib.sha256(graph + tokenizer).hexdigest() != wanted:
            raise SystemExit(f"The encoder in {folder} is not the one of the model.")
        self.session = onnxruntime.InferenceSession(graph)
        self.tokenizer = Tokenizer.from_buffer(tokenizer)
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(128)

    def encode(self, text: str) -> Any:
        """The vector of a text, whatever mark it ends with."""
        text = text.encode("utf-8", "replace").decode().rstrip(ENDS) + "?"
        ids = np.array([self.tokenizer.encode(text).ids], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        given["token_type_ids"] = np.zeros_like(ids)
        names = [each.name for each in self.session.get_inputs()]
        outputs = [each.name for each in self.session.get_outputs()]
        inputs = {name: given[name] for name in names}
        if "features" in outputs:
            return self.session.run(["features"], inputs)[0][0]
        found = self.session.run(outputs[:1], inputs)[0]
        vector = found.sum(axis=1)[0] if found.ndim == 3 else found[0]
        return vector / max(float(np.linalg.norm(vector)), 1e-12)


# --- the judge ------------------------------------------------------------------------------------


class Judge:
    """Whether a likely answer is right enough to be given: the taught lines it is judged by, and
    the weights of what speaks for it."""

    def __init__(self, folder: Path) -> None:
        saved, tables = _read(folder / "judge.json"), _read(folder / "words.json")
        self.common: dict[str, float] = tables["common"]
        self.opposites: dict[str, list[str]] = tables["opposites"]
        self.negations, self.asking = set(tables["negations"]), set(tables["asking"])
        self.undoing = tuple(tables["undoing"])
        self.counts = [len(own) for own in saved["lines"]]  # of each answer, counters last
        self.few_answers = len(self.counts) - 1 <= FEW_ANSWERS
        ends = np.cumsum([0, *self.counts]).tolist()
        self.slices = [slice(start, end) for start, end in pairwise(ends)]
        self.words = [[self.weighed(line) for line in own] for own in saved["lines"]]
        self.vocabularies = [set().union(*own) for own in self.words]
        self.homes = Counter(word for own in self.vocabularies[:-1] for word in own)
        self.tight, self.apart = saved["tight"], saved["apart"]
        self.accuracy, self.threshold = saved["accuracy"], saved["threshold"]
        acceptor = saved["acceptor"]
        self.low, self.high, self.weights = (
            np.array(acceptor[name], np.float32) for name in ("low", "high", "weights")
        )
        self.bias: float = acceptor["bias"]
        self.answer: float = acceptor["answer"]
        self.ask: float = acceptor["ask"]
        self.candidates: int = acceptor.get("candidates", 3)
        with np.load(folder / "lines.npz") as lines:
            self.lines = {name: lines[name] for name in lines}

    def verdict(self, chance: float) -> str:
        """What becomes of a text whose best answer has such a chance to be right."""
        return "answer" if chance >= self.answer else "ask" if chance >= self.ask else "unknown"

    def doubted(self, candidates: list[int], evidence: Any) -> list[float]:
        """The chances; below `answer` where all but one heavy word is a line's, unless the answer's
        own lines differ like this."""
        chances = self.chances(evidence)
        for place in np.flatnonzero(evidence[:, EXCHANGED] >= MUCH).tolist():
            pairs = combinations(self.words[candidates[place]], 2)
            if not any(self._exchanged(*pair)[EXCHANGED - SHARED] >= MUCH for pair in pairs):
                chances[place] = min(chances[place], self.answer - 0.01)
        return chances

    def chances(self, evidence: Any) -> list[float]:
        """The chance of each candidate, a logistic regression on the evidence; below `answer` where
        a word is exchanged for its opposite, below `ask` where a counter-example is nearer."""
        held = np.minimum(np.maximum(evidence, self.low), self.high)
        chances = (1 / (1 + np.exp(-(held @ self.weights + self.bias)))).tolist()
        whole = max(1.0, sum(chances))
        limits = (self._limit(*pair) for pair in evidence[:, [OPPOSITE, COUNTER]].tolist())
        return [min(chance / whole, most) for chance, most in zip(chances, limits, strict=True)]

    def _limit(self, opposite: float, lead: float) -> float:
        if lead < -1e-4:
            return self.ask - 0.01
        return self.answer - 0.01 if lead <= 1e-4 or opposite >= 0.35 else 1.0

    def likeness(self, n_grams: tuple[Any, Any], embedding: Any, size: int) -> list[Any]:
        """The cosines of the text and each answer's lines, by meaning or by shared n-grams."""
        if "embeddings" in self.lines:
            unit = embedding / max(float(embedding @ embedding) ** 0.5, 1e-12)
            return [self.lines["embeddings"][own] @ unit for own in self.slices]
        spread = np.zeros(size, np.float32)
        spread[n_grams[0]] = n_grams[1]
        return [self._shared(spread, own) for own in self.slices]

    def _shared(self, spread: Any, own: slice) -> Any:
        if own.start == own.stop:
            return np.empty(0, np.float32)
        starts = self.lines["starts"]
        first, last = starts[own.start], starts[own.stop]
        products = spread[self.lines["columns"][first:last]] * self.lines["weights"][first:last]
        return np.add.reduceat(products, starts[own] - first) * np.float32(0.5)

    def gather(self, text: str, likeness: list[Any], shares: Any, candidates: list[int]) -> Any:
        """What speaks for each candidate: confidence, sizes, likeness, words."""
        asked = self.weighed(text)
        nearest = [float(likeness[n].max()) for n in candidates]
        counter = float(likeness[-1].max()) if len(likeness[-1]) else None
        rows = []
        for place, n in enumerate(candidates):
            best = nearest[place]
            others = nearest[:place] + nearest[place + 1 :]
            other = candidates[1 if place == 0 and len(candidates) > 1 else 0]
            rows.append(
                (
                    *(_logit(float(shares[n])), _over(float(shares[n]), float(shares[other]))),
                    *(_logit(self.threshold), self.accuracy),
                    *(log(self.counts[n]), log(len(self.counts) - 1), log(sum(self.counts[:-1]))),
                    *(best, float(likeness[n].mean()), best - max(others, default=0.0)),
                    0.1 if counter is None else min(best - counter, 0.1),
                    *(self.tight[n], self.apart),
                    *self._exchanged(asked, self.words[n][int(likeness[n].argmax())]),
                    *self._telling(asked, n),
                )
            )
        return np.array(rows, np.float32)

    def _exchanged(self, asked: dict[str, float], line: dict[str, float]) -> tuple[float, ...]:
        """How much the words of the text and of a line have in common and not."""
        new = {word: weight for word, weight in asked.items() if word not in line}
        gone = {word: weight for word, weight in line.items() if word not in asked}
        lacked, missing = sum(new.values()), sum(gone.values())
        common = sum(asked.values()) - lacked
        heavy, heavy_gone = max(new.values(), default=0.0), max(gone.values(), default=0.0)
        alike = (len(asked) - len(new)) / max(1, len(asked) + len(gone))
        return (
            *(common, lacked / max(common + lacked, 0.1), heavy),
            *(missing / max(common + missing, 0.1), heavy_gone, alike * min(heavy, heavy_gone)),
            alike if self._opposed(set(new), set(gone)) else 0.0,
            float(bool(self.asking & set(new)) and bool(self.asking & set(gone))),
        )

    def _telling(self, asked: dict[str, float], n: int) -> tuple[float, ...]:
        """How much of the text's words the answer's lines have, alone or not."""
        own, homes = self.vocabularies[n], self.homes
        whole = max(sum(asked.values()), 0.1)
        lacked = [weight for word, weight in asked.items() if word not in own]
        telling = [weight for word, weight in asked.items() if word in own and homes[word] == 1]
        strange = [weight for word, weight in asked.items() if word not in homes]
        return (
            *(sum(lacked) / whole, max(lacked, default=0.0)),
            *(sum(telling) / whole, sum(strange) / whole, log(1 + len(asked))),
        )

    def _opposed(self, some: set[str], others: set[str]) -> bool:
        """Whether a word of one undoes one of the other: "on" and "off", "lock" and "unlock"."""
        if self.negations & (some | others):
            return True
        if any(others.intersection(self.opposites.get(word, ())) for word in some):
            return True
        return self._undone(some, others) or self._undone(others, some)

    def _undone(self, some: set[str], others: set[str]) -> bool:
        undoing = [word for word in others if word.startswith(self.undoing)]
        return any(word.removeprefix(un) in some for word in undoing for un in self.undoing)

    def weighed(self, text: str) -> dict[str, float]:
        """The words of a text without common English endings, with how much they say."""
        words = re.findall(r"\w+", re.sub("['’]", "", prepare(text)))
        return {stem: self.common.get(stem, 1.0) for stem in map(_stem, words)}


def _stem(word: str) -> str:
    fitting = (e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= 3)
    return word[: len(word) - len(next(fitting, ""))]


def _logit(share: float) -> float:
    held = min(max(share, 1e-4), 1 - 1e-4)
    return log(held / (1 - held))


def _over(share: float, other: float) -> float:
    return log((share + 1e-4) / (other + 1e-4))


def windows(text: str) -> list[str]:
    """The sentences of a text of several, and runs of words of long ones."""
    sentences = [words for part in SENTENCE.findall(text) if (words := part.split())]
    found = [run for words in sentences for run in _runs(words)]
    parts = dict.fromkeys(" ".join(run) for run in found if len(run) >= SHORTEST)
    parts.pop(" ".join(text.split()).rstrip(".!?;。！？；"), None)
    return list(parts)


def _runs(words: list[str]) -> list[list[str]]:
    if len(words) <= LONG:
        return [words]
    starts = [*range(0, len(words) - WIDTH, STEP), len(words) - WIDTH]
    return [words[start : start + WIDTH] for start in starts]


def _surest(whole: dict[str, Any], parts: list[dict[str, Any]], threshold: float) -> dict[str, Any]:
    """The one answer of the parts; of several, a question; else what the surest would ask."""
    if not parts:
        return whole
    ranked = sorted(parts, key=lambda part: -part["confidence"])
    known = [part["output"] for part in ranked if part["verdict"] == "answer"]
    answers = list(dict.fromkeys(known))
    if len(answers) > 1:
        below = threshold - 0.01
        return _answer(ranked[0]["output"], below, "ask", answers[:CHOICES])
    asking = [part for part in (whole, *ranked) if part["verdict"] == "ask"]
    surest = max(asking, key=lambda part: part["confidence"], default=whole)
    return ranked[0] if answers else surest


def _answer(
    output: str, confidence: float, verdict: str, choices: list[str] | None = None
) -> dict[str, Any]:
    found = {"output": output or None, "confidence": confidence, "verdict": verdict}
    return {**found, "choices": choices or []}


def _spelling(folder: Path) -> dict[str, str]:
    """Taught words with accents by their forms without; older models know none."""
    path = folder / "spelling.json"
    return dict(_read(path)) if path.exists() else {}


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def main() -> None:
    """One line of JSON a text."""
    parser = argparse.ArgumentParser(description="Answer texts with the model in this folder.")
    parser.add_argument("text", nargs="+", help="a text; quote it")
    parser.add_argument("--encoder", type=Path, help="the sentence encoder's folder")
    given = parser.parse_args()
    model = Model(Path(__file__).resolve().parent, given.encoder)
    for text in given.text:
        print(json.dumps({"input": text, **model.answer(text)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
