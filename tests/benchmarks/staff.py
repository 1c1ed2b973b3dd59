"""Screens of staff that click as people do: run beside the app, in a process of its own.

`python staff.py PORT COOKIE SCREENS SECONDS THINK`: each screen looks a name up and signs that
person in, with some seconds of thought between; the answer is one document of JSON.
"""

import asyncio
import json
import random
import sys
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
_NAME, _FOUND = "-door.name", "-door.found."


class Screen:
    """One browser tab on the welcome page."""

    def __init__(self, chance):
        self._chance = chance
        self._ids, self._found, self._part = {}, [], ""
        self.waited, self.errors = [], []

    async def open(self, port, cookie):
        """Load the page; nothing counts yet."""
        self._socket = await websockets.connect(
            f"ws://localhost:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": cookie, "Origin": f"http://localhost:{port}"},
            max_size=None,
            open_timeout=120,
            ping_interval=None,
        )
        await self._run()
        self.waited.clear()

    async def act(self):
        """Sign in somebody who was found, or look for somebody."""
        if self._found:
            await self._run(click=self._chance.choice(self._found))
        else:
            await self._run(name=f"Zoé{self._chance.randrange(1000):03d}")

    async def close(self):
        """Leave."""
        await self._socket.close()

    async def _run(self, *, name="", click=""):
        message = BackMsg()
        # As the browser does: what is touched in a part of the page draws that part anew.
        message.rerun_script.SetInParent()
        message.rerun_script.fragment_id = self._part
        states = message.rerun_script.widget_states.widgets
        if name or click:
            field = states.add()
            field.id, field.string_value = self._ids[_NAME], name
        if click:
            button = states.add()
            button.id, button.trigger_value = click, True
        self._found = []
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        await self._until_done()
        self.waited.append(time.perf_counter() - began)

    async def _until_done(self):
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished != _AGAIN:
                return
            if kind == "delta":
                self._see(message.delta.new_element, message.delta.fragment_id)

    def _see(self, element, part):
        kind = element.WhichOneof("type")
        if kind == "text_input" and element.text_input.id.endswith(_NAME):
            self._ids[_NAME], self._part = element.text_input.id, part
        elif kind == "button" and _FOUND in element.button.id:
            self._found.append(element.button.id)
        elif kind == "exception":
            self.errors.append(element.exception.message)


async def work(screen, until, think, chance):
    """Think and act until the time is over: from the first moment on as in the midst of a day."""
    while True:
        pause = chance.expovariate(1 / think) if think else 0
        if time.perf_counter() + pause >= until:
            return
        await asyncio.sleep(pause)
        await screen.act()


async def main(port, cookie, screens, seconds, think):
    """How long each act took at all screens together."""
    chance = random.Random(1)
    opened = [Screen(random.Random(number)) for number in range(int(screens))]
    for first in range(0, len(opened), 5):
        await asyncio.gather(*(one.open(int(port), cookie) for one in opened[first : first + 5]))
    until = time.perf_counter() + float(seconds)
    await asyncio.gather(*(work(one, until, float(think), chance) for one in opened))
    for one in opened:
        await one.close()
    waited = sorted(wait for one in opened for wait in one.waited)
    errors = [error for one in opened for error in one.errors]
    sys.stdout.write(json.dumps({"waited": waited, "errors": errors}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
