"""Ports that are chosen once and remembered, so that a second run serves the same addresses."""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from errno import EADDRINUSE
from pathlib import Path
from typing import Any, TypeVar

Server = TypeVar("Server")

HOST = "127.0.0.1"  # the one loopback address that every system has; 127.0.0.2 and *.localhost are not portable
# Below the range from which systems lend ports to clients (Linux 32768 and up, others 49152 and up):
# a remembered port is then still free on the next run.
LOWEST_PORT, PORTS = 20_000, 10_000
ATTEMPTS = 100  # some thousand servers would have to listen already before that many misses in a row are likely


class NotPossibleError(Exception):
    """The demo cannot start. The text is for a person: what is in the way and what to do."""


def recall(file: Path) -> dict[str, Any]:
    """What a former run has remembered; empty on the first. Raises NotPossibleError when the file is spoilt."""
    try:
        remembered = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise NotPossibleError(f"{file} cannot be read ({error}). Delete it to start afresh.") from error
    if not isinstance(remembered, dict):
        raise NotPossibleError(f"{file} is not what a former run wrote. Delete it to start afresh.")
    return remembered


def remember(file: Path, facts: Mapping[str, object]) -> None:
    write_whole(file, json.dumps(facts, indent=1).encode())


def write_whole(file: Path, data: bytes) -> None:
    """Write so that a reader finds the whole file or none. One writer a name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_bytes(data)
    os.replace(draft, file)


def open_again(file: Path, who: str, port: int | None, open_at: Callable[[int], Server]) -> Server:
    """Open a server at its remembered port, or at a free one when `port` is None.

    Raises NotPossibleError: somebody else listens at the remembered port, which `file` holds for `who`.
    """
    if port is None:
        return _open_somewhere(open_at)
    server = _opened(port, open_at)
    if server is None:
        raise NotPossibleError(
            f"Port {port} of {HOST}, which {file} remembers for {who}, is taken by another program "
            f"(or by a demo that still runs). Stop it, or delete {file} to choose other ports."
        )
    return server


def _open_somewhere(open_at: Callable[[int], Server]) -> Server:
    for _ in range(ATTEMPTS):
        server = _opened(LOWEST_PORT + secrets.randbelow(PORTS), open_at)
        if server is not None:
            return server
    raise NotPossibleError(f"No free port of {HOST} found between {LOWEST_PORT} and {LOWEST_PORT + PORTS}.")


def _opened(port: int, open_at: Callable[[int], Server]) -> Server | None:
    try:
        return open_at(port)
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        return None
