"""A small real HTTP proxy on the loopback, which connects to one server whatever it is asked for."""

import asyncio

from tests.fetchers.listener import Listener


class Proxy(Listener):
    """`asked` are the request lines and headers that it saw; `refusal` is what it says in place of serving."""

    def __init__(self, server_port: int, refusal: bytes | None = None) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._server_port, self._refusal = server_port, refusal

    def url(self, login: str = "") -> str:
        return f"http://{login}127.0.0.1:{self.port}"

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
