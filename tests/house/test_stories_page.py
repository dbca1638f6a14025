"""What docs/stories.md shows is what the commands print, run one after the other on one small desk."""

import re
import shlex
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

from alerts.follow_ups import SPREADS
from flows import cli
from flows.next_look import STEPS
from flows.placing import COPY_WINDOW
from parsers.grouping.stories import SURE, UNSURE
from storage.forgetting import STORIES_KEPT, TEXTS_KEPT
from storage.stories import likely_members
from tests.flows.stories.shelf import Shelf, make_shelf, one_event

PAGE = (Path(__file__).parents[2] / "docs" / "stories.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    wirewatch ([^\n]+)\n\n```\n(.*?)```$", PAGE, re.M | re.S)
AGO = re.compile(r"\d+ (d|h|min) ago")
TODAY = re.compile(r"(?!2026-03-01)\d{4}-\d\d-\d\d \d\d:\d\d")  # all that was stored is of the first of March


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = make_shelf(tmp_path)
    yield made
    made.database.close()


def as_run(command: str, desk: Path) -> list[str]:
    """The articles of the desk are of 2026: thirty days go by."""
    return [*shlex.split(command.replace("30d", "2026-01-01")), "--desk", str(desk)]


def at_any_time(text: str) -> str:
    """What was printed without what changes from day to day, and the blanks that it takes in a table."""
    return re.sub(r"[ ─━]+", " ", AGO.sub("ago", TODAY.sub("today", text)))


def test_the_page_shows_what_the_commands_print(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    one_event(shelf)
    assert len(EXAMPLES) == 5
    for command, shown in EXAMPLES:
        assert cli.main(as_run(command, shelf.path)) == 0
        assert at_any_time(capsys.readouterr().out) == at_any_time(shown), command


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    page, words_of = " ".join(PAGE.split()), {14: "two weeks", 30: "thirty days"}
    days = signature(likely_members).parameters["days"].default
    hours = [step.total_seconds() / 3600 for step in STEPS]
    assert hours == [0.5, 2, 6, 24, 72, 168]
    for words in (
        f"compared with the articles of {words_of[days]} on either side",
        f"From {SURE:.2f} on it is **sure**",
        f"From {UNSURE:.2f} on it is **unsure**",
        "{}, {} or {} outlets carry it".format(*SPREADS),
        f"within {COPY_WINDOW.total_seconds() / 3600:.0f} hours on either side",
        f"(about 24 rows an article) | {TEXTS_KEPT.days} days",
        f"1 KB of terms) | {STORIES_KEPT.days} days",
        "30 minutes, 2, 6 and 24 hours, 3 and 7 days after it came out",
    ):
        assert words in page, words
