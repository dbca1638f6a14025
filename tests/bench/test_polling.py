from pathlib import Path

from bench.farm import compared
from bench.polling import PEERS, Lap, Run, costs, entrants, read_options, truths


def run(entrant: str, *seconds: float) -> Run:
    laps = tuple(Lap(one, 0) for one in seconds)
    return Run(entrant, 0.1, 0.2, laps, 50.0, 10.0, compared([], set()))


def cells(table: object) -> list[list[str]]:
    return [list(column.cells) for column in table.columns]  # type: ignore[attr-defined]


def test_costs_are_medians_of_the_rounds_and_peers_are_told_in_times_of_ours() -> None:
    runs = [run("ours", 2.0, 1.0, 1.5), run("peer", 8.0, 3.0, 6.0), run("ours", 4.0, 1.0, 1.5), run("ours", 9.0, 1, 1)]
    names, cold, *_ = cells(costs(runs))
    assert names == ["ours", "peer"]
    assert cold == ["4.00", "8.00 (2.0x)"]


def test_each_run_is_held_against_the_truth() -> None:
    lost = Run("ours", 0.1, 0.2, (Lap(1.0, 7),), 50.0, 10.0, compared(["/article/1/1/a"] * 2, {(1, 1), (1, 2)}))
    assert [column[0] for column in cells(truths([lost]))] == ["ours", "2", "1", "1", "0", "7", "50", "10"]


def test_only_the_peers_that_are_named_take_part_and_their_programs_are_there() -> None:
    assert [one.name for one in entrants([], "python")] == ["wirewatch"]
    named = list(entrants(["reader", "feedparser"], "peers/python"))
    assert len(named) == 5
    assert all(one.command[0] == "peers/python" and Path(one.command[1]).parent == PEERS for one in named[1:])
    assert all(Path(one.command[1]).is_file() for one in named[1:])


def test_the_load_is_that_of_the_goals_unless_told_otherwise() -> None:
    options = read_options(["--farm", "farm.py", "--peer", "reader"])
    assert (options.feeds, options.entries, options.peer) == (1000, 20, ["reader"])
