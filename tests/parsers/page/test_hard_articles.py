"""Articles that look like lists, walls or errors are read."""

import pytest

from news import Article, Kind
from parsers import read_article
from tests.parsers.page.shelves import SITE, address, goods, headline, html, ld, prose, sentences, teasers
from tests.parsers.pages import page

DATE = "<time datetime='2026-03-05T08:30:00Z'>5 March 2026</time>"
ARTICLE = '<meta property="og:type" content="article">'
FLASH = f"<h1>Bridge closed after crack is found</h1>{DATE}<p>{sentences(1)[0]}</p>"
RELATED = f"<aside><h2>Related</h2>{teasers(40)}</aside>"
TOP_TEN = "".join(
    f"<h2>{n}. The {name} of the old town</h2><p>{line}</p>"
    for n, (name, line) in enumerate(
        zip(
            ("quay", "wall", "gate", "hill", "mill", "pier", "lane", "arch", "yard", "bank"), sentences(10), strict=True
        ),
        1,
    )
)
ROUND_UP = "".join(f'<p>{line} <a href="{address(n)}">{headline(n)}</a>.</p>' for n, line in enumerate(sentences(14)))
TABLE = "<table>" + "".join(f"<tr><td>Ward {n}</td><td>{n * 311} votes</td></tr>" for n in range(1, 40)) + "</table>"
DEALS = "".join(
    f"<p>Lamp {n} is down to $1{n}.00 from $30.00, and <a href='/go/{n}'>the shop has it here</a>. {line}</p>"
    for n, line in enumerate(sentences(9))
)
NODE = {"@type": "NewsArticle", "headline": "Bridge closed after crack is found"}
STORY = "/local/bridge-closed-after-crack-is-found"
COOKIES = (
    "<p>Regulators fined three publishers on Thursday over cookie banners that made it harder to "
    "reject all tracking than "
    "to accept all of it, and said that consent must be as easy to refuse as to give.</p>"
    "<p>We use cookies, the largest of them had told readers, and offered no second button. Privacy "
    "groups welcomed it.</p>"
)
CAPTCHAS = (
    "<p>Asked to prove that they are not robots, people now fail more often than the programs do, a "
    "study has found.</p>"
    "<p>The puzzle, known as a captcha, was meant to keep programs out. Security checks will need "
    "another idea, it says.</p>"
)
ERRORS = (
    "<p>The page could not be found on Thursday by anyone who looked for it: the city had taken down its own news "
    "site.</p>"
)
BANNER = (
    '<div id="consent"><p>We value your privacy. We and our 812 partners use cookies.</p>'
    "<button>Accept all</button></div>"
)

ARTICLES = {
    "a flash beneath forty teasers": (STORY, html(FLASH + RELATED)),
    "a flash with nothing but its address to speak for it": (
        "/news/12345678",
        html(f"<h1>Bridge closed after crack</h1><p>{sentences(1)[0]}</p>{RELATED}"),
    ),
    "a flash that states what it is, at a section's address": (
        "/local",
        html(FLASH + RELATED, head=ld(**NODE), title=str(NODE["headline"])),
    ),
    "a listicle": (
        "/travel/ten-places-to-see-in-the-old-town",
        html(f"<h1>Ten places to see in the old town</h1>{DATE}{TOP_TEN}"),
    ),
    "a listicle with hardly a word each": (
        "/travel/ten-places-to-see-in-the-old-town",
        html(
            f"<h1>Ten places to see in the old town</h1>{DATE}"
            + "".join(f"<h2>Place {n}</h2><p>{line}</p>" for n, line in enumerate(sentences(10))),
            head=ARTICLE,
        ),
    ),
    "a round-up of links": (
        "/briefing/what-we-read-this-week-in-the-harbour",
        html(f"<h1>What we read this week in the harbour</h1>{ROUND_UP}", head=ARTICLE),
    ),
    "a table with results": (
        "/elections/how-every-ward-of-the-town-voted",
        html(f"<h1>How every ward of the town voted</h1>{prose(2)}{TABLE}", head=ARTICLE),
    ),
    "an article on bargains": (
        "/shopping/nine-lamps-that-are-cheap-this-week",
        html(f"<h1>Nine lamps that are cheap this week</h1>{DATE}{DEALS}", head=ARTICLE),
    ),
    "an article beside a shop": (
        STORY,
        html(
            f"<h1>Bridge closed after crack is found</h1>{DATE}{prose(4)}<ul>{goods(12)}</ul><a href='/cart'>Cart</a>"
        ),
    ),
    "an article in a section with page numbers": (
        STORY,
        html(f"<h1>Bridge closed</h1>{DATE}{prose(4)}<a href='?page=2'>2</a><a href='?page=3'>3</a>"),
    ),
    "a page about the outlet": ("/about", html(f"<h1>About us</h1>{prose(6)}")),
    "a law, undated": ("/laws/harbour", html(f"<h1>Harbour law</h1>{prose(20)}")),
    "an article of a content system whose category is a class": (
        "/bridge",
        html(f"<h1>Bridge</h1>{prose(3)}{RELATED}", classes="single single-post category category-local"),
    ),
    "an article with a tag in its address": (
        "/tag/bridges/the-bridge-was-closed-on-thursday-morning",
        html(f"<h1>The bridge was closed on Thursday morning</h1>{DATE}{prose(3)}"),
    ),
    "an article below the day it was published": (
        "/2026/03/05/bridge-closed/",
        html(f"<h1>Bridge closed</h1>{prose(3)}"),
    ),
    "an article that is the whole site": (
        "/",
        html(
            f"<h1>Bridge closed after crack is found</h1>{DATE}{prose(8)}",
            head=ARTICLE + ld(**NODE, datePublished="2026-03-05"),
        ),
    ),
    "an article with a page type of lists beside its own": (
        STORY,
        html(
            f"<h1>{NODE['headline']}</h1>{prose(3)}",
            title=str(NODE["headline"]),
            head=ld(**NODE) + ld(**{"@type": "ItemList", "itemListElement": []}),
        ),
    ),
    "an article about cookies": (
        "/media/publishers-fined-over-cookie-banners-on-thursday",
        html(f"<h1>Publishers fined over cookie banners</h1>{DATE}{COOKIES}", head=ARTICLE),
    ),
    "an article about cookies that states what it is": (
        "/media/cookies",
        html(f"<h1>Cookies</h1>{COOKIES}", title=str(NODE["headline"]), head=ld(**NODE)),
    ),
    "an article about a wall that states what it is": (
        "/media/walls",
        html(
            f"<h1>Walls</h1><p>Asked to verify you are human, said a wall that cannot spell, few did.</p>{prose(1)}",
            title=str(NODE["headline"]),
            head=ld(**NODE),
        ),
    ),
    "an article about captchas": (
        "/science/people-fail-captchas-more-often-than-programs",
        html(f"<h1>People fail captchas more often than programs</h1>{DATE}{CAPTCHAS}", head=ARTICLE),
    ),
    "an article about a page that was not found": (
        "/local/city-takes-down-its-own-news-site",
        html(f"<h1>City takes down its own news site</h1>{DATE}{ERRORS}", head=ARTICLE),
    ),
    "an article beneath a cookie banner": (
        STORY,
        html(f"{BANNER}<h1>Bridge closed after crack is found</h1>{DATE}{prose(3)}"),
    ),
    "an article that begins with a number of an error": (
        "/local/404-homes-without-power-after-the-storm",
        html(f"<h1>404 homes in the harbour without power after storm</h1>{DATE}{prose(1)}"),
    ),
    "an article without JavaScript": (
        STORY,
        html(
            f"<noscript>Please enable JavaScript</noscript><h1>Bridge closed after crack is found</h1>{DATE}{prose(2)}"
        ),
    ),
    "a German article": (
        "/politik/stadt-sperrt-bruecke-nach-riss-id40012345.html",
        html(f"<h1>Stadt sperrt Brücke nach Riss</h1>{prose(4, 'de')}{RELATED}", language="de"),
    ),
    "a French article": (
        "/societe/2026/03/05/la-ville-ferme-le-pont_6001_3224.html",
        html(f"<h1>La ville ferme le pont</h1>{prose(3, 'fr')}{RELATED}", language="fr"),
    ),
    "an Arabic article": (
        "/news/2026/3/5/إغلاق-الجسر-بعد-اكتشاف-شرخ",
        html(f"<h1>إغلاق الجسر بعد اكتشاف شرخ</h1>{prose(3, 'ar')}{RELATED}", language="ar"),
    ),
    "a Japanese article": (
        "/articles/ASV352K1BV35UTIL00M.html",
        html(f"<h1>市が橋を全面通行止めに</h1>{prose(2, 'ja')}{RELATED}", language="ja"),
    ),
    "a Chinese article": (
        "/local/2026-03/05/c_1125597921.htm",
        html(f"<h1>市政府宣布关闭大桥</h1>{prose(3, 'zh')}{RELATED}", language="zh"),
    ),
    "a Korean article": (
        "/news/view/20260305000312",
        html(f"<h1>시, 다리 통행 전면 금지</h1>{prose(3, 'ko')}{RELATED}", language="ko"),
    ),
    "a Russian article": (
        "/city/05/03/2026/65e8.shtml",
        html(f"<h1>Город закрыл мост</h1><time>5 марта 2026</time>{prose(3, 'ru')}", language="ru"),
    ),
    "a Thai article": (
        "/news/2026/0305/2871623",
        html(f"<h1>ปิดสะพานหลังพบรอยร้าว</h1>{prose(3, 'th')}{RELATED}", language="th"),
    ),
    "a Hebrew article": (
        "/local/article/sjkz11abc",
        html(f"<h1>הגשר נסגר לאחר שנמצא סדק</h1>{prose(3, 'he')}{RELATED}", language="he"),
    ),
}


@pytest.mark.parametrize(("path", "text"), ARTICLES.values(), ids=ARTICLES)
def test_an_article_is_read_as_one(path: str, text: str) -> None:
    outcome = read_article(page(text, url=SITE + path))
    assert isinstance(outcome, Article), outcome
    assert outcome.kind is Kind.ARTICLE
