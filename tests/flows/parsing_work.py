"""What worker processes are asked to do in tests: good work, and what hostile documents make of parsers."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from news import FetchError, QueryError

KEPT: list[bytearray] = []


def double(number: int) -> int:
    return number * 2


def worker_id() -> int:
    return os.getpid()


def modules() -> list[str]:
    return list(sys.modules)


def environment() -> dict[str, str]:
    return dict(os.environ)


def loop_for_ever() -> None:
    while True:
        pass


def wait_for_ever(begun: Path) -> None:
    """Leave the id of this process in a file, then do nothing."""
    begun.write_text(f"{os.getpid()} ")
    time.sleep(10_000)


def eat_memory() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(1_000_000))


def keep(size: int) -> int:
    KEPT.append(bytearray(size))
    return os.getpid()


def let_go(size: int) -> int:
    bytearray(size)
    return os.getpid()


def leave(code: int) -> None:
    os._exit(code)


def segfault() -> None:
    ctypes.string_at(0)


def cannot_fetch() -> None:
    raise FetchError("timeout", "http://a.example/", "late", retry=True)


def cannot_query() -> None:
    raise QueryError("unclosed", 7, "a parenthesis is open", "close it")


def stumble() -> None:
    raise ValueError("a defect")


def ramble() -> object:
    return lambda: None  # cannot be sent back


def die(_page: object, **_how: object) -> None:
    os._exit(3)


def killed(begun: Path) -> int:
    """Be killed as by the kernel that has no memory left; leave a mark in a file each time."""
    with begun.open("a") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def killed_once(begun: Path) -> int:
    """Be killed the first time, then tell how often it began."""
    if not begun.exists():
        killed(begun)
    return len(begun.read_text()) + 1
