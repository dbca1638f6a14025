"""Pages with the look of news: articles, feeds, sitemaps and front pages, written for these tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.flows.site import XML, Answer


@dataclass(frozen=True)
class Story:
    """What a reporter wrote. Stories differ enough not to be copies of one another."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def summary(self) -> str:
        return self.paragraphs[0]


FERRY = Story(
    "Night ferry runs aground off Skarvholm",
    (
        "The night ferry between Ostby and Skarvholm ran aground on a sandbank shortly after two in the morning, "
        "and all of its passengers were brought ashore by volunteer crews before sunrise.",
        "The coast guard said that the hull was intact and that no fuel had leaked into the sound.",
        "Passengers told of a dull thud, of cups sliding from the tables and of a crew that stayed calm throughout. "
        "They were given soup and blankets in the parish hall, where the mayor thanked the rescuers.",
        "The shipping line has cancelled all sailings until divers have examined the rudder, and will put on buses "
        "over the long bridge instead. Investigators want to know why the vessel had left the marked channel.",
        "A similar accident had happened at the same spot in the winter before the war, when a mail steamer lost its "
        "way in fog and lay on the sand until the spring tide.",
    ),
)
STRIKE = Story(
    "Dockers walk out at the port of Velden",
    (
        "Dockers at the port of Velden laid down their work on Monday and left eleven container ships waiting in the "
        "roads, in a dispute about the length of weekend shifts.",
        "Their union speaks of the largest walkout in a generation; the terminal operator calls the demands absurd.",
    ),
)
ORCHARD = Story(
    "Late frost destroys half of the apple blossom",
    (
        "Growers in the Aller valley lit thousands of candles between their trees, yet a night of hard frost has "
        "destroyed about half of this year's apple blossom.",
        "The chamber of agriculture expects higher prices for juice and asks the government for bridging loans.",
    ),
)
TELESCOPE = Story(
    "Old observatory finds a comet nobody looked for",
    (
        "With a mirror polished before the war, two amateurs at the hilltop observatory have discovered a comet that "
        "the great survey instruments had overlooked.",
        "It will pass the sun in autumn and may then be visible without binoculars in the hour before dawn.",
    ),
)
LIBRARY = Story(
    "City keeps its branch libraries open after all",
    (
        "The council of Brennfeld voted late in the evening to keep all four branch libraries, after readers had "
        "collected signatures in front of every bakery in town.",
        "The money will be taken from the planned fountain, whose designer said that he preferred books anyway.",
    ),
)
BAKERY = Story(
    "Baker wins the right to sell rolls on Sundays",
    (
        "A baker from Hollmark may sell rolls on Sunday mornings again, the administrative court decided, because her "
        "shop also serves coffee at two small tables.",
        "The neighbouring florist, who had complained about the queue on the pavement, does not intend to appeal.",
    ),
)
BRIDGE = Story(
    "Toll on the long bridge to fall next spring",
    (
        "Crossing the long bridge will cost a third less from next spring on, the ministry of transport announced "
        "while presenting the accounts of its builders.",
        "Commuters had campaigned for years against a fee that was meant to vanish once the loans were repaid.",
    ),
)
CHOIR = Story(
    "Village choir reunites after forty years",
    (
        "Thirty singers who had last shared a stage as schoolchildren met in the church of Lunde and performed the "
        "programme of their farewell concert once more.",
        "Their old conductor, now in a wheelchair, raised his baton for the final hymn and was carried home in song.",
    ),
)
STORIES = (FERRY, STRIKE, ORCHARD, TELESCOPE, LIBRARY, BAKERY, BRIDGE, CHOIR)


@dataclass(frozen=True)
class Item:
    """One entry of a feed. What is None or empty is left out."""

    link: str | None
    title: str = ""
    guid: str | None = None
    published_at: datetime | None = None
    summary: str = ""


def article(
    story: Story,
    outlet: str = "The Tidewater Ledger",
    published_at: datetime | None = None,
    canonical: str | None = None,
    beside: str = "",
    caption: str = "A view of the place on an earlier day. Photo: staff",
    note: str = "",
) -> Answer:
    """A page of an article. `beside` stands in the related box, the newsletter box and the list of what is read most.

    `note` is one more paragraph at the end of the text.
    """
    text = "\n".join(f"<p>{escape(p)}</p>" for p in (*story.paragraphs, *filter(None, [note])))
    meta = f'<meta property="article:published_time" content="{published_at.isoformat()}">' if published_at else ""
    own = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
    box = escape(beside or "Read what else happened this week")
    return Answer(
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{escape(story.headline)} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:type" content="article">{meta}{own}</head><body>
<header class="masthead"><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{escape(story.headline)}</h1><p class="byline">By Ingrid Sole</p><div class="article-body">
<figure><img src="p.jpg" alt=""><figcaption>{escape(caption)}</figcaption></figure>
{text}
<div class="related-stories"><h3>Related stories</h3><ul><li><a href="/other">{box}</a></li></ul></div>
<div class="newsletter-signup"><p>{box}, every morning in your inbox, with all that matters to you.</p></div>
</div></article></main>
<aside><h2>Most read</h2><p><a href="/most">{box}</a></p></aside>
<footer><p>© {outlet}. All rights reserved.</p></footer></body></html>""".encode()
    )


def rss(*items: Item, language: str = "en") -> Answer:
    entries = "".join(_rss_item(item) for item in items)
    return Answer(
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Latest</title>'
        f"<language>{language}</language>{entries}</channel></rss>".encode(),
        content_type=XML,
    )


def _rss_item(item: Item) -> str:
    parts = (
        f"<title>{escape(item.title)}</title>" if item.title else "",
        f"<link>{escape(item.link)}</link>" if item.link else "",
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>' if item.guid else "",
        f"<pubDate>{format_datetime(item.published_at)}</pubDate>" if item.published_at else "",
        f"<description>{escape(item.summary)}</description>" if item.summary else "",
    )
    return f"<item>{''.join(parts)}</item>"


def sitemap(*links: str) -> Answer:
    return _sitemap("urlset", "url", links)


def sitemap_index(*links: str) -> Answer:
    return _sitemap("sitemapindex", "sitemap", links)


def _sitemap(root: str, element: str, links: Iterable[str]) -> Answer:
    parts = "".join(f"<{element}><loc>{escape(link)}</loc></{element}>" for link in links)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return Answer(f'<?xml version="1.0"?><{root} xmlns="{space}">{parts}</{root}>'.encode(), content_type=XML)


def front_page(links: Iterable[tuple[str, str]] = (), feeds: Iterable[tuple[str, str]] = ()) -> Answer:
    """A home page: (address, headline) of its cards, (address, title) of the feeds it names."""
    cards = "".join(f'<div class="card"><h2><a href="{a}">{escape(words)}</a></h2></div>' for a, words in links)
    named = "".join(f'<link rel="alternate" type="application/rss+xml" title="{t}" href="{a}">' for a, t in feeds)
    return Answer(
        f"""<!DOCTYPE html><html lang="en"><head><title>The Tidewater Ledger</title>{named}</head><body>
<nav><a href="/about">About the people of the Ledger</a></nav>{cards}
<footer><a href="/imprint">Imprint and terms of the Ledger</a></footer></body></html>""".encode()
    )
