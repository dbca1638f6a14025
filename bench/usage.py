"""What a process and everything that it started have cost, as Linux counts it."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")  # a second has 100: a pass of one second is known to one in a hundred
_MEGABYTE_OF_KB = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds, user and system, since each process began; memory in MB, now and at its highest.

    Memory of the processes that it started stands apart. What has ended is in the CPU seconds, not in the memory.
    """

    cpu_seconds: float
    memory: float
    memory_of_children: float
    peak: float  # of the process itself
    peak_of_children: float  # the sum of each one's own


def usage(pid: int) -> Usage:
    """Of a process and its descendants, alive now or waited for. Raises FileNotFoundError: there is none."""
    family = [pid, *_descendants(pid)]
    cpu = sum(_cpu_seconds(one) for one in family)
    (memory, peak), *others = [_memory(one) for one in family]
    return Usage(cpu, memory, sum(now for now, _ in others), peak, sum(most for _, most in others))


def _descendants(pid: int) -> list[int]:
    children: defaultdict[int, list[int]] = defaultdict(list)
    for path in Path("/proc").iterdir():
        if path.name.isdecimal() and (fields := _stat(int(path.name))):
            children[int(fields[1])].append(int(path.name))
    found, waiting = [], [pid]
    while waiting:
        more = children[waiting.pop()]
        found += more
        waiting += more
    return found


def _cpu_seconds(pid: int) -> float:
    """Its own, and that of its children which it has waited for."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / _TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """The fields of proc(5) from the third on (a program's name may hold spaces); none for a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _memory(pid: int) -> tuple[float, float]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0, 0.0
    told = dict(line.split(":", 1) for line in lines if line.startswith(("VmRSS:", "VmHWM:")))
    now, most = (int(told.get(name, "0 kB").split()[0]) / _MEGABYTE_OF_KB for name in ("VmRSS", "VmHWM"))
    return now, most
