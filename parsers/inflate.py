"""Documents that come packed as a file, whatever the transport did."""

import zlib

from news import FeedError
from parsers.xml_tree import MAX_BYTES

_GZIP = b"\x1f\x8b"
MAX_INFLATED = MAX_BYTES  # sitemaps.org allows 50 MB; those of news hold 1,000 addresses, some 1 MB


def inflated(body: bytes, url: str) -> bytes:
    """The document itself, unpacked where it is gzip. Raises FeedError: it is beyond bounds, or broken gzip."""
    if len(body) > MAX_INFLATED:
        raise FeedError("too large", url, f"more than {MAX_INFLATED} bytes")
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        data = inflater.decompress(body, MAX_INFLATED)
    except zlib.error as error:
        raise FeedError("broken gzip", url) from error
    if inflater.unconsumed_tail:
        raise FeedError("too large", url, f"more than {MAX_INFLATED} bytes when inflated")
    return data
