"""Bounds of one fetch, and of all fetches together."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    connect_seconds: float = 10  # name, connection and TLS; a proxy's CONNECT too
    read_seconds: float = 20  # silence between two reads
    total_seconds: float = 45  # a fetch with its redirects; waiting for a host's turn does not count
    raw_bytes: int = 8_000_000  # on the wire
    body_bytes: int = 8_000_000  # after decompression; a feed of some 19,000 items
    redirects: int = 5
    in_flight: int = 200  # of these, most may hang for 20 seconds and the others still get through
    large_at_once: int = 16  # bodies of over 1 MB; with the 200, memory stays under half a GB whoever we talk to
    per_host: int = 2
    pause_seconds: float = 1.0  # between two starts at one host
