"""Light screens that speak Streamlit's protocol as a browser does: they draw nothing and follow."""

import asyncio
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_AGAIN = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN


@dataclass
class LiveScreen:
    """One tab open on a page: it asks for its parts as often as it was told, and reads answers.

    `drawn` are the moments at which the whole page was drawn, `said` the moments at which an
    element came that holds the mark that is looked for.
    """

    page: str
    cookie: str
    mark: str = ""
    drawn: list[float] = field(default_factory=list)
    said: list[float] = field(default_factory=list)
    _tasks: dict[str, asyncio.Task] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _has_drawn: asyncio.Event = field(default_factory=asyncio.Event)
    _is_whole: bool = False
    _page_hash: str = ""

    async def has_since(self, moment):
        """How long after a moment the page was drawn anew, or the mark was said."""
        while True:
            found = [at for at in (self.said if self.mark else self.drawn) if at >= moment]
            if found:
                return found[0] - moment
            await self._heard()

    async def _heard(self):
        """Until anything more has come."""
        async with self._news:
            await self._news.wait()

    async def open(self, port):
        """Load the page, and follow from then on."""
        self._socket = await websockets.connect(
            f"ws://localhost:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": self.cookie, "Origin": f"http://localhost:{port}"},
            max_size=None,
            open_timeout=120,
            ping_interval=None,
        )
        self._reading = asyncio.create_task(self._read())
        await self._ask()
        await self._has_drawn.wait()

    async def close(self):
        """Leave."""
        for task in (*self._tasks.values(), self._reading):
            task.cancel()
        await self._socket.close()

    async def _ask(self, part=""):
        message = BackMsg()
        if part:  # as a browser says it: which page the part is of, by its name in Streamlit
            message.rerun_script.page_script_hash = self._page_hash
        else:
            message.rerun_script.page_name = self.page
        message.rerun_script.fragment_id = part
        message.rerun_script.is_auto_rerun = bool(part)
        await self._socket.send(message.SerializeToString())

    async def _read(self):
        """Take what comes; a part that asked again is asked for no more once the page is drawn."""
        async for told in self._socket:
            message = ForwardMsg.FromString(told)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._page_hash = message.new_session.page_script_hash
            elif kind == "navigation":  # a part of a page that is drawn alone tells of no pages
                self._is_whole = True
                self._stop()
            elif kind == "script_finished" and message.script_finished != _AGAIN:
                if self._is_whole:
                    self.drawn.append(time.perf_counter())
                    self._has_drawn.set()
                self._is_whole = False
            elif kind == "auto_rerun":
                self._follow(message.auto_rerun)
            elif kind == "delta" and self.mark and self.mark in message.delta.new_element.html.body:
                self.said.append(time.perf_counter())
            async with self._news:
                self._news.notify_all()

    def _follow(self, told):
        if told.fragment_id not in self._tasks:
            task = asyncio.create_task(self._again(told.fragment_id, told.interval))
            self._tasks[told.fragment_id] = task

    async def _again(self, part, every):
        while True:
            await asyncio.sleep(every)
            await self._ask(part)

    def _stop(self):
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
