"""Whether the holder of a lease still lives."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from flows.presence import is_gone, this_process

HOST = f"{socket.gethostname()}:{os.stat('/proc/self/ns/pid').st_ino}"


@pytest.fixture
def other() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that lives until its input ends."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        yield child
        child.kill()


def name_of(pid: int) -> str:
    """How a process would name itself."""
    with open(f"/proc/{pid}/stat") as stat:
        return f"{HOST}/{pid}/{stat.read().rsplit(')', 1)[1].split()[19]}"


def test_this_process_is_here() -> None:
    assert this_process() == name_of(os.getpid())
    assert not is_gone(this_process())


def test_another_living_process_is_here(other: "subprocess.Popen[bytes]") -> None:
    assert not is_gone(name_of(other.pid))


def test_a_process_that_ended_is_gone(other: "subprocess.Popen[bytes]") -> None:
    name = name_of(other.pid)
    other.kill()
    other.wait()
    assert is_gone(name)


def test_a_process_that_was_killed_is_gone_before_its_parent_asks(other: "subprocess.Popen[bytes]") -> None:
    name = name_of(other.pid)
    other.kill()
    os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)  # it stays a zombie
    assert is_gone(name)


def test_a_process_with_a_reused_id_is_not_taken_for_the_one_before() -> None:
    host, pid, started = this_process().rsplit("/", 2)
    assert is_gone(f"{host}/{pid}/{int(started) - 1}")


def test_of_a_process_on_another_host_nothing_is_known() -> None:
    assert not is_gone("another.example/1/1")
    assert not is_gone(f"{HOST}.example/{2**22 + 1}/1")


def test_a_container_that_goes_by_the_same_name_is_another_host() -> None:
    assert not is_gone(f"{socket.gethostname()}:1/{2**22 + 1}/1")
    assert is_gone(f"{HOST}/{2**22 + 1}/1")


def test_a_host_with_slashes_in_its_name_is_read_whole() -> None:
    assert not is_gone("rack/7/host/1/1")
