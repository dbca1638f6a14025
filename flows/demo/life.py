"""How a demo server is started, and how it ends: told to, or left alone."""

import argparse
import os
import signal
from pathlib import Path
from threading import Event, Thread

STDIN = 0


def ending(*, until_eof: bool) -> Event:
    """Return an event that is set on SIGTERM or SIGINT and, if wished, when standard input ends.

    A parent that holds the other end of the pipe needs to do nothing: its death closes it.
    Call it from the main thread, before the server says that it is ready.
    """
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if until_eof:
        Thread(target=_wait_for_eof, args=(ended,), daemon=True).start()
    return ended


def _wait_for_eof(ended: Event) -> None:
    # os.read, not sys.stdin: a thread that holds the lock of sys.stdin aborts the interpreter as it shuts down
    while os.read(STDIN, 4096):
        pass
    ended.set()


def server_options(arguments: list[str] | None, program: str, purpose: str, kept: str) -> argparse.Namespace:
    """What both demo servers are told: `dir`, where `kept` lies, and `until_eof`."""
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=purpose)
    parser.add_argument("--dir", type=Path, required=True, help=f"where {kept} are kept")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    return parser.parse_args(arguments)
