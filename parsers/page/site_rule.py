"""What is known of one publisher's pages, declared: CSS selectors, in dated versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from news import Kind

Selectors = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """How a site's pages were built from a day on. What a version does not declare is read as on any page.

    The selectors of a field are tried in order, and the first that finds words counts; of `drop` all are applied.
    """

    since: date | None = None  # None: from the beginning
    body: Selectors = ()  # all elements that it selects are the text, in page order
    drop: Selectors = ()  # what stands inside the body and is none of it
    title: Selectors = ()
    authors: Selectors = ()  # one element for each, or one for all
    published: Selectors = ()  # the words, or the attribute `datetime` or `content`
    kinds: Mapping[Kind, Selectors] = field(default_factory=dict)  # a page where one selects anything is of that kind

    @property
    def selectors(self) -> tuple[str, ...]:
        """All of them."""
        kinds = [selector for selectors in self.kinds.values() for selector in selectors]
        return (*self.body, *self.drop, *self.title, *self.authors, *self.published, *kinds)


@dataclass(frozen=True, slots=True)
class SiteRule:
    """The rule of one publisher, for all hosts that build their pages alike and for those below them."""

    hosts: tuple[str, ...]  # without "www."; the first names the rule
    versions: tuple[Version, ...]  # in order of time

    @property
    def name(self) -> str:
        return self.hosts[0]

    def by_likelihood(self, day: date) -> list[Version]:
        """The version in force on a day, then the others, newest first: sites change page by page."""
        begun = [version for version in self.versions if version.since is None or version.since <= day]
        others = [version for version in reversed(self.versions) if version not in begun[-1:]]
        return [*begun[-1:], *others]
