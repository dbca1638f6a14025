"""What a page that is read is called: an article, a live blog, the beginning of one, or words beside a video."""

import pytest

from news import Article, Kind
from parsers import explain_page, read_article
from tests.parsers.page.shelves import SITE, html, ld, prose, sentences, teasers
from tests.parsers.pages import page

STORY = f"{SITE}/local/bridge-closed-after-crack-is-found"
TITLE = "Bridge closed after crack is found"
PAID = {"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}
BEGINNING = f"<h1>{TITLE}</h1><p>{sentences(1)[0]}</p><p>{sentences(2)[1]}</p>"
CUT = f"<h1>{TITLE}</h1><p>{sentences(1)[0]}</p><p>The next election is nine months away, and the mayor …</p>"
PROMPTS = {
    "en": "Subscribe now to continue reading.",
    "de": "Jetzt weiterlesen mit dem Digital-Abo.",
    "fr": "Il vous reste 80% de cet article à lire. La suite est réservée aux abonnés.",
    "es": "Contenido exclusivo para suscriptores.",
    "pt": "Conteúdo exclusivo para assinantes.",
    "it": "Per continuare a leggere, abbonati.",
    "nl": "Alleen voor abonnees.",
    "sv": "Logga in för att läsa hela artikeln.",
    "pl": "Artykuł tylko dla subskrybentów.",
    "ru": "Чтобы прочитать статью целиком, оформите подписку.",
    "ja": "この記事は有料会員限定です。残り1234文字",
    "zh": "订阅后可阅读全文",
    "ko": "구독자 전용 기사입니다",
}


def kind(text: str, url: str = STORY) -> Kind:
    outcome = read_article(page(text, url=url))
    assert isinstance(outcome, Article), outcome
    return outcome.kind


def paid(main: str, **more: object) -> str:
    return html(main, title=TITLE, head=ld(**(PAID | more)))


@pytest.mark.parametrize(
    "text",
    [
        paid(CUT),
        paid(BEGINNING, wordCount=900),
        paid(BEGINNING, isAccessibleForFree="False", wordCount="900"),
        paid(
            CUT,
            isAccessibleForFree=True,
            hasPart={"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"},
        ),
        paid(
            f'{BEGINNING}<div class="paid"><button>Subscribe</button></div>',
            hasPart={"isAccessibleForFree": False, "cssSelector": ".paid"},
        ),
        paid(f"{BEGINNING}<aside><p>Subscribe now to continue reading.</p></aside>"),
        html(CUT, head='<meta property="article:content_tier" content="locked">'),
    ],
    ids=["cut off", "words missing", "flag as text", "a part is paid", "paid part empty", "invites", "content tier"],
)
def test_the_beginning_of_a_paid_article_is_called_one(text: str) -> None:
    assert kind(text) is Kind.PAYWALL_STUB


@pytest.mark.parametrize("prompt", PROMPTS.values(), ids=PROMPTS)
def test_an_invitation_to_subscribe_beneath_little_text_tells_of_a_beginning(prompt: str) -> None:
    assert (
        kind(html(f"{BEGINNING}<p>{prompt}</p>", head='<meta property="og:type" content="article">'))
        is Kind.PAYWALL_STUB
    )


@pytest.mark.parametrize(
    "offer",
    [
        "Already a subscriber? Log in",
        "Subscribe to continue",
        "Jetzt abonnieren",
        "Déjà abonné ?",
        "Assine",
        "会員限定",
    ],
)
@pytest.mark.parametrize("head", ["", '<meta property="article:published_time" content="2026-11-20T10:00:00Z">'])
def test_an_offer_above_a_short_article_makes_no_beginning_of_it(offer: str, head: str) -> None:
    assert kind(html(f'<div><a href="/subscribe">{offer}</a></div><article>{BEGINNING}</article>', head=head)) is (
        Kind.ARTICLE
    )


@pytest.mark.parametrize("offer", ["Jetzt abonnieren", "Become a member", "Déjà abonné ?", "会員限定"])
def test_an_offer_below_tells_of_a_beginning_only_where_the_text_is_cut(offer: str) -> None:
    below = f"<aside><p><a href='/subscribe'>{offer}</a></p></aside>"
    whole, cut = (html(f"<article>{text}</article>{below}", title=TITLE) for text in (BEGINNING, CUT))
    assert (kind(whole), kind(cut)) == (Kind.ARTICLE, Kind.PAYWALL_STUB)


def test_badges_of_teasers_far_below_make_no_beginning_of_an_article() -> None:
    text = html(f"<article>{BEGINNING}</article>{teasers(6)}<p>Nur für Abonnenten</p>", title=TITLE)
    assert kind(text) is Kind.ARTICLE


def test_an_article_that_quotes_an_invitation_is_whole() -> None:
    quote = "<p>A paper may not hide its terms behind “Subscribe to continue reading”, a court ruled on Friday.</p>"
    assert kind(html(f"<h1>{TITLE}</h1>{quote}<p>The paper will appeal, its lawyers said after the ruling.</p>")) is (
        Kind.ARTICLE
    )


@pytest.mark.parametrize(
    "text",
    [
        paid(f"<h1>{TITLE}</h1>{prose(14)}"),
        paid(f"<h1>{TITLE}</h1>{prose(4)}", wordCount=200),
        paid(BEGINNING),
        paid(
            f'<h1>{TITLE}</h1><div class="paid">{prose(3)}</div>',
            hasPart={"isAccessibleForFree": False, "cssSelector": ".paid"},
        ),
        html(
            f"{CUT}<p>Subscribe now to continue reading.</p>",
            title=TITLE,
            head=ld(**(PAID | {"isAccessibleForFree": True})),
        ),
        html(f"<h1>{TITLE}</h1>{prose(12)}<p>Subscribe now to continue reading.</p>"),
        html(f"<h1>{TITLE}</h1>{CUT}"),
    ],
    ids=[
        "long",
        "all words there",
        "short but whole",
        "paid part there",
        "said to be free",
        "long, invites",
        "an ellipsis",
    ],
)
def test_a_whole_article_is_one_whoever_may_read_it(text: str) -> None:
    assert kind(text) is Kind.ARTICLE


def test_what_calls_a_page_a_beginning_is_told() -> None:
    reading = explain_page(page(paid(BEGINNING, wordCount=900), url=STORY))
    assert "isAccessibleForFree false" in reading.sign
    assert "900 words" in reading.sign


def test_a_stated_live_blog_is_one() -> None:
    text = html(f"<h1>{TITLE}</h1>{prose(6)}", head=ld(**{"@type": "LiveBlogPosting", "headline": TITLE}))
    assert kind(text) is Kind.LIVE_BLOG


def test_a_live_blog_stated_beside_an_article_is_one() -> None:
    updates = [{"@type": "BlogPosting", "headline": f"Update {n}"} for n in range(6)]
    head = ld(**{"@type": "NewsArticle", "headline": TITLE, "url": STORY}) + ld(
        **{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    )
    assert kind(html(f"<h1>{TITLE}</h1>{prose(6)}", title=TITLE, head=head)) is Kind.LIVE_BLOG


def test_a_teaser_of_a_live_blog_makes_none_of_an_article() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": TITLE, "url": STORY}) + ld(
        **{"@type": "LiveBlogPosting", "headline": "Storm"}
    )
    assert kind(html(f"<h1>{TITLE}</h1>{prose(6)}", title=TITLE, head=head)) is Kind.ARTICLE


@pytest.mark.parametrize(
    "blog",
    [
        {"url": f"{SITE}/live/storm", "liveBlogUpdate": [{"@type": "BlogPosting"}] * 9},
        {"mainEntityOfPage": {"@id": f"{SITE}/live/storm"}, "liveBlogUpdate": [{"@type": "BlogPosting"}] * 9},
        {"liveBlogUpdate": "nothing yet"},
    ],
    ids=["another address", "another main page", "words in place of entries"],
)
def test_a_live_blog_of_another_page_makes_none_of_an_article(blog: dict[str, object]) -> None:
    head = ld(**{"@type": "NewsArticle", "headline": TITLE}) + ld(**{"@type": "LiveBlogPosting", **blog})
    assert kind(html(f"<h1>{TITLE}</h1>{prose(6)}", title=TITLE, head=head)) is Kind.ARTICLE


def test_a_live_blog_that_names_a_place_within_the_page_is_its_own() -> None:
    blog = {"@id": "#live", "url": f"{STORY}#live", "liveBlogUpdate": [{"@type": "BlogPosting"}] * 9}
    head = ld(**{"@type": "NewsArticle", "headline": TITLE}) + ld(**{"@type": "LiveBlogPosting", **blog})
    assert kind(html(f"<h1>{TITLE}</h1>{prose(6)}", title=TITLE, head=head)) is Kind.LIVE_BLOG


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("/watch/the-bridge-from-above", '<meta property="og:type" content="video.other">'),
        ("/videos/the-bridge-from-above", ld(**{"@type": "VideoObject", "name": "The bridge from above"})),
        ("/podcasts/the-bridge-from-above", ld(**{"@type": "PodcastEpisode", "name": "The bridge from above"})),
        ("/galleries/the-bridge-from-above", ld(**{"@type": "ImageGallery", "name": "The bridge from above"})),
    ],
)
def test_a_blurb_beside_something_to_see_or_hear_is_called_so(path: str, head: str) -> None:
    text = html(f"<h1>The bridge from above</h1><p>{sentences(1)[0]}</p>", title="The bridge from above", head=head)
    assert kind(text, SITE + path) is Kind.MEDIA


def test_an_article_with_a_video_is_an_article() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": TITLE, "video": {"@type": "VideoObject", "name": "Crack"}})
    assert (
        kind(html(f"<h1>{TITLE}</h1><video src='/crack.mp4'></video>{prose(2)}", title=TITLE, head=head))
        is Kind.ARTICLE
    )


def test_a_transcript_beneath_a_video_is_an_article() -> None:
    head = '<meta property="og:type" content="video.other">'
    assert (
        kind(html(f"<h1>The bridge from above</h1>{prose(9)}", head=head), f"{SITE}/watch/the-bridge") is Kind.ARTICLE
    )


def test_a_video_with_three_words_is_still_a_video() -> None:
    text = html("<p>The bridge, from above</p>", head='<meta property="og:type" content="video.other">')
    assert kind(text, f"{SITE}/watch/the-bridge") is Kind.MEDIA


@pytest.mark.parametrize(
    "text",
    [
        "<body><p>" + "19 2024 " * 200_000,
        "<body>" + "<a href=/x><div>" * 100 + "<b>w</b> " * 20_000,
        "<body><ul>" + "<li><a href=/x>A headline that leads to another page</a></li>" * 30_000,
        "<body>" + "<h2>" * 200 + "word " * 20_000,
        "<body><p>cookie " + "we and our " * 50_000,
        "<head><title>" + "page not found " * 50_000 + "</title><body><p>x",
        "<body><h1>x</h1><div>" + "<button>Accept all</button><b>we use cookies</b>" * 20_000,
        "<body><h1>x</h1>" + "<div><button>Accept all</button><p>" * 40 + "we use cookies " * 200_000,
    ],
    ids=[
        "years",
        "links in links",
        "a list without end",
        "nested headings",
        "consent",
        "a title without end",
        "buttons",
        "boxes in boxes",
    ],
)
def test_a_page_built_to_cost_time_ends_in_a_value(text: str) -> None:
    assert explain_page(page(text, url=STORY)).outcome is not None
