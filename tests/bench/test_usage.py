import os
import subprocess
import sys
import time

import pytest

from bench.usage import usage

BURN = "import sys\nfor _ in range(3_000_000): pass\nprint('burnt', flush=True)\nsys.stdin.read()"


def test_what_a_child_costs_is_counted_while_it_lives_and_after() -> None:
    before = usage(os.getpid())
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", BURN], stdin=pipe, stdout=pipe, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "burnt\n"
        its_own, alive = usage(child.pid), usage(os.getpid())  # in this order: it grows meanwhile
        assert 0 < its_own.cpu_seconds <= round(alive.cpu_seconds - before.cpu_seconds, 2)  # whole ticks of 0.01 s
        assert 0 < its_own.memory <= alive.memory_of_children
        assert its_own.peak >= its_own.memory
        assert its_own.memory_of_children == 0
    assert usage(os.getpid()).cpu_seconds >= alive.cpu_seconds


def test_it_agrees_with_what_python_measures() -> None:
    before, mine = usage(os.getpid()).cpu_seconds, time.process_time()
    while time.process_time() - mine < 0.3:
        sum(range(1000))
    assert usage(os.getpid()).cpu_seconds - before == pytest.approx(time.process_time() - mine, abs=0.1)
