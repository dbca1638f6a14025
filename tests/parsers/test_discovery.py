from datetime import UTC, datetime

import pytest

from news import Pointer, SourceKind
from parsers import find_feeds, guesses, newest_first, sitemaps_of
from tests.parsers.pages import page

URL = "https://harbour-post.example/world/"
RSS = 'type="application/rss+xml"'


def found(html: str, url: str = URL) -> list[str]:
    return [each.pointer.url for each in find_feeds(page(html, url=url))]


@pytest.mark.parametrize(
    "html",
    [
        f'<link rel="alternate" {RSS} href="/rss">',
        f'<link href="/rss" {RSS} rel="alternate">',
        "<LINK REL=Alternate TYPE=Application/RSS+XML HREF=/rss>",
        f"<link rel='home  ALTERNATE\nfoo' {RSS} href='/rss'/>",
        '<link rel="feed" href="/rss">',
        '<link rel="alternate" type="application/atom+xml; charset=utf-8" href="../rss">',
        '<link rel="alternate" type="application/feed+json" href="https://harbour-post.example/rss">',
        '<link rel="alternate" type="text/xml" href="//harbour-post.example/rss">',
        '<link rel="alternate" type="application/x-rss+xml" href="/rss">',
        '<link rel="alternate" type="text/rss" href="&#47;rss">',
        '<link rel="alternate" href="/rss">',
        '<link rel="alternate" type="text/html" href="/rss">',
        f'<base href="https://harbour-post.example/"><link rel="alternate" {RSS} href="rss">',
        f'<link rel="alternate" {RSS} href="rss"><base href="https://harbour-post.example/">',
        f'<base target="_top"><base href="/"><base href="/x/"><link rel="alternate" {RSS} href="rss">',
        f'</head><body><p>Text<link rel="alternate" {RSS} href="/rss">',
        f'<!-- <link rel="alternate" {RSS} href="/old"> --><link rel="alternate" {RSS} href="/rss">',
        f'<script>\'<link rel="alternate" {RSS} href="/old">\'</script><link rel=alternate {RSS} href=/rss>',
    ],
)
def test_a_link_to_a_feed_is_found_however_it_is_written(html: str) -> None:
    assert found(f"<html><head>{html}") == ["https://harbour-post.example/rss"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="stylesheet" href="/feed.css">',
        f'<link rel="alternate stylesheet" {RSS} href="/rss">',
        f'<link rel="alternately" {RSS} href="/rss">',
        f'<link rel="alternate" {RSS}>',
        f'<link rel="alternate" {RSS} href="">',
        f'<link rel="alternate" {RSS} href="javascript:void(0)">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?format=json">',
        '<link rel="alternate" type="text/xml+oembed" href="/oembed?format=xml">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/12">',
        '<link rel="alternate" hreflang="de" href="/de/feed/">',
        '<link rel="alternate" media="only screen" href="https://m.harbour-post.example/feed/">',
        '<link rel="alternate" type="application/xml" href="/sitemap.xml">',
        '<link rel="EditURI" type="application/rsd+xml" href="/xmlrpc.php?rsd">',
    ],
)
def test_other_links_are_no_feeds(link: str) -> None:
    assert found(f"<html><head>{link}") == []


@pytest.mark.parametrize(
    ("title", "href", "is_kept"),
    [
        ("Harbour Post » Comments Feed", "/comments/feed/", False),
        ("Harbour Post » Bridge closes Comments Feed", "/bridge-closes/feed/", False),
        ("Harbour Post » Kommentar-Feed", "/extra/feed/", False),
        ("Recent comments", "/rss?type=x", False),
        ("Commentary", "/opinion/commentary/rss", True),
        ("Comment is free", "/commentisfree/rss", True),
        ("Kommentare der Redaktion", "/meinung/rss", True),
    ],
)
def test_feeds_of_comments_are_left_out_but_departments_of_that_name_are_not(
    title: str, href: str, is_kept: bool
) -> None:
    assert bool(found(f'<link rel="alternate" {RSS} title="{title}" href="{href}">')) is is_kept


def test_feeds_come_once_in_the_order_of_the_page_with_their_titles() -> None:
    html = (
        f'<link rel="alternate" {RSS} title="All\n news" href="/b"><link rel="alternate" {RSS} href="/a">'
        f'<link rel="alternate" {RSS} title="Again" href="/b">'
    )
    assert [(each.pointer.url, each.title, each.named) for each in find_feeds(page(html, url=URL))] == [
        ("https://harbour-post.example/b", "All news", True),
        ("https://harbour-post.example/a", "", True),
    ]


def test_without_link_elements_links_of_the_page_are_tried() -> None:
    html = (
        '<a href="/world">World</a> <a href="/rss-feeds-explained">Our feeds</a> <a href="/news-feed/latest">Feed</a>'
        '<a href="/sitemap.xml">Sitemap</a> <a href="https://other.example/rss.xml">RSS of a friend</a>'
        '<a class="icon rss" href="/world/rss.xml" title="Subscribe"></a> <a href="http://feeds.reader.example/post/rss">RSS</a>'
        '<a href="/comments/feed/">Comments</a>'
    )
    assert [(each.pointer.url, each.title, each.named) for each in find_feeds(page(html, url=URL))] == [
        ("https://harbour-post.example/world/rss.xml", "Subscribe", False),
        ("http://feeds.reader.example/post/rss", "RSS", False),
    ]


def test_a_link_element_counts_before_links_of_the_page() -> None:
    assert found(f'<a href="/rss.xml">RSS</a><link rel="alternate" {RSS} href="/all">') == [
        "https://harbour-post.example/all"
    ]


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://h.example", "https://h.example/feed/"),
        ("https://h.example/world", "https://h.example/world/feed/"),
        ("https://h.example/world/", "https://h.example/world/feed/"),
        ("https://h.example/world/index.html?x=1#y", "https://h.example/world/feed/"),
    ],
)
def test_guesses_begin_beside_the_page_and_end_at_the_root(url: str, first: str) -> None:
    said = guesses(url)
    assert said[0] == first
    assert {"https://h.example/rss.xml", "https://h.example/atom.xml", "https://h.example/news-sitemap.xml"} <= set(
        said
    )
    assert len(said) == len(set(said))


def test_nothing_is_guessed_beside_what_is_no_web_page() -> None:
    assert guesses("file:///etc/passwd") == guesses("https://[bad/") == guesses("") == ()


def test_a_robots_txt_names_sitemaps() -> None:
    text = (
        "User-agent: *\nDisallow: /a # Sitemap: https://h.example/no.xml\nSITEMAP :https://h.example/news.xml # ours\n"
        "  sitemap: https://h.example/b.xml\nSitemap: /relative.xml\r\nSitemap: https://h.example/news.xml\r\n"
    )
    assert [each.url for each in sitemaps_of("\ufeff" + text)] == [
        "https://h.example/news.xml",
        "https://h.example/b.xml",
    ]


def sitemap(name: str, day: int | None = None) -> Pointer:
    changed_at = datetime(2026, 3, day, tzinfo=UTC) if day else None
    return Pointer(f"https://news.example/{name}", SourceKind.SITEMAP, changed_at)


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        (("a", "b", "c"), ("a", "b", "c")),
        ((("a", 1), ("b", 3), ("c", 2)), ("b", "c", "a")),
        (("pages", "sitemap-news", "posts"), ("sitemap-news", "pages", "posts")),
        ((("posts", 5), ("news-1", 1), ("news-2", 4)), ("news-2", "posts", "news-1")),
        (("posts-2024-01", "posts-2025-12", "pages", "posts-2025-02"),
         ("posts-2025-12", "posts-2025-02", "posts-2024-01", "pages")),
        (("posts-2025-02-31", "posts-2025-02-03"), ("posts-2025-02-03", "posts-2025-02-31")),
    ],
)  # fmt: skip
def test_the_newest_sitemaps_come_first(listed: tuple[str | tuple[str, int], ...], first: tuple[str, ...]) -> None:
    pointers = [sitemap(*each) if isinstance(each, tuple) else sitemap(each) for each in listed]
    assert [each.url.rsplit("/", 1)[-1] for each in newest_first(pointers)] == list(first)
