"""Where news comes from, and how it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from news.article import RefusalReason


class SourceKind(StrEnum):
    FEED = "feed"  # RSS, Atom, RDF or JSON Feed
    SITEMAP = "sitemap"  # a news sitemap, or an index of them
    LISTING = "listing"  # a page of headlines without a feed
    AUTO = "auto"  # decide by what the address answers


@dataclass(frozen=True, slots=True)
class Access:
    """How a site is asked on behalf of a source. All but `user_agent` and `proxy` may be secrets of that site."""

    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    login: tuple[str, str] | None = None  # user and password of HTTP basic authentication
    user_agent: str | None = None  # instead of our own
    proxy: str | None = None  # http://[user:password@]host:port
    allow_private: bool = False

    @property
    def elsewhere(self) -> "Access":
        """What of it goes to other sites, that the source only points to."""
        return Access(user_agent=self.user_agent, proxy=self.proxy)


@dataclass(frozen=True, slots=True)
class Source:
    """One address that is polled for news, with every default already applied.

    `name` is its identity: it may move to another `url` and stays the same source. Between `fastest` and `slowest`
    it is polled as often as it publishes; without `fastest`, whenever its schedule says.
    """

    name: str
    url: str
    kind: SourceKind = SourceKind.AUTO
    schedule: str | None = None
    language: str | None = None  # BCP 47; what the operator says counts before what the page says
    access: Access = Access()
    selector: str | None = None  # CSS selector of the links of a listing
    alert_backlog: timedelta = timedelta(hours=24)
    fastest: timedelta | None = None
    slowest: timedelta = timedelta(minutes=30)
    accept: tuple[RefusalReason, ...] = ()  # what is not held against its pages
    tags: tuple[str, ...] = ()  # categories, as OPML keeps them
    owner: str | None = None  # who publishes it: outlets of one owner count once; None: the domain of an article tells
    look_again: bool = True  # at pages that were read, for what changes there
    shown: str | None = None  # the address as it is written in the desk, without the secrets that are filled in
