"""Who holds a lease, and whether they still live."""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """Name this process so that no other, now or later, has the same name: host, process id, start time.

    The host's name comes with its space of process ids: two containers may go by one name.
    """
    return _name(os.getpid())


def is_gone(owner: str) -> bool:
    """Tell whether the named process has ended. False for one on another host: its lease will tell."""
    host, _, pid = owner.rpartition("/")[0].rpartition("/")
    return host == _host() and (not pid.isdigit() or owner != _name(int(pid)))


def _name(pid: int) -> str:
    return f"{_host()}/{pid}/{_started(pid)}"


def _host() -> str:
    space = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()}:{space.stat().st_ino}" if space.exists() else socket.gethostname()


def _started(pid: int) -> str:
    """Kernel ticks since boot at which the process began, so that a reused process id is not taken for the old one.

    Where there is no /proc: "alive" or "gone".
    """
    try:
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return "gone" if Path("/proc/self").exists() or not _exists(pid) else "alive"
    return "gone" if state == "Z" else rest[18]  # field 22 of proc(5); a zombie has ended


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
