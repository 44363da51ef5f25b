"""A Wyoming recognizer in a process of its own that takes a tenth of a second for an utterance.

Prints its port, and then for each utterance the seconds that it took of its own.
"""

import asyncio
import time

from wyoming.asr import Transcript
from wyoming.audio import AudioStop
from wyoming.event import Event
from wyoming.server import AsyncEventHandler

OWN_SECONDS = 0.1


class Slow(AsyncEventHandler):
    async def handle_event(self, event: Event) -> bool:
        if not AudioStop.is_type(event.type):
            return True
        begun = time.perf_counter()
        await asyncio.sleep(OWN_SECONDS)
        print(time.perf_counter() - begun, flush=True)
        await self.write_event(Transcript("good morning").event())
        return False


async def main() -> None:
    server = await asyncio.start_server(lambda r, w: Slow(r, w).run(), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
