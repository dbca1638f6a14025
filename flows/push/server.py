"""The server that hubs reach: beside the schedules, in a thread with a loop of its own."""

import asyncio
import logging
import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from flows.push.callback import Callback
from flows.push.household import Household
from flows.push.intake import USUAL, Houses, Intake, Work
from flows.push.one_piece import OnePieceProtocol
from flows.push.rounds import Rounds
from flows.push.subscriptions import keep_subscriptions
from flows.settings import Desk, load_desk
from flows.settings.desk import WebSub
from news import WirewatchError

KEEP_SECONDS = 60  # between two looks for hubs to ask: a new source is pushed a minute after its first poll
STOP_SECONDS = 20  # what is being taken in has half of them
CONNECTIONS = 200  # before a proxy that opens more: the rest is put off with 503

_log = logging.getLogger(__name__)


class PushError(WirewatchError):
    """The server for hubs cannot listen where it is told to."""


@contextmanager
def push_server(desk: Desk) -> Iterator[None]:
    """Listen for hubs meanwhile, in a thread; nothing without `websub` in the desk.

    Raises PushError: the address cannot be used. DeskError, StorageError: the house cannot be opened.
    """
    if desk.websub is None:
        yield
        return
    running = _Running(desk.path, listening(desk.websub))
    try:
        yield
    finally:
        running.stop()


async def serve_push(desk_path: Path) -> None:
    """Listen for hubs until cancelled. Raises PushError, DeskError, StorageError."""
    desk = load_desk(desk_path, os.environ)
    if desk.websub is None:
        raise PushError(f"{desk_path} has no `websub:`. Cure: give it a `callback` address that hubs can reach")
    await _serve(desk_path, quiet_server(), listening(desk.websub), opened=lambda: None)


def listening(websub: WebSub) -> socket.socket:
    """Take the address at once: who calls before the loop runs waits. Raises PushError."""
    try:
        return socket.create_server((websub.host, websub.port), family=_family(websub.host), backlog=CONNECTIONS)
    except OSError as error:
        at = f"{websub.host}:{websub.port}"
        cure = "Cure: end what listens there, or give another address as `listen:` under `websub:` in the desk file"
        raise PushError(f"{at} cannot be used to listen for hubs ({error.strerror or error}). {cure}.") from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are for who runs us."""
        yield


def quiet_server() -> uvicorn.Server:
    """A server without an address, signals or a log of its own."""
    return _Server(
        uvicorn.Config(
            app="",  # given when the house is open
            http=OnePieceProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level=logging.WARNING,
            access_log=False,  # paths are tokens
            proxy_headers=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=5,
        )
    )


class _Running:
    """A server in its thread. There when its house is open."""

    def __init__(self, desk_path: Path, listener: socket.socket) -> None:
        """Raises DeskError, StorageError."""
        self._server, self._opened = quiet_server(), Future[None]()
        self._thread = Thread(target=self._run, args=(desk_path, listener), name="push", daemon=True)
        self._thread.start()
        self._opened.result()

    def _run(self, desk_path: Path, listener: socket.socket) -> None:
        try:
            asyncio.run(_serve(desk_path, self._server, listener, opened=lambda: self._opened.set_result(None)))
        except WirewatchError as error:
            if self._opened.done():
                _log.error("step=push: no pushes are taken any more. %s", error)
            else:
                self._opened.set_exception(error)
        finally:
            if not self._opened.done():  # a mistake of ours, which the thread tells
                self._opened.cancel()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS)


async def _serve(desk_path: Path, server: uvicorn.Server, listener: socket.socket, opened: Callable[[], None]) -> None:
    household = Household(desk_path)
    try:
        async with household():
            opened()
        keeping = asyncio.create_task(_keep(household))
        try:
            await answer_hubs(household, server, listener)
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})
    finally:
        listener.close()
        await household.close()


async def answer_hubs(houses: Houses, server: uvicorn.Server, listener: socket.socket, work: Work = USUAL) -> None:
    """Listen until the server is told to exit or we are cancelled; then take in what was accepted."""
    intake = Intake(houses, work)
    server.config.app = Callback(houses, intake).app
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await asyncio.wait({serving})
        await intake.close()


async def _keep(houses: Houses) -> None:
    """Whoever listens for hubs is the one to ask them."""

    async def ask(_all: str) -> None:
        async with houses() as house:
            await keep_subscriptions(house, house.sources)

    asking = Rounds(ask, 1)
    try:
        while True:
            asking.ring("hubs")
            await asyncio.sleep(KEEP_SECONDS)
    finally:
        await asking.finish(0)
