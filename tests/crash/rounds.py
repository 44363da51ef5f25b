"""A round of each kind: start, do, kill at a random moment, look."""

import json
import os
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from threading import Thread

from agent.learning.dataset import parse
from agent.storage.archive import Archive
from agent.storage.home import Home
from downloads.checked import checksum_of
from tests.crash import lives
from tests.crash.killing import (
    CONTEXT,
    Tally,
    begin,
    broken_models,
    kill,
    living,
    saved,
)

WEATHER = {
    "data": [
        {"input": f"{word} {n}", "output": answer}
        for word, answer in (("rain", "Take a coat."), ("snow", "Take a sled."))
        for n in ("today", "tomorrow", "now", "later", "at night", "at noon")
    ]
}


class Typist:
    """Somebody at the console of a process of its own."""

    def __init__(self, home: Path) -> None:
        theirs, self._lines = CONTEXT.Pipe(duplex=False)
        self._printed, ours = CONTEXT.Pipe(duplex=False)
        self._seen = ""
        began = time.monotonic()
        self.process = begin(lives.console, home, theirs, ours)
        theirs.close()
        ours.close()
        self.reads(("Hello", "I was away"))
        self.ready = time.monotonic() - began

    def types(self, line: str) -> None:
        os.write(self._lines.fileno(), f"{line}\n".encode())

    def reads(self, words: tuple[str, ...]) -> str:
        """What is printed up to one of these; an end of the process is an error."""
        while not any(each in self._seen for each in words):
            self._seen += _some(self._printed)
        seen, self._seen = self._seen, ""
        return seen

    def dies(self) -> str:
        """Kill it; what it had printed by then."""
        kill(self.process)
        rest = self._seen
        while part := os.read(self._printed.fileno(), 65_536):
            rest += part.decode(errors="replace")
        self._lines.close()
        self._printed.close()
        return rest


def _some(pipe: Connection) -> str:
    part = os.read(pipe.fileno(), 65_536)
    if not part:
        raise EOFError("the console ended by itself")
    return part.decode(errors="replace")


def started(home: Path, tally: Tally) -> Typist:
    """Somebody at the console after a kill, when it was looked what is wrong."""
    typist = Typist(home)
    tally.started(typist.process, typist.ready)
    tally.looked_at(home)
    tally.broken += broken_models(home, "console")
    return typist


def console(home: Path, chance: Random, tally: Tally) -> None:
    """Examples are taught one by one; what was read back is there afterwards."""
    typist = started(home, tally)
    typist.types("!train")
    typist.reads(("Teach me", "so far"))
    taught = saved(home, "console", "console")[1].get("task", {}).get("examples", [])
    first = len(taught)
    for n in range(first, first + chance.randrange(1, 6)):
        typist.types(f"line {n} => answer {n}")
        typist.reads((f"“answer {n}”",))
        taught.append([f"line {n}", f"answer {n}"])
    typist.types(f"line {len(taught)} => answer {len(taught)}")
    time.sleep(chance.uniform(0, 0.02))
    rest = typist.dies()
    acknowledged = len(taught) + (f"“answer {len(taught)}”" in rest)
    kept = saved(home, "console", "console")[1]["task"]["examples"]
    tally.killed(home)
    tally.lost += max(0, acknowledged - len(kept)) + (kept[: len(taught)] != taught)


def training(home: Path, chance: Random, tally: Tally) -> None:
    """A model is made, or was: the one before it is whole and in use until then."""
    file = home / "weather.json"
    file.write_text(json.dumps(WEATHER))
    state, _ = saved(home, "console", "console")
    typist = started(home, tally)
    match state:
        case "training":
            pass  # it was begun again by itself
        case "training.result":
            typist.types("yes")
        case _:
            typist.types(str(file))
            typist.reads(("Train from",))
            typist.types("yes")
    time.sleep(chance.uniform(0, 4))
    typist.dies()
    tally.killed(home)
    tally.broken += broken_models(home, "console")


def archive(home: Path, chance: Random, tally: Tally) -> None:
    """Datasets are archived and brought back; whatever is there is whole."""
    workspace = Home(home).workspace("console")
    store = workspace.datasets / "weather.json"
    store.parent.mkdir(exist_ok=True)
    if not store.exists():
        store.write_text(json.dumps(WEATHER))
    typist = started(home, tally)
    typist.types("!archive datasets")
    if chance.random() < 0.5:
        typist.reads(("Archived as",))
        file = next(e.file for e in Archive(workspace).entries() if e.kind == "datasets")
        changed = {"data": [*WEATHER["data"], {"input": f"{chance.random()}", "output": "x"}]}
        store.write_text(json.dumps(changed))
        typist.types(f"!archive restore {file}")
    time.sleep(chance.uniform(0, 0.03))
    typist.dies()
    tally.killed(home)
    tally.broken += sum(entry.kind == "damaged" for entry in Archive(workspace).entries())
    parse(store.read_bytes(), store.name)
    for entry in Archive(workspace).entries():
        (workspace.archive / entry.file).unlink()


def fetch(home: Path, chance: Random, tally: Tally) -> None:
    """A download that was killed goes on, and ends whole."""
    served, target = home / "served", home / "models" / f"fetched-{tally.kills}"
    served.mkdir(exist_ok=True)
    files = {}
    for name in ("one.bin", "two.bin"):
        (served / name).write_bytes(chance.randbytes(2**21))
        files[name] = checksum_of(served / name)
    handler = partial(_Quiet, directory=str(served))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    with living(lives.fetch, target, address, files):
        time.sleep(chance.uniform(0, 0.06))
    again = begin(lives.fetch, target, address, files)
    again.join()
    server.shutdown()
    server.server_close()
    tally.kills += 1
    tally.broken += any(checksum_of(target / name) != files[name] for name in files)
    tally.leftovers += target.with_name(f"{target.name}.download").exists()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


ROUNDS = {"console": console, "training": training, "archive, restore": archive, "fetch": fetch}
