"""The process in which one document after another is parsed, each within bounds of its own.

Started by `flows.parsing` as `python -m flows.parse_worker LIMITS`, with a socket as its standard input.
A call and its answer travel as pickles, each behind its length. It ends when the socket does.
"""

import fcntl
import json
import math
import os
import pickle
import resource
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from news import ParsingError, WirewatchError

CALL = struct.Struct(">Q")  # how many bytes follow
READY = b"!"  # said once: what ends the worker before that is no document's fault
ANSWER = struct.Struct(">Q?")  # the same, and whether this was the last answer of its worker

MEGABYTE = 1_000_000
DETAIL_CHARACTERS = 200  # a line of a log
NOTE_CHARACTERS = 5_000  # the innermost thirty frames or so; an error's text may be the whole document
TOO_LONG, TOO_MUCH_MEMORY, CRASHED = "took too long", "took too much memory", "crashed"


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one document may take, and how long a worker lives."""

    cpu_seconds: float = 10  # rounded up to the next whole second of the worker's own count
    wall_seconds: float = 60  # a machine that swaps, a worker that does not start
    memory_bytes: int = 200 * MEGABYTE  # above what the worker held before
    grown_bytes: int = 160 * MEGABYTE  # a worker that keeps more is replaced; the language model takes 119
    documents: int = 10_000  # then a worker is replaced: start-up is 0.2 s of CPU, one in 500 of its work


LIMITS = ParseLimits()
Answer = tuple[object, WirewatchError | None]  # a value, or the error to raise. No class: it would be of `__main__`


def main() -> None:
    """Answer calls until the other side is gone."""
    for deaf in (signal.SIGINT, signal.SIGTERM):
        signal.signal(deaf, signal.SIG_IGN)  # they are sent to the whole family; the parent decides
    _die_when_alone()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash is told, not kept
    limits = ParseLimits(**json.loads(sys.argv[1]))
    with open(0, "rb") as calls, open(0, "wb", closefd=False) as answers:
        try:
            answers.write(READY)
            answers.flush()
            serve(calls, answers, limits)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)  # nobody waits for the answer any more


def _die_when_alone() -> None:
    """Have the kernel tell when something happens at the socket.

    In the midst of a document that can only be its end: the parent is gone, and the signal ends us (Linux;
    elsewhere it is without effect, and the document's own end will do). Between documents it is a call.
    """
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def serve(calls: BinaryIO, answers: BinaryIO, limits: ParseLimits) -> None:
    """Read calls, write answers; return after the last one that this worker should take."""
    first_bytes = None
    for left in range(limits.documents - 1, -1, -1):
        header = calls.read(CALL.size)
        if not header:
            return
        work, arguments = pickle.loads(calls.read(*CALL.unpack(header)))  # noqa: S301  # the parent wrote it
        held_bytes = _held_bytes()
        first_bytes = first_bytes or held_bytes
        answer, broken = _bounded(work, arguments, held_bytes, limits)
        last = broken or left == 0 or _held_bytes() - first_bytes > limits.grown_bytes
        answers.write(ANSWER.pack(len(answer), last) + answer)
        answers.flush()
        if last:
            return


def _bounded(
    work: Callable[..., object], arguments: tuple[object, ...], held_bytes: int, limits: ParseLimits
) -> tuple[bytes, bool]:
    """The pickled answer, and whether the worker ran out of memory over it. Beyond time the kernel ends us."""
    _allow(resource.RLIMIT_CPU, math.ceil(time.process_time() + limits.cpu_seconds))
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    if held_bytes:
        _allow(resource.RLIMIT_DATA, held_bytes + limits.memory_bytes)
    try:
        return _answer(work, arguments), False
    except MemoryError:
        pass  # told below, where what filled it is let go
    finally:
        signal.signal(signal.SIGIO, signal.SIG_IGN)
        _allow(resource.RLIMIT_DATA, resource.RLIM_INFINITY)
    return _packed(None, ParsingError(TOO_MUCH_MEMORY, f"over {limits.memory_bytes // MEGABYTE} MB")), True


def _answer(work: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    try:
        return _packed(work(*arguments), None)
    except WirewatchError as error:
        return _packed(None, error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a defect met in one document; it is told where the document came from
        told = ParsingError(CRASHED, f"{type(error).__name__}: {error}"[:DETAIL_CHARACTERS])
        told.add_note("".join(traceback.format_exception(error))[-NOTE_CHARACTERS:])
        return _packed(None, told)


def _packed(value: object, error: WirewatchError | None) -> bytes:
    return pickle.dumps((value, error), pickle.HIGHEST_PROTOCOL)


def _allow(what: int, amount: int) -> None:
    """Set a limit that can be raised again; never above what this process was given."""
    most = resource.getrlimit(what)[1]
    if most != resource.RLIM_INFINITY and not 0 <= amount <= most:
        amount = most
    resource.setrlimit(what, (amount, most))


def _held_bytes() -> int:
    """What RLIMIT_DATA counts: heap and private memory, touched or not. 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as statm:
            return int(statm.read().split()[5]) * resource.getpagesize()
    except FileNotFoundError:
        return 0


if __name__ == "__main__":
    main()
