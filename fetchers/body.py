"""Bodies within bounds: so many bytes on the wire, so many after decompression."""

import asyncio
import zlib
from contextlib import AsyncExitStack

import httpx

from fetchers.failures import NoPageError

ENCODINGS = "gzip, deflate"  # what `inflate` reads
MEMBERS = 200  # of one gzip body; block gzip makes one of each 64 KB, so 8 MB are about 125
SMALL_BYTES = 1_000_000  # of 140 feeds of all kinds, the largest has 0.8 MB
GZIP_MAGIC = b"\x1f\x8b"


async def read_raw(response: httpx.Response, limit: int, large: asyncio.Semaphore) -> bytes:
    """Read a body as it is on the wire. Only so many at once become large: each needs a place of `large`.

    Raises NoPageError("too large"): it has, or says that it has, more than `limit` bytes.
    """
    said = response.headers.get("content-length", "")
    if said.isdecimal() and len(said) < 20 and int(said) > limit:
        raise NoPageError("too large", f"{said} bytes on the wire")
    raw = bytearray()
    async with AsyncExitStack() as place:
        async for chunk in response.aiter_raw():
            if len(raw) <= SMALL_BYTES < len(raw) + len(chunk):
                await place.enter_async_context(large)
            raw += chunk
            if len(raw) > limit:
                raise NoPageError("too large", f"over {limit} bytes on the wire")
    return bytes(raw)


async def read_start(response: httpx.Response, most: int) -> bytes:
    """Read the first `most` bytes of a body as it is on the wire; the rest is left there."""
    raw = bytearray()
    async for chunk in response.aiter_raw():
        raw += chunk
        if len(raw) >= most:
            break
    return bytes(raw[:most])


def inflate(raw: bytes, encoding: str, limit: int) -> bytes:
    """Undo a Content-Encoding without ever making more than `limit` + 1 bytes.

    Raises NoPageError: "too large" beyond the limit, "not decodable" for broken data or an encoding that
    nobody asked for, "connection" for data that ends too early.
    """
    body = _inflated(raw, encoding, limit + 1)
    if len(body) > limit:
        raise NoPageError("too large", f"over {limit} bytes after decompression")
    return body


def inflate_start(raw: bytes, encoding: str, most: int) -> bytes:
    """The first `most` bytes of a body of which no more than `most` were read on the wire.

    Raises NoPageError as `inflate` does, but for "too large".
    """
    cut = len(raw) == most  # then it may end anywhere
    return _inflated(raw, encoding, most, cut=cut)[:most]


def _inflated(raw: bytes, encoding: str, most: int, *, cut: bool = False) -> bytes:
    match encoding.strip().lower():
        case "" | "identity":
            return raw
        case "gzip" | "x-gzip":
            return _gunzip(raw, most, cut)
        case "deflate":
            return _undeflate(raw, most, cut)
        case other:
            raise NoPageError("not decodable", f"content-encoding {other}")


def _gunzip(raw: bytes, most: int, cut: bool) -> bytes:
    body = b""
    for _ in range(MEMBERS):
        inflater = zlib.decompressobj(wbits=31)  # 31: a gzip wrapper and nothing else
        body += _first(inflater, raw, most - len(body), cut)
        raw = inflater.unused_data
        if len(body) == most or not raw.startswith(GZIP_MAGIC):
            return body  # what follows the last member is padding
    raise NoPageError("not decodable", f"over {MEMBERS} gzip members")


def _undeflate(raw: bytes, most: int, cut: bool) -> bytes:
    """Inflate what servers call deflate: with zlib's wrapper as the RFC says, or bare as many send it."""
    wrapped = len(raw) > 1 and raw[0] & 15 == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return _first(zlib.decompressobj(wbits=15 if wrapped else -15), raw, most, cut)


def _first(inflater: "zlib._Decompress", raw: bytes, most: int, cut: bool) -> bytes:
    """The first `most` bytes of a stream, or all of it when it is shorter. `cut`: its end is not there."""
    if not raw:
        return b""
    try:
        body = inflater.decompress(raw, most)
    except zlib.error as error:
        raise NoPageError("not decodable", str(error)) from error
    if len(body) < most and not inflater.eof and not cut:
        raise NoPageError("connection", "the compressed body ends too early")
    return body
