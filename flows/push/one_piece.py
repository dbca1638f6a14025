"""Answers that leave in one piece.

uvicorn writes the head of an answer, then its body: two packets. There are hubs that look into the first one only,
and do not find their challenge in it.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol


class OnePieceProtocol(H11Protocol):
    """uvicorn's HTTP, with writes that belong together gathered."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(cast("asyncio.Transport", _Gathering(transport)))


class _Gathering:
    """A transport that writes once for each turn of the loop. Answers are small: nothing needs to flow early."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._pieces:
            asyncio.get_running_loop().call_soon(self._flush)
        self._pieces.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        gathered = b"".join(self._pieces)
        self._pieces.clear()
        if gathered:
            self._transport.write(gathered)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
