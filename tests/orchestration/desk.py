"""A desk of one small outlet and one chat channel, with everything around it that is real to it."""

import json
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from flows.demo.arrivals import read_hooks
from tests.flows.demo.process import start
from tests.orchestration.site import Site, open_site
from tests.orchestration.terminal import Terminal, wait_for

# The runner looks for work each 10 s, the scheduler for new deployments each 5 s. A test need not wait that long.
QUICK = {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1"}


@dataclass(frozen=True)
class LiveDesk:
    """`terminal` stands in the desk's own directory. `inbox` is where chat keeps what it received."""

    terminal: Terminal
    site: Site
    inbox: Path

    @property
    def path(self) -> Path:
        return self.terminal.directory / "wirewatch.yaml"

    @property
    def database(self) -> Path:
        return self.terminal.directory / "wirewatch.db"

    @property
    def state(self) -> Path:
        return self.terminal.directory / ".wirewatch"

    def told(self) -> list[str]:
        """Headlines, in the order in which chat received them."""
        return [json.loads(hook.body)["title"].removeprefix("Rafah: ") for hook in read_hooks(self.inbox)]

    def wait_until_told(self, headline: str) -> None:
        wait_for(f"an alert: {headline}", lambda: headline in self.told())


@contextmanager
def open_desk(directory: Path, migrated: Path, schedules: Mapping[str, Any]) -> Iterator[LiveDesk]:
    """A desk in that directory, over a site and an inbox. Whatever it still runs when the block ends is killed.

    `migrated` is a Prefect home to start from.
    """
    inbox = directory / "inbox"
    with open_site() as site, start("flows.demo.inbox", inbox) as (_, ready):
        desk = LiveDesk(Terminal(directory, QUICK), site, inbox)
        _write(desk.path, site.feed, ready["webhook"], schedules)
        shutil.copytree(migrated, desk.state / "prefect")
        try:
            yield desk
        finally:
            desk.terminal.kill_all()


def _write(path: Path, feed: str, webhook: str, schedules: Mapping[str, Any]) -> None:
    desk = {
        "contact": "https://desk.example/",
        "schedules": dict(schedules),
        "defaults": {"allow_private": True},
        "sources": [{"name": "Quay News", "url": feed, "kind": "feed"}],
        "topics": {"rafah": {"title": "Rafah", "query": "rafah"}},
        "channels": {"chat": {"url": webhook.replace("http://", "json://", 1)}},
        "routes": [{"to": ["chat"]}],
    }
    path.write_text(yaml.safe_dump(desk, sort_keys=False))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
