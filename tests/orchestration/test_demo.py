"""`wirewatch demo`: what a newcomer sees first, judged by what is true about the demo newsroom."""

import json
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.demo.arrivals import Hook, Mail, read_hooks, read_mail
from flows.demo.truth import ARTICLES, BACKLOG, COPIES, GONE, LEAD, MATCHES, SILENT, STORIES_TOLD, TOTAL, Place
from tests.orchestration.screen import counts, in_one_line
from tests.orchestration.terminal import Terminal

CHECKOUT = Path(__file__).parents[2]
WIDE = {"COLUMNS": "300"}  # no line is broken
CHANNELS = 2


@dataclass(frozen=True)
class Shown:
    """A demo that has run: how it ended, and what its inbox held then."""

    directory: Path
    done: "CompletedProcess[str]"
    mails: list[Mail]
    hooks: list[Hook]

    @property
    def screen(self) -> str:
        return in_one_line(self.done.stdout)

    def place_of(self, link: str) -> Place:
        ports = json.loads((self.directory / "newsroom.json").read_text())["ports"]
        return next(
            Place(outlet, link.removeprefix(base))
            for outlet, port in ports.items()
            if link.startswith(base := f"http://127.0.0.1:{port}")
        )


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """In an empty directory: here even Prefect's database is made anew."""
    return Terminal(tmp_path_factory.mktemp("demo"), WIDE)


def show(terminal: Terminal) -> Shown:
    done = terminal.run("demo")
    directory = terminal.directory / ".wirewatch" / "demo"
    return Shown(directory, done, read_mail(directory), read_hooks(directory))


@pytest.fixture(scope="module")
def first(terminal: Terminal) -> Shown:
    return show(terminal)


@pytest.fixture(scope="module")
def second(terminal: Terminal, first: Shown) -> Shown:
    return show(terminal)


def message(hook: Hook) -> str:
    return str(json.loads(hook.body)["message"]).strip()


def places_told(shown: Shown) -> list[Place]:
    """What each alert of the chat links to; the link is its last line."""
    return [shown.place_of(message(hook).splitlines()[-1]) for hook in shown.hooks]


def topics_told(text: str) -> set[str]:
    known = {topic for topics in MATCHES.values() for topic in topics}
    return {topic for topic in known if f"({topic})" in text}


def test_the_demo_ends_well_and_complains_of_nothing(first: Shown) -> None:
    assert (first.done.returncode, first.done.stderr) == (0, "")


def test_chat_receives_each_story_once(first: Shown) -> None:
    stories = [next(story for story in STORIES_TOLD if place in story) for place in places_told(first)]

    assert Counter(stories) == Counter(STORIES_TOLD)


def test_each_alert_names_the_topics_that_are_true_of_it(first: Shown) -> None:
    told = {place: topics_told(message(hook)) for place, hook in zip(places_told(first), first.hooks, strict=True)}

    assert told == {place: MATCHES[place] for place in told}


def test_the_mailbox_holds_the_same_alerts(first: Shown) -> None:
    assert Counter(mail.subject for mail in first.mails) == Counter(
        json.loads(hook.body)["title"] for hook in first.hooks
    )
    for mail in first.mails:
        (place,) = {place for place in places_told(first) if place.path in mail.html}
        assert topics_told(mail.text) == topics_told(mail.html) == set(MATCHES[place])
        assert "<mark>" in mail.html
        assert mail.to == ("desk@demo.example",)


def test_what_is_to_stay_silent_fires_nothing(first: Shown) -> None:
    arrived = "".join([*map(message, first.hooks), *(mail.text + mail.html for mail in first.mails)])

    assert [place for place in [*SILENT, *BACKLOG, *GONE] if place.path in arrived] == []


def test_an_alert_names_the_other_outlets_of_its_story(first: Shown) -> None:
    told, text = next((place, message(hook)) for place, hook in zip(places_told(first), first.hooks, strict=True)
                      if place in STORIES_TOLD[0])  # fmt: skip
    (line,) = [line for line in text.splitlines() if line.startswith("Also in: ")]

    others = {place.outlet for place in (LEAD, *COPIES[LEAD])} - {told.outlet}
    assert set(line.removeprefix("Also in: 2 copies: ").split(", ")) == others


def test_the_screen_shows_what_chat_received(first: Shown) -> None:
    for hook in first.hooks:
        assert in_one_line(message(hook)) in first.screen
        assert json.loads(hook.body)["title"] in first.screen
    assert "*Rafah*" in first.screen
    assert "*رفح*" in first.screen


def test_the_screen_counts_every_article_once_per_step(first: Shown) -> None:
    stored = TOTAL - len(GONE) - len(COPIES[LEAD])
    told = sum(len(MATCHES[min(story)]) for story in STORIES_TOLD)

    assert counts(first.done.stdout) == {
        ("sources", "fetched"): len(ARTICLES),
        ("entries", "new"): TOTAL,
        ("pages", "fetched"): TOTAL - len(GONE),
        ("pages", "failed: http 404"): len(GONE),
        ("articles", "stored"): stored,
        ("articles", "stored: from the feed's own words"): len(GONE),
        ("articles", "copy"): len(COPIES[LEAD]),
        ("matching", "matched"): len(MATCHES),
        ("matching", "unmatched"): TOTAL - len(MATCHES),
        ("alerts", "alerted"): told,
        ("alerts", "held: older than alert_backlog"): sum(len(MATCHES[place]) for place in BACKLOG),
        ("alerts", "held: story already alerted"): sum(len(MATCHES[place]) for place in COPIES[LEAD]),
        ("deliveries", "sent"): len(STORIES_TOLD) * CHANNELS,
    }


def test_the_screen_explains_the_baseline_and_where_things_lie(first: Shown) -> None:
    assert "The first pass over a source is a baseline" in first.screen
    assert "1 older match was held for that." in first.screen
    for lies in ("wirewatch.yaml", "mail", "hooks"):
        assert f".wirewatch/demo/{lies}" in first.screen
        assert (first.directory / lies).exists()


def test_a_second_demo_sends_nothing_and_says_so(first: Shown, second: Shown) -> None:
    assert (second.done.returncode, second.done.stderr) == (0, "")
    assert (second.mails, second.hooks) == (first.mails, first.hooks)
    assert "Nothing new: what was told before is not told again." in second.screen


def test_a_second_demo_finds_feeds_that_are_not_modified(second: Shown) -> None:
    # a sitemap index and a home page may stay while what they point to changes: these two are read again
    seen = counts(second.done.stdout)
    known = ARTICLES["Delta Dispatch"] + ARTICLES["Lakeside Chronicle"]

    assert seen == {
        ("sources", "fetched"): 2,
        ("sources", "not modified"): len(ARTICLES) - 2,
        ("entries", "known"): known,
    }


def test_make_run_is_the_demo(tmp_path: Path, migrated: Path) -> None:
    for name in ("requirements.lock", "pyproject.toml", "Makefile"):
        shutil.copy(CHECKOUT / name, tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (tmp_path / ".venv" / "installed").touch()  # newer than all that it depends on
    shutil.copytree(migrated, tmp_path / ".wirewatch" / "demo" / ".wirewatch" / "prefect")

    done = Terminal(tmp_path, WIDE).run_program("make", "run")

    assert (done.returncode, done.stderr) == (0, "")
    assert counts(done.stdout)["deliveries", "sent"] == len(STORIES_TOLD) * CHANNELS
    assert len(read_mail(tmp_path / ".wirewatch" / "demo")) == len(STORIES_TOLD)
