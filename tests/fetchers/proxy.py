"""A small real HTTP proxy on the loopback, which connects to one server whatever it is asked for."""

import asyncio
from types import TracebackType
from typing import Self


class Proxy:
    """`asked` are the request lines and headers that it saw; `refusal` is what it says in place of serving."""

    def __init__(self, server_port: int, refusal: bytes | None = None) -> None:
        self.asked: list[str] = []
        self._server_port, self._refusal = server_port, refusal
        self._guests: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._welcome, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for guest in self._guests:
            guest.cancel()
        await asyncio.gather(*self._guests, return_exceptions=True)

    def url(self, login: str = "") -> str:
        return f"http://{login}127.0.0.1:{self.port}"

    def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        guest = asyncio.ensure_future(self._serve(reader, writer))
        self._guests.add(guest)
        guest.add_done_callback(self._guests.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = None
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked.append(head.decode("latin-1"))
            if self._refusal:
                writer.write(self._refusal)
                return
            back, there = await asyncio.open_connection("127.0.0.1", self._server_port)
            if head.startswith(b"CONNECT"):
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                there.write(head)
            await asyncio.gather(_pump(reader, there), _pump(back, writer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # somebody left
        finally:
            writer.close()
            if there:
                there.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()
