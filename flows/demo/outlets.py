"""The six invented outlets: what each is called, how it publishes, where its articles live."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from news import SourceKind

FeedForm = Literal["rss", "atom", "json", "sitemap"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher. `slug` names its folder of articles and its page template.

    `sections` maps the word in an address to the word on the page; the first is where the nav starts.
    """

    name: str
    slug: str
    tagline: str
    language: str
    colour: str
    sections: Mapping[str, str]
    article_path: str  # with {section} and {slug}
    form: FeedForm
    feed_path: str
    kind: SourceKind
    source_path: str  # the address a desk would enter; the feed itself, but for the outlet found by its home page

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if self.language == "ar" else "ltr"


NORTHERN_WIRE = Outlet(
    name="Northern Wire",
    slug="northern-wire",
    tagline="Reporting for newsrooms since 1931",
    language="en",
    colour="#14406b",
    sections={
        "world": "World",
        "business": "Business",
        "politics": "Politics",
        "science": "Science",
        "weather": "Weather",
    },
    article_path="/{section}/{slug}",
    form="rss",
    feed_path="/rss.xml",
    kind=SourceKind.FEED,
    source_path="/rss.xml",
)

HARBOUR_COURIER = Outlet(
    name="The Harbour Courier",
    slug="harbour-courier",
    tagline="The paper of the port",
    language="en",
    colour="#0b5d5a",
    sections={"city": "City", "world": "World", "port": "Port", "sport": "Sport", "culture": "Culture"},
    article_path="/{section}/{slug}.html",
    form="atom",
    feed_path="/feeds/all.atom",
    kind=SourceKind.FEED,
    source_path="/feeds/all.atom",
)

MERIDIAN_POST = Outlet(
    name="Meridian Post",
    slug="meridian-post",
    tagline="Slow reading for fast days",
    language="en",
    colour="#7a1f2b",
    sections={"world": "World", "economy": "Economy", "science": "Science", "culture": "Culture", "life": "Life"},
    article_path="/stories/{slug}/",
    form="json",
    feed_path="/feed.json",
    kind=SourceKind.FEED,
    source_path="/feed.json",
)

DELTA_DISPATCH = Outlet(
    name="Delta Dispatch",
    slug="delta-dispatch",
    tagline="News from the nine provinces",
    language="en",
    colour="#4d5b11",
    sections={"provinces": "Provinces", "farming": "Farming", "health": "Health", "sport": "Sport"},
    article_path="/{section}/story/{slug}",
    form="sitemap",
    feed_path="/sitemap.xml",
    kind=SourceKind.SITEMAP,
    source_path="/sitemap.xml",
)

EAST_SHORE = Outlet(
    name="صحيفة الشاطئ الشرقي",
    slug="east-shore",
    tagline="أخبار الضفة الأخرى من البحر",
    language="ar",
    colour="#0f4c81",
    sections={"world": "عربي ودولي", "economy": "اقتصاد", "sport": "رياضة", "culture": "ثقافة", "weather": "طقس"},
    article_path="/{section}/{slug}",
    form="rss",
    feed_path="/rss",
    kind=SourceKind.FEED,
    source_path="/rss",
)

LAKESIDE_CHRONICLE = Outlet(
    name="Lakeside Chronicle",
    slug="lakeside-chronicle",
    tagline="Around the lake, every morning",
    language="en",
    colour="#5a3e85",
    sections={"local": "Local", "schools": "Schools", "sport": "Sport", "nature": "Nature"},
    article_path="/{section}/{slug}/",
    form="rss",
    feed_path="/feed/",
    kind=SourceKind.AUTO,
    source_path="/",
)

OUTLETS = (NORTHERN_WIRE, HARBOUR_COURIER, MERIDIAN_POST, DELTA_DISPATCH, EAST_SHORE, LAKESIDE_CHRONICLE)
