"""Lists are refused, whatever they are of and however much is said on them."""

import pytest

from news import Refusal, RefusalReason
from parsers import read_article
from tests.parsers.page.shelves import SITE, address, goods, headline, html, ld, prose, sentences, teasers
from tests.parsers.pages import page

SUMMARY = "The council voted on Thursday after a long debate, and opponents said they would go to court over it."
WEBSITE = '<meta property="og:type" content="website">'
ITEMS = [{"@type": "ListItem", "position": n, "url": f"{SITE}/a/{n}"} for n in range(1, 20)]
RESULTS = "".join(f'<li><a href="/n/{n}"><h3>{headline(n)}</h3></a><p>{SUMMARY}</p></li>' for n in range(12))
DIRECTORY = "".join(
    f'<li><a href="/offices/{n}"><img src="/{n}.png" alt=""><h4>Office {n}</h4></a> {n} Quay Road, second floor</li>'
    for n in range(40)
)
NEXT_PAGES = '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=4">4</a>'
DATED = teasers(25, summary=SUMMARY, date="5 March 2026")
ARABIC = "".join(
    f'<div class="item"><a href="/n/{n}"><h3>المجلس البلدي يناقش مشروع الجسر الجديد رقم {n}</h3></a></div>'
    for n in range(20)
)
JAPANESE = "".join(
    f'<li class="i"><a href="/n/{n}"><h3>市議会が新しい橋の計画第{n}号を議論</h3></a></li>' for n in range(20)
)
RUSSIAN = "".join(
    f'<div class="i"><a href="/n/{n}"><h3>Городской совет обсуждает проект нового моста {n}</h3></a></div>'
    for n in range(20)
)

LISTS = {
    "a front page of headlines": ("/", html(teasers(40), title="Harbour Post")),
    "a front page with summaries": ("/", html(teasers(30, summary=SUMMARY), title="Harbour Post", head=WEBSITE)),
    "a front page told by a campaign's address": ("/?utm_source=mail", html(teasers(30, summary=SUMMARY))),
    "a front page whose teasers are stated as articles": (
        "/",
        html(
            teasers(30),
            title="Harbour Post",
            head="".join(ld(**{"@type": "NewsArticle", "headline": headline(n)}) for n in range(6)),
        ),
    ),
    "a section": ("/politics", html(f"<h1>Politics</h1>{teasers(24)}", head=WEBSITE)),
    "a section with dated summaries": ("/politics/", html(f"<h1>Politics</h1>{DATED}", head=WEBSITE)),
    "a section that states what it is": (
        "/world/africa",
        html(f"<h1>Africa</h1>{DATED}", head=ld(**{"@type": "CollectionPage", "name": "Africa"})),
    ),
    "a tag of a blog engine": (
        "/tag/bridges/",
        html(
            f"<h1>Bridges</h1>{DATED}",
            classes="archive tag tag-bridges",
            head='<meta property="og:type" content="article">',
        ),
    ),
    "a category without schema": ("/category/sport/football", html(f"<h1>Football</h1>{teasers(15, summary=SUMMARY)}")),
    "an author's page": ("/author/ada-lindqvist", html(f"<h1>Ada Lindqvist</h1><p>{SUMMARY}</p>{DATED}")),
    "a search": ("/search?q=bridge", html(f"<h1>Results for bridge</h1><ol>{RESULTS}</ol>")),
    "a search that states what it is": (
        "/find/bridge",
        html(f"<ol>{RESULTS}</ol>", head=ld(**{"@type": "SearchResultsPage", "name": "bridge"})),
    ),
    "an archive of a month": ("/2026/03/", html(f"<h1>March 2026</h1>{DATED}{NEXT_PAGES}")),
    "an archive's second page": ("/news/page/2", html(f"<h1>News</h1>{DATED}{NEXT_PAGES}")),
    "a topic hub with an introduction": (
        "/topics/climate",
        html(f"<h1>Climate</h1>{prose(2)}{teasers(30, summary=SUMMARY)}", head=WEBSITE),
    ),
    "a hub at an address of no known word": (
        "/hafenbau",
        html(f"<h1>Hafenbau</h1>{prose(1, 'de')}{teasers(30)}", head=WEBSITE, language="de"),
    ),
    "an item list": (
        "/dossiers/bridges",
        html(f"<h1>Bridges</h1>{teasers(19)}", head=ld(**{"@type": "ItemList", "itemListElement": ITEMS})),
    ),
    "a shop's shelf": ("/collections/lamps", html(f"<h1>Lamps</h1><ul>{goods(30)}</ul>")),
    "a shop's shelf with a long text on its goods": (
        "/lamps/desk-lamps",
        html(f"<h1>Desk lamps</h1><ul>{goods(30, price='49,00 €')}</ul>{prose(12)}<a href='/cart'>Cart</a>"),
    ),
    "a shop's shelf at an address of no known word": (
        "/lamps",
        html(f"<h1>Lamps</h1><ul>{goods(24, price='¥4,900')}</ul>"),
    ),
    "a directory": ("/offices", html(f"<h1>Offices</h1><ul>{DIRECTORY}</ul>", head=WEBSITE)),
    "a list of podcasts": (
        "/podcasts",
        html(f"<h1>Podcasts</h1>{teasers(20, tag='div', summary='Listen now')}", head=WEBSITE),
    ),
    "an Arabic section": ("/سياسة", html(f"<h1>سياسة</h1>{ARABIC}", head=WEBSITE, language="ar")),
    "a Japanese section": (
        "/politics/index.html",
        html(f"<h1>政治</h1><ul>{JAPANESE}</ul>", head=WEBSITE, language="ja"),
    ),
    "a Russian section": ("/rubric/politika", html(f"<h1>Политика</h1>{RUSSIAN}", language="ru")),
    "a German theme": ("/themen/haushalt", html(f"<h1>Haushalt</h1>{prose(1, 'de')}{DATED}", language="de")),
    "a French heading": (
        "/rubrique/culture",
        html(f"<h1>Culture</h1>{teasers(16, summary=sentences(1, 'fr')[0])}", language="fr"),
    ),
    "a tag of many words": (
        "/tag/the-war-on-the-river-and-its-bridges",
        html(
            f"<h1>The war on the river and its bridges</h1>{DATED}", head='<meta property="og:type" content="article">'
        ),
    ),
    "a tag with a number": ("/tags/1234567", html(f"<h1>Bridges of the town</h1>{DATED}")),
    "a region below a section": (
        "/news/england/london",
        html(f"<h1>London</h1>{teasers(24, tag='li', summary=SUMMARY)}", head=WEBSITE),
    ),
    "a section with long summaries": (
        "/politik/deutschland/",
        html(
            f"<h1>Deutschland</h1>{teasers(20, summary=' '.join(sentences(2, 'de')), date='5. März 2026')}",
            head=WEBSITE,
        ),
    ),
    "a section whose teasers are stated as articles at their own addresses": (
        "/business",
        html(
            f"<h1>Business</h1>{teasers(20, summary=SUMMARY)}",
            title="Business",
            head="".join(
                ld(**{"@type": "NewsArticle", "headline": headline(n), "url": SITE + address(n)}) for n in range(20)
            ),
        ),
    ),
    "a front page in one language": ("/en/", html(teasers(30, summary=SUMMARY), title="Harbour Post")),
    "a front page by its file": ("/index.html", html(teasers(30, summary=SUMMARY), title="Harbour Post")),
    "a home page of a content system": ("/en/welcome", html(teasers(25), classes="home page", head=WEBSITE)),
}


@pytest.mark.parametrize(("path", "text"), LISTS.values(), ids=LISTS)
def test_a_list_is_refused(path: str, text: str) -> None:
    outcome = read_article(page(text, url=SITE + path))
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason is RefusalReason.LIST_PAGE
    assert outcome.detail


def test_a_refused_list_says_by_what_it_was_told() -> None:
    path, text = LISTS["a section that states what it is"]
    outcome = read_article(page(text, url=SITE + path))
    assert isinstance(outcome, Refusal)
    assert "JSON-LD CollectionPage" in outcome.detail


def test_a_desk_can_have_a_list_read_all_the_same() -> None:
    path, text = LISTS["a topic hub with an introduction"]
    outcome = read_article(page(text, url=SITE + path), accept={RefusalReason.LIST_PAGE})
    assert not isinstance(outcome, Refusal)
    assert "engineers had found a crack" in outcome.text
