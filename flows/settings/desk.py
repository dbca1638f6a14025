"""A desk file that was read, checked and cascaded: what the flows work from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from news import Channel, Route, Source, Topic

HEALTH = "@health"  # the system topic: what breaks and what recovers; goes only where a route names it


@dataclass(frozen=True, slots=True)
class Schedule:
    """When sources are read: exactly one of `every`, `cron` and `rrule` is given. `timezone` is an IANA name."""

    name: str
    every: timedelta | None = None
    cron: str | None = None
    rrule: str | None = None
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Example:
    """An article that a topic must fire on (`wanted`), or stay silent on. `language` is BCP 47."""

    topic: str
    wanted: bool
    title: str
    body: str
    language: str
    source: str = ""
    author: str = ""
    section: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class WebSub:
    """Where hubs reach us (`callback`, without a slash at its end), and where we listen for them."""

    callback: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole desk. Its repr leaves out everything that may hold a secret."""

    path: Path
    database_url: str = field(repr=False)  # absolute, also for SQLite
    state_dir: Path  # .wirewatch beside the desk file; not made yet
    contact: str | None
    schedules: Mapping[str, Schedule]
    sources: tuple[Source, ...] = field(repr=False)
    lists: Mapping[str, tuple[str, ...]]  # also those that ship; of one name the desk's own
    topics: tuple[Topic, ...]  # the desk's own, then those of the library
    channels: tuple[Channel, ...] = field(repr=False)
    routes: tuple[Route, ...]
    examples: tuple[Example, ...] = ()  # in the order of the file, then those of the library's topics
    websub: WebSub | None = None
    library: tuple[str, ...] = ()  # topics that ship, by name
    ca_file: Path | None = None  # certificates of authorities to trust beside the usual ones; PEM
