"""How a demo server ends: told to, or left alone."""

import os
import signal
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
