"""Parsing in worker processes: what a hostile document may cost, and that it costs nobody else."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.parse_worker import ParseLimits
from flows.parsing import CannotStartError, Parsing
from news import FeedError, FetchError, Page, ParsingError, QueryError, Refusal, SourceKind
from parsers import read_article, read_source
from tests.flows import parsing_work as work

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30  # for what happens at once on an idle machine
TIGHT = ParseLimits(cpu_seconds=1, memory_bytes=100_000_000)

FAMILY = """
import asyncio, pathlib, sys
from flows.parsing import CannotStartError, Parsing
from tests.flows import parsing_work as work

async def main():
    pool = Parsing(2)
    waiting = asyncio.create_task(pool.run(work.wait_for_ever, pathlib.Path(sys.argv[1])))
    print(await pool.run(work.worker_id), flush=True)
    await waiting

asyncio.run(main())
"""


@pytest.fixture
def pool() -> Iterator[Parsing]:
    with contextlib.closing(Parsing(2, TIGHT)) as opened:
        yield opened


@pytest.fixture
def lone() -> Iterator[Parsing]:
    with contextlib.closing(Parsing(1, TIGHT)) as opened:
        yield opened


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Where a worker that waits leaves its id."""
    return tmp_path / "begun"


@pytest.fixture
def family(begun: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process with two workers: the id of the idle one is its first line, the other one waits."""
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY, begun], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:  # fmt: skip
        yield parent
        parent.kill()


def children() -> set[str]:
    """Processes of ours that run or were never asked how they ended."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


def id_in(begun: Path) -> int:
    until(lambda: begun.exists() and begun.read_text().endswith(" "))
    return int(begun.read_text())


async def waits(begun: Path) -> int:
    """The id of the worker that waits, once it does."""
    return await asyncio.to_thread(id_in, begun)


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_over(pid: int) -> bool:
    """Whether a process has ended; one whose new parent has not yet asked counts."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def page(body: bytes, content_type: str = "text/html") -> Page:
    url = "http://news.example/"
    return Page(url, url, 200, content_type, body, datetime(2026, 11, 1, tzinfo=UTC))


def test_a_document_is_read_elsewhere_and_comes_back(pool: Parsing) -> None:
    feed = page(b"<rss><channel><title>Port</title><item><title>Ships</title></item></channel></rss>", "text/xml")
    assert asyncio.run(pool.run(read_source, SourceKind.FEED, feed)) == read_source(SourceKind.FEED, feed)
    assert asyncio.run(pool.run(work.worker_id)) != os.getpid()


def test_a_refusal_comes_back_with_all_that_it_says(pool: Parsing) -> None:
    with pytest.raises(FetchError, match=r"timeout: http://a\.example/ \(late\)") as fetching:
        asyncio.run(pool.run(work.cannot_fetch))
    assert (fetching.value.reason, fetching.value.retry, fetching.value.retry_after) == ("timeout", True, None)
    with pytest.raises(QueryError, match="a parenthesis is open") as querying:
        asyncio.run(pool.run(work.cannot_query))
    assert (querying.value.code, querying.value.position, querying.value.hint) == ("unclosed", 7, "close it")


def test_a_defect_in_a_parser_is_told_with_its_place(pool: Parsing) -> None:
    with pytest.raises(ParsingError, match="crashed") as told:
        asyncio.run(pool.run(work.stumble))
    assert (told.value.reason, told.value.detail) == ("crashed", "ValueError: a defect")
    assert "parsing_work.py" in told.value.__notes__[0]


def test_a_result_that_cannot_be_sent_back_is_told(pool: Parsing) -> None:
    with pytest.raises(ParsingError, match=r"crashed .*pickle"):
        asyncio.run(pool.run(work.ramble))


def test_what_is_odd_about_a_document_is_not_told_to_the_terminal(
    pool: Parsing, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = page(b"<?xml version='1.0'?><foo>a</foo>")
    with pytest.raises(FeedError):
        asyncio.run(pool.run(read_source, SourceKind.AUTO, odd))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("hostile", "arguments", "reason"),
    [
        (work.loop_for_ever, (), "took too long"),
        (work.eat_memory, (), "took too much memory"),
        (work.leave, (3,), "crashed"),
        (work.leave, (0,), "crashed"),
        (work.segfault, (), "crashed"),
    ],
)
def test_a_hostile_document_fails_alone(
    pool: Parsing, hostile: Callable[..., None], arguments: tuple[int, ...], reason: str
) -> None:
    async def beside_ten_good_ones() -> list[object]:
        calls = [pool.run(work.double, number) for number in range(10)]
        return await asyncio.gather(pool.run(hostile, *arguments), *calls, return_exceptions=True)

    failure, *good = asyncio.run(beside_ten_good_ones())
    assert isinstance(failure, ParsingError)
    assert failure.reason == reason
    assert good == [number * 2 for number in range(10)]


def test_a_document_that_waits_is_ended_by_the_wall_clock(begun: Path) -> None:
    limits = ParseLimits(wall_seconds=2)
    with contextlib.closing(Parsing(1, limits)) as pool:
        with pytest.raises(ParsingError, match="took too long"):
            asyncio.run(pool.run(work.wait_for_ever, begun))
        assert asyncio.run(pool.run(work.double, 2)) == 4


def test_real_documents_made_to_hurt_are_read_or_refused(pool: Parsing) -> None:
    links = page(b"<a href=/2026/11/22/a-story-of-the-port>A story of the port and its cranes</a>" * 25_000)
    nested = page(b"<html><body>" + b"<div>" * 400_000)
    unclosed = page(b"<a href=/x>" * 120_000)

    async def all_of_them() -> list[object]:
        listings = [pool.run(read_source, SourceKind.LISTING, one) for one in (links, nested, unclosed)]
        articles = [pool.run(read_article, one) for one in (links, nested, unclosed)]
        return await asyncio.gather(*listings, *articles, return_exceptions=True)

    many, deep, open_ended, *articles = asyncio.run(all_of_them())
    assert not isinstance(many, BaseException)
    assert isinstance(deep, FeedError | ParsingError)
    assert isinstance(open_ended, FeedError | ParsingError)
    assert all(isinstance(article, Refusal | ParsingError) for article in articles)


def test_no_more_workers_than_allowed_share_the_work(pool: Parsing) -> None:
    async def twenty() -> list[int]:
        return await asyncio.gather(*(pool.run(work.worker_id) for _ in range(20)))

    assert len(set(asyncio.run(twenty()))) == 2


def test_one_pool_serves_one_event_loop_after_another(lone: Parsing) -> None:
    async def three() -> list[int]:
        return await asyncio.gather(*(lone.run(work.worker_id) for _ in range(3)))

    assert len({worker for _ in range(3) for worker in asyncio.run(three())}) == 1


def test_a_cancelled_document_makes_room_for_the_next(lone: Parsing, begun: Path) -> None:
    async def main() -> int:
        waiting = asyncio.create_task(lone.run(work.wait_for_ever, begun))
        queued = asyncio.create_task(lone.run(work.double, 1))
        worker = await waits(begun)
        queued.cancel()
        waiting.cancel()
        await asyncio.wait([waiting, queued])
        assert is_over(worker)
        return await lone.run(work.double, 2)

    assert asyncio.run(main()) == 4


def test_nothing_is_left_when_it_is_closed() -> None:
    processes, files = children(), open_files()
    pool = Parsing(2, TIGHT)

    async def some() -> None:
        calls = [pool.run(work.double, 1), pool.run(work.leave, 1), pool.run(work.eat_memory), pool.run(work.double, 2)]
        await asyncio.gather(*calls, return_exceptions=True)

    asyncio.run(some())
    pool.close()
    pool.close()
    assert (children(), open_files()) == (processes, files)


def test_what_comes_after_the_end_is_a_mistake_and_no_fault_of_a_document(pool: Parsing, begun: Path) -> None:
    async def main() -> None:
        waiting = asyncio.create_task(pool.run(work.wait_for_ever, begun))
        await waits(begun)
        pool.close()
        with pytest.raises(RuntimeError, match="closed"):
            await waiting
        with pytest.raises(RuntimeError, match="closed"):
            await pool.run(work.double, 2)

    asyncio.run(main())


def test_a_worker_that_ended_while_idle_is_replaced_unseen(lone: Parsing) -> None:
    worker = asyncio.run(lone.run(work.worker_id))
    os.kill(worker, signal.SIGKILL)
    until(lambda: is_over(worker))
    assert asyncio.run(lone.run(work.worker_id)) != worker


def test_a_worker_is_replaced_after_so_many_documents() -> None:
    with contextlib.closing(Parsing(1, ParseLimits(documents=3))) as pool:
        workers = [asyncio.run(pool.run(work.worker_id)) for _ in range(6)]
    assert workers == [workers[0]] * 3 + [workers[3]] * 3
    assert workers[0] != workers[3]


def test_a_worker_that_keeps_memory_is_replaced_and_one_that_lets_go_is_not() -> None:
    limits = ParseLimits(grown_bytes=50_000_000)
    with contextlib.closing(Parsing(1, limits)) as pool:
        first, second = (asyncio.run(pool.run(work.let_go, 80_000_000)) for _ in range(2))
        third, fourth = (asyncio.run(pool.run(work.keep, 80_000_000)) for _ in range(2))
    assert first == second == third != fourth


def test_a_document_may_take_its_memory_above_what_others_left() -> None:
    limits = ParseLimits(memory_bytes=100_000_000, grown_bytes=1_000_000_000)
    with contextlib.closing(Parsing(1, limits)) as pool:
        workers = [asyncio.run(pool.run(work.keep, 80_000_000)) for _ in range(3)]
    assert len(set(workers)) == 1


def test_a_worker_leaves_it_to_its_parent_when_to_end(lone: Parsing) -> None:
    worker = asyncio.run(lone.run(work.worker_id))
    os.kill(worker, signal.SIGINT)
    os.kill(worker, signal.SIGTERM)
    assert asyncio.run(lone.run(work.worker_id)) == worker


def test_workers_die_with_a_parent_that_was_killed(family: "subprocess.Popen[str]", begun: Path) -> None:
    assert family.stdout
    idle, waiting = int(family.stdout.readline()), id_in(begun)
    assert not is_over(idle)
    assert not is_over(waiting)
    family.kill()
    until(lambda: is_over(idle))
    until(lambda: is_over(waiting))


def test_ctrl_c_is_for_the_parent_alone(family: "subprocess.Popen[str]", begun: Path) -> None:
    assert family.stdout
    family.stdout.readline()
    waiting = id_in(begun)
    os.killpg(family.pid, signal.SIGINT)
    _, said = family.communicate(timeout=PATIENCE_SECONDS)
    assert "KeyboardInterrupt" in said
    assert "parse_worker.py" not in said
    until(lambda: is_over(waiting))


def test_workers_load_nothing_but_parsers(lone: Parsing) -> None:
    asyncio.run(lone.run(read_article, page(b"<p>Ships</p>")))
    loaded = {name.partition(".")[0] for name in asyncio.run(lone.run(work.modules))}
    assert not loaded & {"prefect", "sqlalchemy", "sqlmodel", "httpx", "aiohttp", "apprise", "numpy", "asyncio"}


def test_secrets_stay_with_the_parent(lone: Parsing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_MAIL", "mailto://secret")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    environment = asyncio.run(lone.run(work.environment))
    assert "DESK_MAIL" not in environment
    assert environment["LC_ALL"] == "C.UTF-8"


def test_a_worker_that_cannot_be_started_says_nothing_about_the_document(
    lone: Parsing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = open_files()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(CannotStartError, match=r"parsing cannot start \(No such file or directory\)\. Cure: "):
        asyncio.run(lone.run(work.double, 2))
    assert open_files() == files
    monkeypatch.undo()
    assert asyncio.run(lone.run(work.double, 2)) == 4


def test_a_worker_that_ends_before_it_is_ready_says_nothing_about_the_document(
    lone: Parsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    processes, files = children(), open_files()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CannotStartError, match=r"parsing cannot start \(exit code 1\)"):
        asyncio.run(lone.run(work.double, 2))
    assert (children(), open_files()) == (processes, files)


def test_a_worker_that_never_gets_ready_says_nothing_about_the_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 600\n")
    sleeper.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(sleeper))
    with (
        contextlib.closing(Parsing(1, ParseLimits(wall_seconds=0.5))) as pool,
        pytest.raises(CannotStartError, match=r"it took over 0\.5 s"),
    ):
        asyncio.run(pool.run(work.double, 2))


def test_a_document_whose_worker_was_killed_is_tried_once_more(pool: Parsing, tmp_path: Path) -> None:
    assert asyncio.run(pool.run(work.killed_once, tmp_path / "begun")) == 2


def test_a_document_whose_worker_is_killed_each_time_is_given_up(pool: Parsing, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with pytest.raises(ParsingError, match=r"crashed \(SIGKILL\)"):
        asyncio.run(pool.run(work.killed, begun))
    assert begun.read_text() == "xx"
