"""All that is known of one article, as it was read in one look; or of an address that is no article yet."""

from dataclasses import dataclass
from datetime import datetime

from news import Grouping, Match, Revision, StoredArticle, Story, StoryArticle, Verdict
from storage.traces import Alias, Holding, Listing, Posting


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. `key` is the page key of an address; `learned` the key without what its host adds."""

    target: str
    key: str | None = None
    learned: str | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Another stored article, and when it came out. `verdict`: what the texts are to each other, worked out now."""

    stored: StoredArticle
    at: datetime
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A story that the article was not put into, and how near it is: worked out now, not kept."""

    story_id: int
    article_id: int  # of that story, the most alike
    headline: str
    at: datetime
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class Case:
    """A stored article and all around it. `place` is how its story shows it."""

    asked: Asked
    stored: StoredArticle
    at: datetime  # when it came out, as far as known
    place: StoryArticle
    story: Story
    aliases: tuple[Alias, ...] = ()
    listings: tuple[Listing, ...] = ()
    revisions: tuple[Revision, ...] = ()
    next_look_at: datetime | None = None  # at its page
    original: Other | None = None  # whose text it carries
    nearest: Other | None = None  # of other texts, when it carries none
    beside: Other | None = None  # that it was most like when it was placed by its event
    near: str | None = None  # the headline of the story that its own may belong to
    neighbours: tuple[Neighbour, ...] = ()
    matches: tuple[Match, ...] = ()
    holds: tuple[Holding, ...] = ()
    postings: tuple[Posting, ...] = ()


@dataclass(frozen=True, slots=True)
class Unstored:
    """An address under which no article is stored. `sources` are those of the desk on its site."""

    asked: Asked
    listings: tuple[Listing, ...] = ()  # what became of it, in the order listed
    sources: tuple[str, ...] = ()
