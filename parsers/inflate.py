"""Documents that come packed as a file, whatever the transport did."""

import zlib

from news import FeedError
from parsers.xml_tree import MAX_BYTES

_GZIP = b"\x1f\x8b"
_MEMBERS = 400  # of one file; block gzip makes one of each 64 KB
MAX_INFLATED = MAX_BYTES  # sitemaps.org allows 50 MB; those of news hold 1,000 addresses, some 1 MB


def inflated(body: bytes, url: str) -> bytes:
    """The document itself, unpacked where it is gzip. Raises FeedError: it is beyond bounds, or broken gzip."""
    if len(body) > MAX_INFLATED:
        raise FeedError("too large", url, f"more than {MAX_INFLATED} bytes")
    if not body.startswith(_GZIP):
        return body
    data = bytearray()
    for _ in range(_MEMBERS):
        inflater = zlib.decompressobj(wbits=31)
        try:
            data += inflater.decompress(body, MAX_INFLATED + 1 - len(data))
        except zlib.error as error:
            raise FeedError("broken gzip", url) from error
        if len(data) > MAX_INFLATED:
            raise FeedError("too large", url, f"more than {MAX_INFLATED} bytes when inflated")
        if not inflater.eof:
            raise FeedError("broken gzip", url, "it ends too early")
        body = inflater.unused_data
        if not body.startswith(_GZIP):
            return bytes(data)  # what follows the last member is padding
    raise FeedError("too large", url, f"over {_MEMBERS} gzip members")
